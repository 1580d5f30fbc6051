// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres.connect;

import io.vertx.core.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that is found out once, when it is first needed; again after that failed, but not at once: a flood of calls
 * does not become a flood of attempts. Safe for use by many threads.
 */
final class LazyResult<S> {

    private final Supplier<Future<S>> finding;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Future<S> found;
    private volatile long failedAtNanos;

    LazyResult(Supplier<Future<S>> finding) {
        this.finding = finding;
    }

    /** What was found, or why it was not. */
    Future<S> get() {
        lock.lock();
        try {
            Future<S> before = found;
            if (before != null && !(before.failed() && longAgo())) {
                return before;
            }
            Future<S> now = finding.get().onFailure(_ -> failedAtNanos = System.nanoTime());
            found = now;
            return now;
        } finally {
            lock.unlock();
        }
    }

    /** It is to be found out again, unless that happened since {@code outdated} was found. */
    void forget(S outdated) {
        lock.lock();
        try {
            Future<S> before = found;
            if (before != null && before.succeeded() && before.result().equals(outdated)) {
                found = null;
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean longAgo() {
        return System.nanoTime() - failedAtNanos >= Connector.RETRY_AFTER.toNanos();
    }
}
