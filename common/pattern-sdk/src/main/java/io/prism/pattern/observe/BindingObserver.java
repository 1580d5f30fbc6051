// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern.observe;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.grpc.MethodDescriptor;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.prism.core.Keyspace;
import io.prism.grpc.wire.StatusCodes;
import io.prism.observe.trace.SpanPeriod;
import io.prism.observe.trace.SpanQueue;
import io.prism.observe.trace.SpanWork;
import io.prism.observe.trace.TraceContext;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sees the calls of one binding. Safe for use by many threads. */
public final class BindingObserver implements AutoCloseable {

    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("rpc.system");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("rpc.grpc.status_code");
    private static final AttributeKey<String> NAMESPACE = AttributeKey.stringKey("prism.namespace");
    private static final AttributeKey<String> BINDING = AttributeKey.stringKey("prism.binding");

    private final RpcObserver observer;
    private final Keyspace binding;
    private final Map<String, RpcMeters> byMethod;
    private final @Nullable SpanQueue spans;

    BindingObserver(RpcObserver observer, Keyspace binding, Collection<MethodDescriptor<?, ?>> methods) {
        this.observer = observer;
        this.binding = binding;
        this.spans = observer.spans().orElse(null);
        this.byMethod = observer.meters()
                .map(meters -> methods.stream()
                        .collect(toUnmodifiableMap(
                                MethodDescriptor::getFullMethodName, rpc -> observer.series(meters, binding, rpc))))
                .orElse(Map.of());
    }

    /**
     * A call has come.
     *
     * @param method {@code package.Service/Method}, one of those that are served
     * @param traceparent the header of that name; null when there is none
     * @return null when nothing of it is to be seen
     */
    public @Nullable ObservedRpc begin(String method, @Nullable String traceparent) {
        TraceContext span = spans == null ? null : span(traceparent);
        RpcMeters meters = byMethod.get(method);
        if (span == null && meters == null) {
            return null;
        }
        if (meters != null) {
            meters.began();
        }
        return new ObservedRpc(this, method, meters, span);
    }

    /** The binding is gone; told once. */
    @Override
    public void close() {
        observer.gone(binding);
    }

    void ended(ObservedRpc call, TraceContext context, int code, long nanos) {
        if (spans == null || observer.side() == RpcObserver.Side.EMBEDDED) {
            return;
        }
        Attributes attributes = Attributes.builder()
                .put(SYSTEM, "grpc")
                .put(STATUS, code)
                .put(NAMESPACE, binding.namespace())
                .put(BINDING, binding.binding())
                .build();
        spans.keep(
                context,
                new SpanWork(SpanKind.SERVER, call.method(), attributes, StatusCodes.serverFault(code)),
                SpanPeriod.ending(observer.clock().instant(), nanos),
                List.of());
    }

    private @Nullable TraceContext span(@Nullable String traceparent) {
        if (traceparent == null || !TraceContext.sampled(traceparent)) {
            return null;
        }
        TraceContext caller = TraceContext.parse(traceparent).orElse(null);
        return caller == null || observer.side() == RpcObserver.Side.EMBEDDED ? caller : caller.child();
    }
}
