// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.limit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.EventLoop;
import io.prism.core.config.NamespaceConfig.Priority;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Watches event loops for having too much to do, and counts the calls they refuse for it. Safe for use by many threads. */
public final class Overload {

    private static final double NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

    private final Duration lagMost;
    private final MeterRegistry meters;
    private final Map<Priority, Counter> shed = new EnumMap<>(Priority.class);
    private final AtomicInteger loops = new AtomicInteger();

    /**
     * Watches nothing yet.
     *
     * @param lagMost how late a loop may be, all the time; zero for ever
     * @param meters where it is told
     */
    public Overload(Duration lagMost, MeterRegistry meters) {
        this.lagMost = lagMost;
        this.meters = meters;
        for (Priority priority : Priority.values()) {
            shed.put(
                    priority,
                    Counter.builder("prism.proxy.shed")
                            .description("calls refused because an event loop had too much to do, by priority")
                            .tag("priority", priority.text())
                            .register(meters));
        }
    }

    /** Watches a loop from now on. Keep the answer: its meters are there as long as it is. */
    public Pressure watch(EventLoop loop) {
        Pressure pressure = new Pressure(lagMost, shed);
        String name = Integer.toString(loops.getAndIncrement());
        Gauge.builder("prism.proxy.lag", pressure, it -> it.lagNanos() / NANOS_PER_SECOND)
                .description("how late an event loop is at least, in its last tenth of a second")
                .baseUnit("seconds")
                .tag("loop", name)
                .register(meters);
        Gauge.builder("prism.proxy.pressure", pressure, Pressure::pressure)
                .description("share of the calls that an event loop refuses: of low priority from 0 to 1, of normal"
                        + " priority from 1 to 2, of high priority beyond")
                .tag("loop", name)
                .register(meters);
        pressure.start(loop);
        return pressure;
    }
}
