// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern.observe;

import io.prism.observe.trace.TraceContext;
import io.smallrye.mutiny.Context;
import org.jspecify.annotations.Nullable;

/** One call of a binding, as it is seen. Belongs to the event loop of the call. */
public final class ObservedRpc {

    /** Under which name the span of a call is in the context of what it subscribes to. */
    static final String SPAN = "prism.span";

    private final BindingObserver binding;
    private final String method;
    private final @Nullable RpcMeters meters;
    private final @Nullable TraceContext span;
    private final long came = System.nanoTime();

    ObservedRpc(BindingObserver binding, String method, @Nullable RpcMeters meters, @Nullable TraceContext span) {
        this.binding = binding;
        this.method = method;
        this.meters = meters;
        this.span = span;
    }

    /** What whoever answers the call subscribes with, so that what it asks of backends belongs to the call. */
    public Context context() {
        return span == null ? Context.empty() : Context.of(SPAN, span);
    }

    /**
     * The call has ended; told once.
     *
     * @param code its gRPC status code's number
     */
    public void end(int code) {
        long nanos = System.nanoTime() - came;
        if (meters != null) {
            meters.ended(code, nanos);
        }
        if (span != null) {
            binding.ended(this, span, code, nanos);
        }
    }

    String method() {
        return method;
    }
}
