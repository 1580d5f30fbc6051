// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.limit;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Something that comes at a constant rate and of which a second's worth can be saved up. It may be overdrawn: then there
 * is none until the debt is paid. Safe for use by many threads, which do not wait for each other.
 */
final class TokenBucket {

    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier nanos;
    private final double nanosPerToken;
    /** The moment at which everything taken so far will have come in. Full is a second before now. */
    private final AtomicLong paidUntil;

    /**
     * A full bucket.
     *
     * @param perSecond tokens that come in a second, 1 or more
     * @param nanos a clock such as {@link System#nanoTime()}
     */
    TokenBucket(long perSecond, LongSupplier nanos) {
        this.nanos = nanos;
        this.nanosPerToken = SECOND / perSecond;
        this.paidUntil = new AtomicLong(nanos.getAsLong() - (long) SECOND);
    }

    /** Whether nothing is owed. */
    boolean solvent() {
        return paidUntil.get() - nanos.getAsLong() <= 0;
    }

    /** Takes one if there is one. */
    boolean take() {
        long now = nanos.getAsLong();
        while (true) {
            long until = paidUntil.get();
            long next = Math.max(until - now, -(long) SECOND) + now + (long) Math.ceil(nanosPerToken);
            if (next - now > 0) {
                return false;
            }
            if (paidUntil.compareAndSet(until, next)) {
                return true;
            }
        }
    }

    /** Takes {@code count}, if need be on credit. */
    void spend(long count) {
        long now = nanos.getAsLong();
        long cost = (long) (count * nanosPerToken);
        paidUntil.updateAndGet(until -> Math.max(until - now, -(long) SECOND) + now + cost);
    }

    /** How long until there is one again, in nanoseconds; 0 when there is one. */
    long owing(long nowNanos) {
        return Math.max(0, paidUntil.get() - nowNanos);
    }
}
