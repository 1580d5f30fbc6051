// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.cache;

import io.prism.registry.store.DurableStore;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Knows whether what was read before still holds. It asks for the epoch of the store, at most once in the time for which
 * an answer may be trusted, counted from before it was asked for; whoever changes the epoch lets that time pass before
 * the change is acknowledged. So what is acknowledged anywhere is never contradicted from a cache afterwards, whichever
 * process answers. That needs clocks that run equally fast, not clocks that agree.
 */
final class Freshness {

    private final DurableStore store;
    private final long trustNanos;
    private final LongSupplier nanoTime;
    private final Runnable stale;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Known known;

    /** An epoch, and when it was asked for. */
    private record Known(long epoch, long askedAtNanos) {}

    /**
     * Nothing is known at first.
     *
     * @param stale run before {@link #ensure} returns when anything may have changed
     */
    Freshness(DurableStore store, LongSupplier nanoTime, Runnable stale) {
        this.store = store;
        this.trustNanos = store.trust().toNanos();
        this.nanoTime = nanoTime;
        this.stale = stale;
    }

    /**
     * Returns once it is known that caches hold nothing that is not true any more.
     *
     * @throws io.prism.registry.store.StoreException.Unavailable when that cannot be known
     */
    void ensure() {
        if (holds()) {
            return;
        }
        if (trustNanos == 0) {
            ask();
            return;
        }
        // One asks, the others get the answer too.
        lock.lock();
        try {
            if (!holds()) {
                ask();
            }
        } finally {
            lock.unlock();
        }
    }

    /** After a change by this process: forgets what is known, and lets the time pass for which others trust in theirs. */
    void changed() {
        known = null;
        stale.run();
        long start = nanoTime.getAsLong();
        for (long left = trustNanos; left > 0; left = trustNanos - (nanoTime.getAsLong() - start)) {
            LockSupport.parkNanos(left);
        }
    }

    private boolean holds() {
        Known now = known;
        return now != null && nanoTime.getAsLong() - now.askedAtNanos < trustNanos;
    }

    private void ask() {
        Known before = known;
        long askedAt = nanoTime.getAsLong();
        long epoch = store.epoch();
        if (before == null || before.epoch != epoch) {
            stale.run();
        }
        known = new Known(epoch, askedAt);
    }
}
