// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern.observe;

import io.prism.observe.trace.TraceContext;
import io.prism.pattern.observe.BackendOperation.OperationOutcome;
import io.smallrye.mutiny.Context;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.AbstractUni;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Something that is asked of a backend, from its subscription to its end. It knows whose it is by the subscriber's context. */
final class ObservedOperation<T> extends AbstractUni<T> {

    private final BackendOperation operation;
    private final Uni<T> call;

    ObservedOperation(BackendOperation operation, Uni<T> call) {
        this.operation = operation;
        this.call = call;
    }

    @Override
    public void subscribe(UniSubscriber<? super T> subscriber) {
        AbstractUni.subscribe(call, new Seen<>(operation, subscriber));
    }

    /** One subscription. An operation that is cancelled may end at the same moment: the first of both counts. */
    // Inherits, so that an operation costs one object less.
    @SuppressWarnings("serial")
    private static final class Seen<T> extends AtomicBoolean implements UniSubscriber<T>, UniSubscription {
        private final transient BackendOperation operation;
        private final transient UniSubscriber<? super T> subscriber;
        private final transient @Nullable TraceContext span;
        private final long began = System.nanoTime();
        private transient @Nullable UniSubscription source;

        Seen(BackendOperation operation, UniSubscriber<? super T> subscriber) {
            this.operation = operation;
            this.subscriber = subscriber;
            this.span = operation.traced() ? subscriber.context().getOrElse(ObservedRpc.SPAN, () -> null) : null;
        }

        @Override
        public Context context() {
            return subscriber.context();
        }

        @Override
        public void onSubscribe(UniSubscription subscription) {
            source = subscription;
            subscriber.onSubscribe(this);
        }

        @Override
        public void onItem(T item) {
            ended(OperationOutcome.OK);
            subscriber.onItem(item);
        }

        @Override
        public void onFailure(Throwable failure) {
            ended(OperationOutcome.of(failure));
            subscriber.onFailure(failure);
        }

        @Override
        public void cancel() {
            ended(OperationOutcome.CANCELLED);
            UniSubscription asked = source;
            if (asked != null) {
                asked.cancel();
            }
        }

        private void ended(OperationOutcome outcome) {
            if (compareAndSet(false, true)) {
                operation.ended(span, outcome, System.nanoTime() - began);
            }
        }
    }
}
