// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern.serve;

import io.grpc.MethodDescriptor;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.function.Function;

/**
 * One method of a served interface. Handlers are called on an event loop and must not block; what they throw and what
 * their answer fails with becomes the call's failure.
 */
public sealed interface ServedMethod<Q, R> {

    /** The method's name, kind and message types. */
    MethodDescriptor<Q, R> method();

    /** The same method, called when {@code check} has completed well; a call fails as its check does. */
    default ServedMethod<Q, R> after(Function<CallContext, Uni<Void>> check) {
        return switch (this) {
            case Unary<Q, R> unary -> new Unary<>(unary.method(), answeredAfter(check, unary.handler()));
            case ServerStream<Q, R> stream ->
                new ServerStream<>(stream.method(), streamedAfter(check, stream.handler()));
            case ClientStream<Q, R> stream ->
                new ClientStream<>(stream.method(), answeredAfter(check, stream.handler()));
            case Bidirectional<Q, R> stream ->
                new Bidirectional<>(stream.method(), streamedAfter(check, stream.handler()));
        };
    }

    private static <A, R> Handler<A, Uni<R>> answeredAfter(
            Function<CallContext, Uni<Void>> check, Handler<A, Uni<R>> handler) {
        return (request, call) -> check.apply(call).chain(() -> handler.call(request, call));
    }

    private static <A, R> Handler<A, Multi<R>> streamedAfter(
            Function<CallContext, Uni<Void>> check, Handler<A, Multi<R>> handler) {
        return (request, call) -> check.apply(call).onItem().transformToMulti(_ -> handler.call(request, call));
    }

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
