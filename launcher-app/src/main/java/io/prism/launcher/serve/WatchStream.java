// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.serve;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * Keeps where a stream finds it whether its caller reads: Quarkus passes on whatever a stream produces, and what the
 * caller does not read would pile up without a bound.
 */
@ApplicationScoped
@GlobalInterceptor
class WatchStream implements ServerInterceptor {

    private static final Context.Key<Flow> FLOW = Context.key("prism-outflow");

    /** The way out of one call. */
    static final class Flow {
        private final BooleanSupplier ready;
        private final AtomicReference<Runnable> onReady = new AtomicReference<>(() -> {});

        Flow(BooleanSupplier ready) {
            this.ready = ready;
        }

        /** Whether the caller takes more now. */
        boolean ready() {
            return ready.getAsBoolean();
        }

        /** Runs {@code task} each time that the caller takes more again. */
        void onReady(Runnable task) {
            onReady.set(task);
        }
    }

    /** The way out of the call that is being handled; one that is always open outside of a call. */
    static Flow ofThisCall() {
        Flow flow = FLOW.get();
        return flow == null ? new Flow(() -> true) : flow;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        Flow flow = new Flow(call::isReady);
        Context context = Context.current().withValue(FLOW, flow);
        return new SimpleForwardingServerCallListener<>(Contexts.interceptCall(context, call, headers, next)) {
            @Override
            public void onReady() {
                super.onReady();
                flow.onReady.get().run();
            }
        };
    }
}
