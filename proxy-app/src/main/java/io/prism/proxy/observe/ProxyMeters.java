// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.prism.core.Keyspace;
import io.prism.grpc.wire.StatusCodes;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * All meters of the proxy, {@code prism.proxy.*}: what they are called, what they say and which labels they have. Labels
 * are names of {@code prism.yaml} and of contracts, so a configuration bounds the number of series. Gauges hold what
 * they measure weakly. Safe for use by many threads.
 */
public final class ProxyMeters {

    private static final String PREFIX = "prism.proxy.";

    private static final Duration[] BUCKETS = {
        Duration.ofNanos(250_000),
        Duration.ofNanos(500_000),
        Duration.ofMillis(1),
        Duration.ofNanos(2_500_000),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10)
    };

    private final MeterRegistry registry;

    /** Meters of {@code registry}; none is there before it is asked for. */
    public ProxyMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Calls that reach no binding. */
    public Counter refused() {
        return Counter.builder(PREFIX + "refused")
                .description("calls that no binding was found for, that were malformed, or that there was no room for")
                .register(registry);
    }

    /** Calls that are open now, in all. */
    public <T> void open(T calls, ToDoubleFunction<T> count) {
        Gauge.builder(PREFIX + "open", calls, count)
                .description("calls that are open now")
                .register(registry);
    }

    /** Calls handed to a binding. */
    public Counter calls(Keyspace binding) {
        return Counter.builder(PREFIX + "calls")
                .description("calls handed to a binding")
                .tags(labels(binding))
                .register(registry);
    }

    /** Calls of a binding that are open now. */
    public void inFlight(Keyspace binding, Number calls) {
        Gauge.builder(PREFIX + "inflight", calls, Number::doubleValue)
                .description("calls of a binding that are open now")
                .tags(labels(binding))
                .register(registry);
    }

    /**
     * Calls that are refused because an event loop has too much to do.
     *
     * @param priority of the namespace, as {@code prism.yaml} says it
     */
    public Counter shed(String priority) {
        return Counter.builder(PREFIX + "shed")
                .description("calls refused because an event loop had too much to do, by priority")
                .tag("priority", priority)
                .register(registry);
    }

    /** How late an event loop is, in seconds. */
    public <T> void lag(String loop, T measured, ToDoubleFunction<T> seconds) {
        Gauge.builder(PREFIX + "lag", measured, seconds)
                .description("how late an event loop is at least, in its last tenth of a second")
                .baseUnit("seconds")
                .tag("loop", loop)
                .register(registry);
    }

    /** The share of calls that an event loop refuses. */
    public <T> void pressure(String loop, T measured, ToDoubleFunction<T> share) {
        Gauge.builder(PREFIX + "pressure", measured, share)
                .description("share of the calls that an event loop refuses: of low priority from 0 to 1, of normal"
                        + " priority from 1 to 2, of high priority beyond")
                .tag("loop", loop)
                .register(registry);
    }

    /** Lines of the access log that there was no room for. */
    public Counter logLinesDropped() {
        return Counter.builder(PREFIX + "log.dropped")
                .description("lines of the access log that there was no room for")
                .register(registry);
    }

    /** Calls of a method that have ended with {@code code}. */
    Counter requests(Keyspace binding, String method, int code) {
        return Counter.builder(PREFIX + "requests")
                .description("calls that have ended, by the code they ended with")
                .tags(labels(binding))
                .tag("method", method)
                .tag("code", StatusCodes.name(code))
                .register(registry);
    }

    /** How long calls of a method took. */
    Timer duration(Keyspace binding, String method) {
        return Timer.builder(PREFIX + "duration")
                .description("time from a call's headers to its end")
                .serviceLevelObjectives(BUCKETS)
                .tags(labels(binding))
                .tag("method", method)
                .register(registry);
    }

    /** How long streams of a method lived; not among {@link #duration durations}, which are those of answers. */
    Timer streamDuration(Keyspace binding, String method) {
        return Timer.builder(PREFIX + "stream.duration")
                .description("how long streams lived, from headers to end")
                .tags(labels(binding))
                .tag("method", method)
                .register(registry);
    }

    /** Forgets a binding that there is no more, with all its series. */
    public void forget(Keyspace binding) {
        List<Tag> labels = labels(binding).stream().toList();
        registry.getMeters().stream()
                .filter(meter -> meter.getId().getName().startsWith(PREFIX))
                .filter(meter -> meter.getId().getTags().containsAll(labels))
                .forEach(registry::remove);
    }

    private static Tags labels(Keyspace binding) {
        return Tags.of("namespace", binding.namespace(), "binding", binding.binding());
    }
}
