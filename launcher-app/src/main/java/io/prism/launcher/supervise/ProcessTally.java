// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.supervise;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Counts what happened to all processes, for metrics. Safe for use by many threads. */
public final class ProcessTally {

    private final LongAdder starts = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder restarts = new LongAdder();
    private final LongAdder spareHits = new LongAdder();
    private final LongAdder spareMisses = new LongAdder();
    private final LongAdder retirements = new LongAdder();
    private final LongAdder stops = new LongAdder();
    private final List<Consumer<Duration>> launches = new CopyOnWriteArrayList<>();
    private final List<Consumer<Duration>> wakes = new CopyOnWriteArrayList<>();

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

    /** Processes that were ended because nobody called them. */
    public long retirements() {
        return retirements.sum();
    }

    /** Processes that ended because they were told to. */
    public long stops() {
        return stops.sum();
    }

    /** Tells {@code listener} how long each start took until the process was ready. */
    public void onLaunch(Consumer<Duration> listener) {
        launches.add(listener);
    }

    /** Tells {@code listener} how long each caller waited who found no process running. */
    public void onWake(Consumer<Duration> listener) {
        wakes.add(listener);
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

    void stopped() {
        stops.increment();
    }

    void woken(Duration waited) {
        wakes.forEach(listener -> listener.accept(waited));
    }

    void launched(Duration took) {
        launches.forEach(listener -> listener.accept(took));
    }
}
