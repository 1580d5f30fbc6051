// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Counts the calls of one method of one binding. Meters appear with the first call they count, so that a method nobody
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
    private final AtomicReferenceArray<@Nullable Counter> byCode = new AtomicReferenceArray<>(GrpcCodes.COUNT);
    private volatile @Nullable Timer duration;

    MethodMeters(MeterRegistry registry, Tags binding, String method) {
        this.registry = registry;
        this.tags = binding.and("method", method);
        this.method = method;
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
                .tag("code", GrpcCodes.name(code))
                .register(registry);
        byCode.setRelease(code, counter);
        return counter;
    }

    private Timer timer() {
        Timer timer = Timer.builder("prism.proxy.duration")
                .description("time from a call's headers to its end")
                .tags(tags)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        duration = timer;
        return timer;
    }
}
