// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern.observe;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.prism.core.failure.GatewayException;
import io.prism.core.failure.GatewayException.BackendDown;
import io.prism.core.failure.GatewayException.DeadlinePassed;
import io.prism.observe.trace.SpanPeriod;
import io.prism.observe.trace.SpanQueue;
import io.prism.observe.trace.SpanWork;
import io.prism.observe.trace.TraceContext;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Counts and times one operation of one backend, and makes its spans. Safe for use by many threads. */
public final class BackendOperation {

    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("db.system.name");
    private static final AttributeKey<String> NAME = AttributeKey.stringKey("db.operation.name");
    private static final AttributeKey<String> BACKEND = AttributeKey.stringKey("prism.backend");
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("prism.outcome");

    private final RpcObserver observer;
    private final @Nullable SpanQueue spans;
    private final String backend;
    private final String name;
    private final Attributes attributes;
    private final Map<OperationOutcome, Timer> timers = new EnumMap<>(OperationOutcome.class);

    BackendOperation(RpcObserver observer, String backend, String type, String name) {
        this.observer = observer;
        this.spans = observer.spans().orElse(null);
        this.backend = backend;
        this.name = name;
        this.attributes = Attributes.of(SYSTEM, type, NAME, name, BACKEND, backend);
        observer.meters().ifPresent(this::register);
    }

    /** How it ended. */
    enum OperationOutcome {
        /** With an answer. */
        OK,
        /** With a refusal of what was asked, as it must be. */
        REFUSED,
        /** Without an answer, or too late. */
        FAILED,
        /** Nobody wanted the answer any more. */
        CANCELLED;

        static OperationOutcome of(Throwable failure) {
            return failure instanceof GatewayException
                            && !(failure instanceof BackendDown)
                            && !(failure instanceof DeadlinePassed)
                    ? REFUSED
                    : FAILED;
        }
    }

    boolean traced() {
        return spans != null;
    }

    // A Duration for each operation would be garbage.
    @SuppressWarnings("PreferJavaTimeOverload")
    void ended(@Nullable TraceContext call, OperationOutcome outcome, long nanos) {
        Timer timer = timers.get(outcome);
        if (timer != null) {
            timer.record(nanos, TimeUnit.NANOSECONDS);
        }
        if (call != null && spans != null) {
            spans.keep(
                    call.child(),
                    new SpanWork(
                            SpanKind.CLIENT,
                            name + " " + backend,
                            attributes.toBuilder().put(OUTCOME, text(outcome)).build(),
                            outcome == OperationOutcome.FAILED),
                    SpanPeriod.ending(observer.clock().instant(), nanos),
                    List.of());
        }
    }

    private void register(MeterRegistry registry) {
        for (OperationOutcome outcome : OperationOutcome.values()) {
            timers.put(
                    outcome,
                    Timer.builder("prism.backend.operation.duration")
                            .description("time that operations of backends took, by how they ended")
                            .tags("backend", backend, "operation", name, "outcome", text(outcome))
                            .register(registry));
        }
    }

    private static String text(OperationOutcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}
