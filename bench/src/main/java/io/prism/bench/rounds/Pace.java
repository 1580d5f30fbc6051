// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.rounds;

import io.prism.bench.load.ClosedLoop;
import io.prism.bench.load.LoadLoop;
import io.prism.bench.load.OpenLoop;
import io.prism.bench.load.Ticks;

/** How calls are made, and over how many connections. */
public sealed interface Pace {

    /**
     * At a constant rate.
     *
     * @param perSecond calls per second, more than 0
     * @param mostInFlight bound on the calls in flight
     */
    record Open(double perSecond, int mostInFlight, int connections) implements Pace {}

    /**
     * A constant number in flight.
     *
     * @param inFlight calls at any time, 1 or more
     */
    record Closed(int inFlight, int connections) implements Pace {}

    /** Connections to the target. */
    int connections();

    /** The name people use. */
    default String label() {
        return switch (this) {
            case Open _ -> "open";
            case Closed _ -> "closed";
        };
    }

    /** What makes calls so. */
    default LoadLoop loop(Ticks ticks) {
        return switch (this) {
            case Open open -> new OpenLoop(ticks, open.perSecond(), open.mostInFlight(), open.connections());
            case Closed closed -> new ClosedLoop(ticks, closed.inFlight());
        };
    }
}
