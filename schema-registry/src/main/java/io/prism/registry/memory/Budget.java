// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.memory;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * An amount of memory that calls share. It is counted in KiB, and nothing is set aside in fact. Who has waited longest
 * is served first. Safe for use by many threads.
 */
final class Budget {

    private static final int UNIT = 1024;

    private final int units;
    private final Semaphore free;

    /** An amount of {@code bytes}, rounded down to whole KiB, at least one. */
    Budget(long bytes) {
        units = Math.clamp(bytes / UNIT, 1, Integer.MAX_VALUE);
        free = new Semaphore(units, true);
    }

    /** All of it, in bytes. */
    long bytes() {
        return (long) units * UNIT;
    }

    /** The units that {@code bytes} take, never more than there are. */
    int units(long bytes) {
        return Math.clamp((bytes + UNIT - 1) / UNIT, 0, units);
    }

    /** Takes so many units, if they are free now. */
    boolean takeNow(int count) {
        return free.tryAcquire(count);
    }

    /** Takes so many units; false when they do not become free in time or the thread is interrupted. */
    boolean take(int count, Duration wait) {
        try {
            return free.tryAcquire(count, wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void giveBack(int count) {
        free.release(count);
    }

    /** Units that nobody has. */
    int free() {
        return free.availablePermits();
    }
}
