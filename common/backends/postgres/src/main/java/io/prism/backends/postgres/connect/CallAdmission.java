// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres.connect;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Bounds the calls of one kind that are under way, those that wait included. Safe for use by many threads. */
final class CallAdmission {

    /** Most bytes of values under way; what is one too large is still taken when nothing else is. */
    static final long BYTES_MAX = 64L << 20;

    private static final double NEARLY = 0.9;

    private final int places;
    private final PostgresFailures failures;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition quiet = lock.newCondition();
    private int calls;
    private int unanswered;
    private long bytes;
    private boolean closed;

    CallAdmission(int places, PostgresFailures failures) {
        this.places = places;
        this.failures = failures;
    }

    /**
     * Takes a place, to be {@link #leave left} with the same number before the caller is {@link #answered}.
     *
     * @param more about how many bytes the call writes
     */
    void enter(long more) {
        lock.lock();
        try {
            if (closed) {
                throw failures.closed();
            }
            if (calls >= places) {
                throw failures.full(calls);
            }
            if (bytes > 0 && bytes + more > BYTES_MAX) {
                throw failures.fullOfBytes(bytes);
            }
            calls++;
            unanswered++;
            bytes += more;
        } finally {
            lock.unlock();
        }
    }

    /** Makes place for others: for the call, say, that the caller makes as soon as it has its answer. */
    void leave(long less) {
        lock.lock();
        try {
            calls--;
            bytes -= less;
        } finally {
            lock.unlock();
        }
    }

    /** The caller has its answer. */
    void answered() {
        lock.lock();
        try {
            unanswered--;
            if (unanswered == 0) {
                quiet.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether nine tenths of what may be under way is. */
    boolean nearlyFull() {
        lock.lock();
        try {
            return calls >= places * NEARLY || bytes >= BYTES_MAX * NEARLY;
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more calls from now on. */
    void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until every caller has its answer, or the time is over. */
    void awaitAnswers(Duration most) {
        lock.lock();
        try {
            long left = most.toNanos();
            while (unanswered > 0 && left > 0) {
                left = quiet.awaitNanos(left);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
