// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.supervise;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;

/**
 * What all supervisors share.
 *
 * @param clock says what time it is
 * @param timer runs something later
 * @param threads runs work that blocks, each on a virtual thread of its own
 * @param random 0 to 1, spreads restarts
 * @param watcher is told of changes
 */
public record SupervisorContext(
        InstantSource clock, Timer timer, Executor threads, DoubleSupplier random, Watcher watcher) {

    /** Runs something later. */
    @FunctionalInterface
    public interface Timer {
        /** Runs {@code task} after {@code wait}; the task returns at once. */
        void after(Duration wait, Runnable task);
    }

    /**
     * Is told of changes.
     *
     * @param tally counts what happens
     * @param changed runs after each change of a state; it returns at once
     */
    public record Watcher(ProcessTally tally, Runnable changed) {}
}
