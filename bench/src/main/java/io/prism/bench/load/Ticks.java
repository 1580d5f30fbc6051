// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.load;

import java.util.concurrent.locks.LockSupport;

/** A clock that can be waited on; tests pass one that they move. */
public interface Ticks {

    /** Nanoseconds since an arbitrary moment. */
    long now();

    /** Returns when {@code now()} has reached {@code nanos}; at once when it has already. */
    void until(long nanos);

    /**
     * Returns when {@code now()} has reached {@code nanos}, perhaps as much later as the system wakes threads late. For
     * waits so short that {@link #until} would do nothing but spin, and so take a core from what is measured.
     */
    default void about(long nanos) {
        until(nanos);
    }

    /** The clock of this machine. It wakes up late by less than the scheduler would, for the price of some spinning. */
    static Ticks system() {
        return new Ticks() {
            // Linux wakes a parked thread 50 µs late by default.
            private static final long SPIN_NANOS = 80_000;

            @Override
            public long now() {
                return System.nanoTime();
            }

            @Override
            public void until(long nanos) {
                long left = nanos - System.nanoTime();
                while (left > 0) {
                    if (left > SPIN_NANOS) {
                        LockSupport.parkNanos(left - SPIN_NANOS);
                    } else {
                        Thread.onSpinWait();
                    }
                    left = nanos - System.nanoTime();
                }
            }

            @Override
            public void about(long nanos) {
                for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
            }
        };
    }
}
