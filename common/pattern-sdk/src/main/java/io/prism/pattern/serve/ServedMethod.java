// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern.serve;

import io.grpc.MethodDescriptor;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * One method of a served interface. Handlers are called on an event loop and must not block; what they throw and what
 * their answer fails with becomes the call's failure.
 */
public sealed interface ServedMethod<Q, R> {

    /** The method's name, kind and message types. */
    MethodDescriptor<Q, R> method();

    /** Answers calls. */
    @FunctionalInterface
    interface Handler<Q, A> {
        /** Starts one call. */
        A call(Q request, CallContext call);
    }

    /**
     * One message in, one out.
     *
     * @param method the method
     * @param handler answers it
     */
    record Unary<Q, R>(MethodDescriptor<Q, R> method, Handler<Q, Uni<R>> handler) implements ServedMethod<Q, R> {}

    /**
     * One message in, a stream out. The stream is pulled as fast as the client takes it, no faster.
     *
     * @param method the method
     * @param handler answers it
     */
    record ServerStream<Q, R>(MethodDescriptor<Q, R> method, Handler<Q, Multi<R>> handler)
            implements ServedMethod<Q, R> {}

    /**
     * A stream in, one message out. A message is asked of the client for each one that the handler asks for; the stream
     * fails when the caller does not wait any more.
     *
     * @param method the method
     * @param handler answers it
     */
    record ClientStream<Q, R>(MethodDescriptor<Q, R> method, Handler<Multi<Q>, Uni<R>> handler)
            implements ServedMethod<Q, R> {}

    /**
     * A stream in and a stream out, each as fast as the other side takes it.
     *
     * @param method the method
     * @param handler answers it
     */
    record Bidirectional<Q, R>(MethodDescriptor<Q, R> method, Handler<Multi<Q>, Multi<R>> handler)
            implements ServedMethod<Q, R> {}
}
