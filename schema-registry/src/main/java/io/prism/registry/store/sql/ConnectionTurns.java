// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.sql;

import io.prism.registry.store.StoreException.Unavailable;
import io.prism.registry.store.sql.Engine.Bounds;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Who may have a connection, and when: first come, first served, for a bounded number of those who wait, and a bounded
 * time. Those who write in one context pass one row of the database anyway; only a few at a time are let there, since
 * databases do worse the more of them wait for the same lock. Safe for use by many threads.
 */
final class ConnectionTurns {

    private static final int WAITING_MAX = 1000;
    private static final int LANES = 64;

    private final String database;
    private final Bounds bounds;
    private final Semaphore connections;
    private final Semaphore writers;
    private final Semaphore[] lanes;

    /** What a call wants to do, which decides whom it waits for. */
    sealed interface Call {}

    /** A call that reads. */
    record Reading() implements Call {}

    /**
     * A call that changes something.
     *
     * @param context where
     */
    record Writing(String context) implements Call {}

    ConnectionTurns(String database, Bounds bounds) {
        this.database = database;
        this.bounds = bounds;
        this.connections = new Semaphore(bounds.connections(), true);
        this.writers = new Semaphore(bounds.writers(), true);
        this.lanes = IntStream.range(0, LANES)
                .mapToObj(i -> new Semaphore(bounds.writersOfContext(), true))
                .toArray(Semaphore[]::new);
    }

    /**
     * Waits for the turn of {@code call}; to be followed by {@link #end}.
     *
     * @throws Unavailable when it does not come in time
     */
    void begin(Call call) {
        Semaphore[] needed = needed(call);
        int held = 0;
        try {
            for (; held < needed.length; held++) {
                acquire(needed[held]);
            }
        } finally {
            if (held < needed.length) {
                release(needed, held);
            }
        }
    }

    /** Ends the turn of {@code call}. */
    void end(Call call) {
        Semaphore[] needed = needed(call);
        release(needed, needed.length);
    }

    /** Always in this order, so that nobody waits for somebody who waits for them. */
    private Semaphore[] needed(Call call) {
        return switch (call) {
            case Reading() -> new Semaphore[] {connections};
            case Writing(String context) ->
                new Semaphore[] {lanes[Math.floorMod(context.hashCode(), LANES)], writers, connections};
        };
    }

    private static void release(Semaphore[] semaphores, int held) {
        for (int i = held - 1; i >= 0; i--) {
            semaphores[i].release();
        }
    }

    private void acquire(Semaphore semaphore) {
        if (semaphore.tryAcquire()) {
            return;
        }
        if (semaphore.getQueueLength() >= WAITING_MAX) {
            throw busy("%d calls wait for it already".formatted(WAITING_MAX));
        }
        try {
            if (!semaphore.tryAcquire(bounds.patience().toMillis(), TimeUnit.MILLISECONDS)) {
                throw busy("others were at it for %d ms"
                        .formatted(bounds.patience().toMillis()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted while waiting for " + database, e);
        }
    }

    private Unavailable busy(String why) {
        return new Unavailable(
                "%s has too much to do: %s; try again later".formatted(database, why), new IllegalStateException(why));
    }
}
