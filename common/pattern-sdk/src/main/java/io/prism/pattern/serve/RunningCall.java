// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern.serve;

import io.prism.core.Deadline;
import io.prism.core.MetadataKeys;
import io.prism.core.failure.Failures;
import io.prism.core.failure.GatewayException.DeadlinePassed;
import io.prism.core.failure.GatewayException.Rejected;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.grpc.server.GrpcServerRequest;
import io.vertx.grpc.server.GrpcServerResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * One call from its message to its end. All state belongs to the call's event loop.
 *
 * <pre>
 * waiting ──message──▶ answering ──answer, failure, deadline──▶ ended
 *    └──────────cancelled or malformed───────────┴──────────────▶ ended
 * </pre>
 */
final class RunningCall<Q, R> {

    private static final long NO_TIMER = -1;

    private final Context context;
    private final Thread loop = Thread.currentThread();
    private final Vertx vertx;
    private final GrpcServerRequest<Q, R> request;
    private final GrpcServerResponse<Q, R> response;
    private final Runnable onEnd;
    private final Failures failures;
    private final String namespace;
    private boolean started;
    private boolean ended;
    private long timer = NO_TIMER;
    private @Nullable Cancellable answering;

    RunningCall(Vertx vertx, GrpcServerRequest<Q, R> request, Runnable onEnd, Failures failures, String namespace) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.request = request;
        this.response = request.response();
        this.onEnd = onEnd;
        this.failures = failures;
        this.namespace = namespace;
    }

    void start(ServedMethod<Q, R> rpc, Q message, CallContext call) {
        if (started || ended) {
            fail(new Rejected("request", "must be one message, but a second one came", ""));
            return;
        }
        started = true;
        try {
            switch (rpc) {
                case ServedMethod.Unary<Q, R> unary ->
                    answering = unary.handler()
                            .call(message, call)
                            .subscribe()
                            .with(answer -> onLoop(() -> succeed(answer)), failure -> onLoop(() -> fail(failure)));
                case ServedMethod.ServerStream<Q, R> stream ->
                    stream.handler().call(message, call).subscribe().withSubscriber(new Pull());
            }
            // An answer that is there already, as memory's always is, needs no timer.
            if (!ended) {
                watch(call.deadline());
            }
        } catch (RuntimeException thrown) {
            fail(thrown);
        }
    }

    void requestEnded() {
        if (!started) {
            fail(new Rejected("request", "must be one message, but none came", ""));
        }
    }

    void fail(Throwable failure) {
        if (end()) {
            String requestId = request.headers().get(MetadataKeys.REQUEST_ID);
            GrpcAnswers.fail(response, failures.answer(failure, namespace, Objects.requireNonNullElse(requestId, "")));
        }
    }

    void cancel() {
        end();
    }

    private void succeed(R answer) {
        if (end()) {
            // Whether the client still listens does not matter any more.
            response.end(answer).onFailure(_ -> {});
        }
    }

    private void watch(Deadline deadline) {
        if (!deadline.bounded()) {
            return;
        }
        Duration left = deadline.leftOr(Duration.ZERO);
        timer = vertx.setTimer(
                Math.max(1, left.plusNanos(999_999).toMillis()), _ -> fail(new DeadlinePassed("the backend")));
    }

    private boolean end() {
        if (ended) {
            return false;
        }
        ended = true;
        if (timer != NO_TIMER) {
            vertx.cancelTimer(timer);
        }
        if (answering != null) {
            answering.cancel();
        }
        onEnd.run();
        return true;
    }

    private void onLoop(Runnable step) {
        if (Thread.currentThread().equals(loop)) {
            step.run();
        } else {
            context.runOnContext(_ -> step.run());
        }
    }

    /** Takes items one by one, and only while the client's window has room. */
    private final class Pull implements Flow.Subscriber<R> {
        private Flow.@Nullable Subscription source;
        private boolean waiting;

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            source = subscription;
            answering = subscription::cancel;
            subscription.request(1);
        }

        @Override
        public void onNext(R item) {
            onLoop(() -> send(item));
        }

        @Override
        public void onError(Throwable failure) {
            onLoop(() -> fail(failure));
        }

        @Override
        public void onComplete() {
            onLoop(() -> {
                if (end()) {
                    response.end().onFailure(_ -> {});
                }
            });
        }

        private void send(R item) {
            if (ended) {
                return;
            }
            response.write(item).onFailure(_ -> onLoop(RunningCall.this::cancel));
            if (response.writeQueueFull()) {
                waiting = true;
                response.drainHandler(_ -> drained());
            } else {
                more();
            }
        }

        /** Is told each time there is room again, also when nobody waited for it. */
        private void drained() {
            if (waiting) {
                waiting = false;
                more();
            }
        }

        private void more() {
            if (source != null && !ended) {
                source.request(1);
            }
        }
    }
}
