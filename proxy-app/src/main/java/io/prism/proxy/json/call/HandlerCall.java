// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.json.call;

import io.grpc.StatusRuntimeException;
import io.prism.core.MetadataKeys;
import io.prism.core.failure.Failures;
import io.prism.core.failure.GatewayException.Draining;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.core.failure.GatewayException.TooLarge;
import io.prism.pattern.serve.CallContext;
import io.prism.pattern.serve.RpcServer;
import io.prism.pattern.serve.ServedMethod;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Context;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A call of a binding in this program, handed to its handler. */
final class HandlerCall<Q, R> implements Outgoing {

    private final Context context;
    private final Thread loop = Thread.currentThread();
    private final RpcServer server;
    private final ServedMethod<Q, R> rpc;
    private final CallRequest request;
    private final AnswerObserver caller;
    private final Failures failures;
    private boolean entered;
    private boolean ended;
    private @Nullable Cancellable answering;
    private Flow.@Nullable Subscription source;

    HandlerCall(
            Context context,
            RpcServer server,
            ServedMethod<Q, R> rpc,
            CallRequest request,
            AnswerObserver caller,
            Failures failures) {
        this.context = context;
        this.server = server;
        this.rpc = rpc;
        this.request = request;
        this.caller = caller;
        this.failures = failures;
    }

    @Override
    public void start() {
        if (!server.inFlight().enter()) {
            fail(new Draining("the binding"));
            return;
        }
        entered = true;
        if (request.message().length > server.messageBytesMax()) {
            fail(new TooLarge("message", request.message().length, server.messageBytesMax()));
            return;
        }
        try {
            Q message = rpc.method().parseRequest(new ByteArrayInputStream(request.message()));
            begin(
                    message,
                    new CallContext(
                            request.deadline(), request.metadata().getOrDefault(MetadataKeys.IDEMPOTENCY_KEY, "")));
        } catch (StatusRuntimeException malformed) {
            fail(new Rejected("message", "must be a protobuf message of the method's type", ""));
        } catch (RuntimeException thrown) {
            fail(thrown);
        }
    }

    @Override
    public void more() {
        if (source != null && !ended) {
            source.request(1);
        }
    }

    @Override
    public void cancel() {
        end();
    }

    private void begin(Q message, CallContext call) {
        switch (rpc) {
            case ServedMethod.Unary<Q, R> unary ->
                answering = unary.handler()
                        .call(message, call)
                        .subscribe()
                        .with(answer -> onLoop(() -> answered(answer)), failure -> onLoop(() -> fail(failure)));
            case ServedMethod.ServerStream<Q, R> stream ->
                stream.handler().call(message, call).subscribe().withSubscriber(new Pull());
        }
        if (ended && answering != null) {
            answering.cancel();
        }
    }

    private void answered(R answer) {
        if (!ended) {
            caller.message(bytes(answer));
            complete();
        }
    }

    private void complete() {
        if (end()) {
            caller.completed();
        }
    }

    private void fail(Throwable failure) {
        if (end()) {
            caller.failed(failures.answer(failure, request.namespace()));
        }
    }

    private boolean end() {
        if (ended) {
            return false;
        }
        ended = true;
        if (answering != null) {
            answering.cancel();
        }
        if (entered) {
            server.inFlight().leave();
        }
        return true;
    }

    private byte[] bytes(R answer) {
        try (InputStream stream = rpc.method().streamResponse(answer)) {
            return stream.readAllBytes();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private void onLoop(Runnable step) {
        if (Thread.currentThread().equals(loop)) {
            step.run();
        } else {
            context.runOnContext(_ -> step.run());
        }
    }

    private final class Pull implements Flow.Subscriber<R> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            source = subscription;
            answering = subscription::cancel;
            subscription.request(1);
        }

        @Override
        public void onNext(R item) {
            onLoop(() -> {
                if (!ended) {
                    caller.message(bytes(item));
                }
            });
        }

        @Override
        public void onError(Throwable failure) {
            onLoop(() -> fail(failure));
        }

        @Override
        public void onComplete() {
            onLoop(HandlerCall.this::complete);
        }
    }
}
