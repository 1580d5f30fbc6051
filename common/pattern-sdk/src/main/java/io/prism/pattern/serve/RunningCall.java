// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern.serve;

import io.prism.core.failure.GatewayException.DeadlinePassed;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.grpc.wire.TimerWheel;
import io.smallrye.mutiny.Context;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.ContextSupport;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One call from its first message to its end, whichever way it came. All state belongs to the call's event loop.
 *
 * <pre>
 * waiting ──message, or at once when requests are a stream──▶ answering ──answer, failure, deadline──▶ ended
 *    └───────────────────cancelled or malformed───────────────────┴────────────────────────────────────▶ ended
 * </pre>
 */
public final class RunningCall<Q, R> extends TimerWheel.Timed {

    private final Thread loop = Thread.currentThread();
    private final ServedMethod<Q, R> rpc;
    private final CallContext call;
    private final CallPort<R> port;
    private @Nullable RequestStream<Q> requests;
    private boolean started;
    private boolean ended;
    private @Nullable Runnable stopAnswering;
    private @Nullable PulledAnswer answers;

    /** A call of {@code rpc} that comes and goes through {@code port}; to be made on its event loop. */
    public RunningCall(ServedMethod<Q, R> rpc, CallContext call, CallPort<R> port) {
        this.rpc = rpc;
        this.call = call;
        this.port = port;
    }

    /** Begins: asks for the message, or hands the stream of them to the handler. */
    public void begin() {
        if (call.deadline().bounded()) {
            port.watch(this, call.deadline());
        }
        switch (rpc) {
            case ServedMethod.Unary<Q, R> _ -> port.pull();
            case ServedMethod.ServerStream<Q, R> _ -> port.pull();
            case ServedMethod.ClientStream<Q, R> stream ->
                answered(() -> stream.handler().call(requests(), call));
            case ServedMethod.Bidirectional<Q, R> stream ->
                streamed(() -> stream.handler().call(requests(), call));
        }
    }

    /** A message of the request, that was asked for. */
    public void message(Q message) {
        if (ended) {
            return;
        }
        RequestStream<Q> stream = requests;
        if (stream != null) {
            stream.next(message);
            return;
        }
        if (started) {
            fail(new Rejected("request", "must be one message, but a second one came", ""));
            return;
        }
        started = true;
        switch (rpc) {
            case ServedMethod.Unary<Q, R> unary ->
                answered(() -> unary.handler().call(message, call));
            case ServedMethod.ServerStream<Q, R> one ->
                streamed(() -> one.handler().call(message, call));
            case ServedMethod.ClientStream<Q, R> _ -> throw new IllegalStateException("has a stream of requests");
            case ServedMethod.Bidirectional<Q, R> _ -> throw new IllegalStateException("has a stream of requests");
        }
        if (!ended) {
            // So that it is noticed when there is another one.
            port.pull();
        }
    }

    /** The request has ended; all its messages have been told. */
    public void requestEnded() {
        RequestStream<Q> stream = requests;
        if (stream != null) {
            stream.end(null);
        } else if (!started) {
            fail(new Rejected("request", "must be one message, but none came", ""));
        }
    }

    /** There is room for a message of the answer again. */
    public void room() {
        PulledAnswer waiting = answers;
        if (waiting != null && !ended) {
            waiting.more();
        }
    }

    /** Whether it has ended. */
    public boolean ended() {
        return ended;
    }

    /** Ends the call with {@code failure}, unless it has ended. */
    public void fail(Throwable failure) {
        if (!ended) {
            close(failure);
            port.fail(failure);
            port.over();
        }
    }

    /** Ends the call with {@code failure}, unless it has ended; from any thread. */
    public void breakOff(Throwable failure) {
        onLoop(() -> fail(failure));
    }

    /** Nobody waits for the answer any more. */
    public void cancel() {
        if (!ended) {
            close(new CancellationException("the caller does not wait any more"));
            port.over();
        }
    }

    @Override
    protected void expire() {
        fail(new DeadlinePassed("the backend"));
    }

    private Multi<Q> requests() {
        RequestStream<Q> stream = new RequestStream<>(this::onLoop, port::pull);
        requests = stream;
        return stream;
    }

    private void answered(Supplier<Uni<R>> handler) {
        try {
            handler.get().subscribe().withSubscriber(new SingleAnswer());
        } catch (RuntimeException thrown) {
            fail(thrown);
        }
    }

    private void streamed(Supplier<Multi<R>> handler) {
        try {
            handler.get().subscribe().withSubscriber(new PulledAnswer());
        } catch (RuntimeException thrown) {
            fail(thrown);
        }
    }

    /** Ends what the call has going on; what ends the answer is up to the caller. */
    private void close(Throwable why) {
        ended = true;
        port.forget(this);
        Runnable stop = stopAnswering;
        if (stop != null) {
            stop.run();
        }
        RequestStream<Q> stream = requests;
        if (stream != null) {
            stream.end(why);
        }
    }

    private void onLoop(Runnable step) {
        if (Thread.currentThread().equals(loop)) {
            step.run();
        } else {
            port.onLoop(step);
        }
    }

    private void answering(Runnable stop) {
        if (ended) {
            stop.run();
        } else {
            stopAnswering = stop;
        }
    }

    private void succeed(@Nullable R answer) {
        if (ended) {
            return;
        }
        try {
            if (answer != null) {
                port.answer(answer);
            } else {
                port.end();
            }
        } catch (RuntimeException unwritable) {
            fail(unwritable);
            return;
        }
        stopAnswering = null;
        close(new CancellationException("the call has been answered"));
        port.over();
    }

    /** Sends the one message. */
    private final class SingleAnswer implements UniSubscriber<R> {
        @Override
        public Context context() {
            return port.context();
        }

        @Override
        public void onSubscribe(UniSubscription subscription) {
            answering(subscription::cancel);
        }

        @Override
        public void onItem(R item) {
            onLoop(() -> succeed(Objects.requireNonNull(item, "a handler must answer something")));
        }

        @Override
        public void onFailure(Throwable failure) {
            onLoop(() -> fail(failure));
        }
    }

    /** Takes messages one by one, and only while the caller has room for them. */
    private final class PulledAnswer implements Flow.Subscriber<R>, ContextSupport {
        private Flow.@Nullable Subscription source;

        @Override
        public Context context() {
            return port.context();
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            source = subscription;
            answers = this;
            answering(subscription::cancel);
            more();
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
            onLoop(() -> succeed(null));
        }

        private void send(R item) {
            if (ended) {
                return;
            }
            try {
                if (port.send(item)) {
                    more();
                }
            } catch (RuntimeException unwritable) {
                fail(unwritable);
            }
        }

        private void more() {
            Flow.Subscription from = source;
            if (from != null && !ended) {
                from.request(1);
            }
        }
    }
}
