// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.prism.grpc.wire.StatusCodes;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Counts the calls of one method of one binding. A stream is counted as any call; its time, which may be hours, is not that
 * of an answer and has a name of its own. Meters appear with the first call they count, so that a method nobody
 * calls costs no series. Safe for use by many threads.
 */
public final class MethodMeters {

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
    private final Tags tags;
    private final String method;
    private final boolean stream;
    private final AtomicReferenceArray<@Nullable Counter> byCode = new AtomicReferenceArray<>(StatusCodes.COUNT);
    private volatile @Nullable Timer duration;

    MethodMeters(MeterRegistry registry, Tags binding, String method, boolean stream) {
        this.registry = registry;
        this.tags = binding.and("method", method);
        this.method = method;
        this.stream = stream;
    }

    /** What the method is called in labels. */
    String method() {
        return method;
    }

    /** Counts a call that has ended. */
    // A Duration for each call would be garbage.
    @SuppressWarnings("PreferJavaTimeOverload")
    void record(int code, long nanos) {
        Counter counter = byCode.getAcquire(code);
        (counter == null ? counter(code) : counter).increment();
        Timer timer = duration;
        (timer == null ? timer() : timer).record(nanos, TimeUnit.NANOSECONDS);
    }

    // Two threads may get here at once: the registry gives both the same meter.

    private Counter counter(int code) {
        Counter counter = Counter.builder("prism.proxy.requests")
                .description("calls that have ended, by the code they ended with")
                .tags(tags)
                .tag("code", StatusCodes.name(code))
                .register(registry);
        byCode.setRelease(code, counter);
        return counter;
    }

    private Timer timer() {
        Timer.Builder builder = stream
                ? Timer.builder("prism.proxy.stream.duration")
                        .description("how long streams lived, from headers to end")
                : Timer.builder("prism.proxy.duration")
                        .description("time from a call's headers to its end")
                        .serviceLevelObjectives(BUCKETS);
        Timer timer = builder.tags(tags).register(registry);
        duration = timer;
        return timer;
    }
}
