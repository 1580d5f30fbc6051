// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.load;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * A fixed number of calls in flight: each lane starts its next call when the last one has ended. It finds the highest
 * rate; its latencies are those of a target that is always busy, and a stall is seen by at most one call of each lane. A
 * call counts when it ends in the measured time. One use of {@link #run} at a time.
 */
public final class ClosedLoop implements LoadLoop {

    private static final long NAP_NANOS = 1_000_000;
    /** A lane whose calls all fail at once would only burn processor time. */
    private static final int MOST_FAILURES_IN_A_ROW = 1_000;

    private final Ticks ticks;
    private final int inFlight;

    /** Makes {@code inFlight} lanes. */
    public ClosedLoop(Ticks ticks, int inFlight) {
        this.ticks = ticks;
        this.inFlight = inFlight;
    }

    @Override
    public Sample run(CallTarget calls, RunTiming timing) {
        RunTiming.Window window = timing.startingAt(ticks.now());
        LoadTally tally = new LoadTally();
        List<Lane> lanes = IntStream.range(0, inFlight)
                .mapToObj(number -> new Lane(calls, window, tally, number))
                .toList();
        lanes.forEach(Lane::next);
        ticks.until(window.to());
        while (ticks.now() < window.giveUp() && lanes.stream().anyMatch(Lane::open)) {
            ticks.about(ticks.now() + NAP_NANOS);
        }
        lanes.forEach(Lane::giveUp);
        // Calls count when they end in the window, so it cannot have been longer than meant.
        return tally.sample(window);
    }

    /**
     * One call after the other.
     *
     * <p>A call may end before {@code start} returns. Starting the next one right there would grow the stack with every
     * such call, so it is left to the loop in {@link #next}, which is told by {@link #turn}.
     */
    private final class Lane implements CallTarget.Ended {
        private static final int STARTING = 0;
        private static final int WAITING = 1;
        private static final int ENDED_EARLY = 2;
        private static final int OVER = 3;

        private final CallTarget calls;
        private final RunTiming.Window window;
        private final LoadTally tally;
        private final int lane;
        private final AtomicInteger turn = new AtomicInteger(STARTING);
        private volatile long began;
        private long number;
        private int failuresInARow;

        Lane(CallTarget calls, RunTiming.Window window, LoadTally tally, int lane) {
            this.calls = calls;
            this.window = window;
            this.tally = tally;
            this.lane = lane;
            this.number = lane;
        }

        void next() {
            do {
                began = ticks.now();
                if (began >= window.to() || failuresInARow >= MOST_FAILURES_IN_A_ROW) {
                    turn.set(OVER);
                    return;
                }
                turn.set(STARTING);
                tally.started();
                number += inFlight;
                calls.start(lane, number, this);
            } while (!turn.compareAndSet(STARTING, WAITING));
        }

        @Override
        public void ok() {
            long now = ticks.now();
            if (window.holds(now)) {
                tally.ok(began, now);
            }
            failuresInARow = 0;
            ended();
        }

        @Override
        public void message() {
            tally.message(window.holds(ticks.now()));
        }

        @Override
        public void failed(String why) {
            if (window.holds(ticks.now())) {
                tally.failed(why);
            }
            failuresInARow++;
            ended();
        }

        boolean open() {
            return turn.get() != OVER;
        }

        void giveUp() {
            if (turn.getAndSet(OVER) != OVER) {
                tally.unfinished(began, ticks.now());
            }
        }

        private void ended() {
            if (!turn.compareAndSet(STARTING, ENDED_EARLY) && turn.get() == WAITING) {
                next();
            }
        }
    }
}
