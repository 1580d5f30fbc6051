// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.supervise;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** Counts what happened to all processes, for metrics. Safe for use by many threads. */
public final class Tally {

    private final LongAdder starts = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder restarts = new LongAdder();
    private final LongAdder spareHits = new LongAdder();
    private final LongAdder spareMisses = new LongAdder();
    private final LongAdder retirements = new LongAdder();
    private final LongAdder launches = new LongAdder();
    private final LongAdder launchNanos = new LongAdder();

    /** Starts of a process, restarts among them. */
    public long starts() {
        return starts.sum();
    }

    /** Processes that ended by themselves or did not get ready. */
    public long failures() {
        return failures.sum();
    }

    /** Starts that followed a failure. */
    public long restarts() {
        return restarts.sum();
    }

    /** Starts that led to a process that is ready. */
    public long launches() {
        return launches.sum();
    }

    /** The time that {@link #launches()} took, together. */
    public double launchNanos() {
        return launchNanos.sum();
    }

    /** Processes that were ended because nobody called them. */
    public long retirements() {
        return retirements.sum();
    }

    /** Processes that began as a spare. */
    public long spareHits() {
        return spareHits.sum();
    }

    /** Processes that were started because no spare was waiting. */
    public long spareMisses() {
        return spareMisses.sum();
    }

    /** Counts one process that wanted a spare. */
    public void spare(boolean hit) {
        (hit ? spareHits : spareMisses).increment();
    }

    void retired() {
        retirements.increment();
    }

    void started() {
        starts.increment();
    }

    void failed() {
        failures.increment();
    }

    void restarted() {
        restarts.increment();
    }

    void launched(Duration took) {
        launches.increment();
        launchNanos.add(took.toNanos());
    }
}
