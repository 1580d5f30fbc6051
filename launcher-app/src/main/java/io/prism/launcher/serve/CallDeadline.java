// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.serve;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.prism.core.Deadline;
import io.prism.core.GrpcTimeout;
import io.prism.core.MetadataKeys;
import io.prism.core.failure.Failures;
import io.prism.core.failure.GatewayException.Rejected;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.context.ApplicationScoped;

/** Keeps the caller's deadline where the service finds it: Quarkus' server does not pass it on. */
@ApplicationScoped
@GlobalInterceptor
class CallDeadline implements ServerInterceptor {

    private static final Context.Key<Deadline> DEADLINE = Context.keyWithDefault("prism-deadline", Deadline.NONE);
    private static final Metadata.Key<String> TIMEOUT =
            Metadata.Key.of(MetadataKeys.TIMEOUT, Metadata.ASCII_STRING_MARSHALLER);

    private final Failures failures;

    CallDeadline(Failures failures) {
        this.failures = failures;
    }

    /** The deadline of the call that is being handled. */
    static Deadline ofThisCall() {
        return DEADLINE.get();
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        String timeout = headers.get(TIMEOUT);
        if (timeout == null) {
            return next.startCall(call, headers);
        }
        try {
            Context context = Context.current().withValue(DEADLINE, GrpcTimeout.parse(timeout));
            return Contexts.interceptCall(context, call, headers, next);
        } catch (Rejected e) {
            var answer = failures.answer(e, "").toException();
            Metadata trailers = answer.getTrailers();
            call.close(answer.getStatus(), trailers == null ? new Metadata() : trailers);
            return new ServerCall.Listener<>() {};
        }
    }
}
