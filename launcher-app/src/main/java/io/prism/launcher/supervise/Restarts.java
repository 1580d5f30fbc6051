// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.supervise;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the failures of one process so far mean for the next. Immutable.
 *
 * <ul>
 *   <li>A process that was ready and had not failed for a minute is started again at once.
 *   <li>Otherwise the wait after the n-th failure in a row is 1, 2, 4, 8, 16 s, ±20 %.
 *   <li>The fifth failure in a row opens the breaker: no more restarts.
 *   <li>A minute of being ready closes the count.
 * </ul>
 *
 * @param inARow failures without a stable minute between them
 * @param lastAt when the last one was; null before the first
 */
public record Restarts(int inARow, @Nullable Instant lastAt) {

    /** No failure yet. */
    public static final Restarts NONE = new Restarts(0, null);

    /** How long a process must be ready for its failures to be forgotten. */
    public static final Duration STABLE = Duration.ofMinutes(1);

    /** The failure in a row that opens the breaker. */
    public static final int BREAKER = 5;

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final int DOUBLINGS = 4;
    private static final double SPREAD = 0.2;

    /**
     * What follows from one more failure.
     *
     * @param next the count with this failure in it
     * @param pause how long to wait before the restart; empty when the breaker is open
     */
    public record Verdict(Restarts next, Optional<Duration> pause) {}

    /**
     * Counts one more failure.
     *
     * @param readySince when the process got ready; empty when it never was
     * @param random 0 to 1, spreads the restarts of many processes
     */
    public Verdict failed(Optional<Instant> readySince, Instant now, double random) {
        int failures = failuresInARow(readySince, now) + 1;
        Restarts next = new Restarts(failures, now);
        if (failures >= BREAKER) {
            return new Verdict(next, Optional.empty());
        }
        boolean quiet = lastAt == null || !now.isBefore(lastAt.plus(STABLE));
        Duration wait = readySince.isPresent() && quiet ? Duration.ZERO : spread(wait(failures), random);
        return new Verdict(next, Optional.of(wait));
    }

    /** Failures that still count. */
    public int failuresInARow(Optional<Instant> readySince, Instant now) {
        boolean stable =
                readySince.isPresent() && !now.isBefore(readySince.get().plus(STABLE));
        return stable ? 0 : inARow;
    }

    /** The wait after the n-th failure in a row, before it is spread. */
    public static Duration wait(int failures) {
        return FIRST.multipliedBy(1L << Math.clamp(failures - 1, 0, DOUBLINGS));
    }

    private static Duration spread(Duration wait, double random) {
        return Duration.ofMillis(Math.round(wait.toMillis() * (1 - SPREAD + 2 * SPREAD * random)));
    }
}
