// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern.serve;

import io.smallrye.mutiny.operators.AbstractMulti;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a request as a stream for its handler: each is asked for when the handler asks for it, so that a client
 * sends no faster than it is listened to. Has one subscriber. State belongs to the call's event loop.
 */
final class RequestStream<Q> extends AbstractMulti<Q> implements Flow.Subscription {

    private final Consumer<Runnable> onLoop;
    private final Runnable pull;
    private @Nullable MultiSubscriber<? super Q> handler;
    private long asked;
    private boolean pulled;
    private boolean ended;
    private @Nullable Throwable why;

    /**
     * A stream nobody listens to yet.
     *
     * @param onLoop does something on the call's event loop
     * @param pull asks for one message; it comes with {@link #next}
     */
    RequestStream(Consumer<Runnable> onLoop, Runnable pull) {
        this.onLoop = onLoop;
        this.pull = pull;
    }

    @Override
    public void subscribe(MultiSubscriber<? super Q> subscriber) {
        onLoop.accept(() -> {
            if (handler != null) {
                subscriber.onSubscribe(new Nothing());
                subscriber.onFailure(new IllegalStateException("a request is read once"));
                return;
            }
            handler = subscriber;
            subscriber.onSubscribe(this);
            if (ended) {
                tellEnd();
            }
        });
    }

    @Override
    public void request(long n) {
        onLoop.accept(() -> {
            if (n < 1) {
                end(new IllegalArgumentException("at least one message must be asked for, not " + n));
                return;
            }
            asked = asked + n < 0 ? Long.MAX_VALUE : asked + n;
            want();
        });
    }

    @Override
    public void cancel() {
        // What the client still sends stays where it is, until the call is answered.
        onLoop.accept(() -> ended = true);
    }

    /** A message came that was asked for. */
    void next(Q message) {
        pulled = false;
        MultiSubscriber<? super Q> to = handler;
        if (to != null && !ended) {
            asked--;
            to.onItem(message);
            want();
        }
    }

    /** No more will come: the request has ended, or was broken off for the reason given. */
    void end(@Nullable Throwable reason) {
        if (!ended) {
            ended = true;
            why = reason;
            tellEnd();
        }
    }

    private void tellEnd() {
        MultiSubscriber<? super Q> to = handler;
        Throwable reason = why;
        if (to == null) {
            return;
        }
        if (reason == null) {
            to.onCompletion();
        } else {
            to.onFailure(reason);
        }
    }

    private void want() {
        if (asked > 0 && !pulled && !ended) {
            pulled = true;
            pull.run();
        }
    }

    private static final class Nothing implements Flow.Subscription {
        @Override
        public void request(long n) {
            // There is nothing to come.
        }

        @Override
        public void cancel() {
            // There is nothing to end.
        }
    }
}
