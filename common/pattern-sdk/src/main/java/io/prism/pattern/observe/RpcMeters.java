// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern.observe;

import io.grpc.MethodDescriptor;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.prism.core.Keyspace;
import io.prism.grpc.wire.StatusCodes;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts and times the calls of one method of one binding. Series appear with the first call, and those of codes with the
 * first call that ended so. A stream is counted as any call; its time, which may be hours, is not that of an answer and has
 * a name of its own. Safe for use by many threads.
 */
final class RpcMeters {

    private final MeterRegistry registry;
    private final Tags tags;
    private final boolean stream;
    private final LongAdder open = new LongAdder();
    private final AtomicReferenceArray<@Nullable Counter> byCode = new AtomicReferenceArray<>(StatusCodes.COUNT);
    private volatile @Nullable Timer time;

    RpcMeters(MeterRegistry registry, Keyspace binding, MethodDescriptor<?, ?> rpc) {
        this.registry = registry;
        this.tags = Tags.of(
                "namespace", binding.namespace(), "binding", binding.binding(), "method", rpc.getFullMethodName());
        this.stream = rpc.getType() != MethodDescriptor.MethodType.UNARY;
    }

    /** A call has come. */
    void began() {
        if (time == null) {
            register();
        }
        open.increment();
    }

    /** A call that {@link #began} has ended. */
    // A Duration for each call would be garbage.
    @SuppressWarnings("PreferJavaTimeOverload")
    void ended(int code, long nanos) {
        open.decrement();
        Counter counter = byCode.getAcquire(code);
        (counter == null ? counter(code) : counter).increment();
        Timer timer = time;
        if (timer != null) {
            timer.record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    // Two threads may get here at once: the registry gives both the same meter.

    private void register() {
        Gauge.builder("prism.pattern.inflight", open, LongAdder::sum)
                .description("calls that are open now")
                .tags(tags)
                .register(registry);
        time = Timer.builder(stream ? "prism.pattern.stream.duration" : "prism.pattern.duration")
                .description(
                        stream
                                ? "how long streams lived, from headers to end"
                                : "time from a call's headers to its end")
                .tags(tags)
                .register(registry);
    }

    private Counter counter(int code) {
        Counter counter = Counter.builder("prism.pattern.requests")
                .description("calls that have ended, by the code they ended with")
                .tags(tags)
                .tag("code", StatusCodes.name(code))
                .register(registry);
        byCode.setRelease(code, counter);
        return counter;
    }
}
