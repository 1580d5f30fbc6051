// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.limit;

import io.micrometer.core.instrument.Counter;
import io.netty.channel.EventLoop;
import io.prism.core.config.NamespaceConfig.Priority;
import io.prism.proxy.observe.ProxyMeters;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Watches event loops for having too much to do, and counts the calls they refuse for it. Safe for use by many threads. */
public final class Overload {

    private static final double NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

    private final Duration lagMost;
    private final ProxyMeters meters;
    private final Map<Priority, Counter> shed = new EnumMap<>(Priority.class);
    private final AtomicInteger loops = new AtomicInteger();

    /**
     * Watches nothing yet.
     *
     * @param lagMost how late a loop may be, all the time; zero for ever
     * @param meters where it is told
     */
    public Overload(Duration lagMost, ProxyMeters meters) {
        this.lagMost = lagMost;
        this.meters = meters;
        for (Priority priority : Priority.values()) {
            shed.put(priority, meters.shed(priority.text()));
        }
    }

    /** Watches a loop from now on. Keep the answer: its meters are there as long as it is. */
    public Pressure watch(EventLoop loop) {
        Pressure pressure = new Pressure(lagMost, shed);
        String name = Integer.toString(loops.getAndIncrement());
        meters.lag(name, pressure, it -> it.lagNanos() / NANOS_PER_SECOND);
        meters.pressure(name, pressure, Pressure::pressure);
        pressure.start(loop);
        return pressure;
    }
}
