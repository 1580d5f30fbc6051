// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.load;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Calls at a constant rate, whatever the target does.
 *
 * <pre>
 * meant:  |  1  2  3  4  5  6  7
 * sent:   |  1  2  3        4567     the target stalled and the bound on calls in flight was reached
 * taken:        each from the moment it was meant for, so the stall is seen by 4, 5 and 6 as well
 * </pre>
 *
 * <p>That is what makes the figures free of coordinated omission. A call counts when it was meant for the measured
 * time. One use of {@link #run} at a time.
 */
public final class OpenLoop implements LoadLoop {

    private static final long NAP_NANOS = 100_000;
    /** Calls that follow each other faster are sent in groups of a few, a little late, rather than by a busy thread. */
    private static final double SPUN_PER_SECOND = 5_000;

    private final Ticks ticks;
    private final double perSecond;
    private final int mostInFlight;
    private final int lanes;

    /**
     * Sets the pace.
     *
     * @param perSecond calls per second, more than 0
     * @param mostInFlight when as many calls are in flight, the next ones are started late and their time still runs
     * @param lanes over how many lanes the calls are spread
     */
    public OpenLoop(Ticks ticks, double perSecond, int mostInFlight, int lanes) {
        this.ticks = ticks;
        this.perSecond = perSecond;
        this.mostInFlight = mostInFlight;
        this.lanes = lanes;
    }

    @Override
    public Sample run(CallTarget calls, RunTiming timing) {
        long start = ticks.now();
        RunTiming.Window window = timing.startingAt(start);
        Schedule schedule = new Schedule(start, perSecond);
        Flight flight = new Flight(window, new LoadTally());
        long number = 0;
        for (long at = start; at < window.to() && roomFor(flight, at); at = schedule.intended(++number)) {
            flight.start(calls, number, at);
        }
        while (flight.size() > 0 && ticks.now() < window.giveUp()) {
            ticks.about(Math.min(ticks.now() + NAP_NANOS, window.giveUp()));
        }
        for (long at = schedule.intended(number); at < window.to(); at = schedule.intended(++number)) {
            flight.neverStarted(at);
        }
        flight.giveUp();
        return flight.tally.sample(window);
    }

    private boolean roomFor(Flight flight, long at) {
        if (perSecond > SPUN_PER_SECOND) {
            ticks.about(at);
        } else {
            ticks.until(at);
        }
        while (flight.size() >= mostInFlight) {
            if (ticks.now() >= flight.window.giveUp()) {
                return false;
            }
            ticks.about(ticks.now() + NAP_NANOS);
        }
        return true;
    }

    /** The calls in flight. */
    private final class Flight {
        private final RunTiming.Window window;
        private final LoadTally tally;
        private final Set<Call> open = ConcurrentHashMap.newKeySet();
        private final AtomicInteger size = new AtomicInteger();

        Flight(RunTiming.Window window, LoadTally tally) {
            this.window = window;
            this.tally = tally;
        }

        int size() {
            return size.get();
        }

        void start(CallTarget calls, long number, long meantFor) {
            Call call = new Call(this, meantFor);
            open.add(call);
            size.incrementAndGet();
            tally.started();
            if (window.holds(meantFor)) {
                tally.lagged(ticks.now() - meantFor);
            }
            calls.start((int) (number % lanes), number, call);
        }

        /** Whether the call was still open; a call that ends after the run has given it up counts no more. */
        boolean land(Call call) {
            boolean wasOpen = open.remove(call);
            if (wasOpen) {
                size.decrementAndGet();
            }
            return wasOpen && window.holds(call.meantFor);
        }

        void neverStarted(long meantFor) {
            if (window.holds(meantFor)) {
                tally.unfinished(meantFor, ticks.now());
            }
        }

        void giveUp() {
            for (Call call : open) {
                if (land(call)) {
                    tally.unfinished(call.meantFor, ticks.now());
                }
            }
        }
    }

    /** One call, known by its identity. */
    private final class Call implements CallTarget.Ended {
        private final Flight flight;
        private final long meantFor;

        Call(Flight flight, long meantFor) {
            this.flight = flight;
            this.meantFor = meantFor;
        }

        @Override
        public void ok() {
            if (flight.land(this)) {
                flight.tally.ok(meantFor, ticks.now());
            }
        }

        @Override
        public void failed(String why) {
            if (flight.land(this)) {
                flight.tally.failed(why);
            }
        }
    }
}
