// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.prism.core.Keyspace;
import io.prism.grpc.wire.StatusCodes;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Counts the calls of one method of one binding. A stream is counted as any call; its time, which may be hours, is not that
 * of an answer and has a name of its own. Meters appear with the first call they count, so that a method nobody
 * calls costs no series. Safe for use by many threads.
 */
public final class MethodMeters {

    private final ProxyMeters meters;
    private final Keyspace binding;
    private final String method;
    private final boolean stream;
    private final AtomicReferenceArray<@Nullable Counter> byCode = new AtomicReferenceArray<>(StatusCodes.COUNT);
    private volatile @Nullable Timer duration;

    MethodMeters(ProxyMeters meters, Keyspace binding, String method, boolean stream) {
        this.meters = meters;
        this.binding = binding;
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
        Counter counter = meters.requests(binding, method, code);
        byCode.setRelease(code, counter);
        return counter;
    }

    private Timer timer() {
        Timer timer = stream ? meters.streamDuration(binding, method) : meters.duration(binding, method);
        duration = timer;
        return timer;
    }
}
