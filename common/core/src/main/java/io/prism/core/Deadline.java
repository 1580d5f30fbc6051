// SPDX-License-Identifier: Apache-2.0
package io.prism.core;

import java.time.Duration;

/**
 * The moment by which a call must be answered, on the monotonic clock of this process.
 *
 * @param nanos value of {@link System#nanoTime()} at that moment; meaningless for {@link #NONE}
 * @param bounded false for a call that may take for ever
 */
public record Deadline(long nanos, boolean bounded) {

    /** A call that may take for ever. */
    public static final Deadline NONE = new Deadline(0, false);

    /** Nobody waits longer, and the clock cannot count much further. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** The moment {@code left} from now, at most a hundred years; a negative or zero duration has passed already. */
    public static Deadline in(Duration left) {
        Duration bounded = left.compareTo(LONGEST) > 0 ? LONGEST : left;
        return new Deadline(System.nanoTime() + bounded.toNanos(), true);
    }

    /** Whether the moment is over. */
    public boolean passed() {
        return bounded && nanos - System.nanoTime() <= 0;
    }

    /** Time left, never negative; {@code otherwise} when the call is not bounded. */
    public Duration leftOr(Duration otherwise) {
        return bounded ? Duration.ofNanos(Math.max(0, nanos - System.nanoTime())) : otherwise;
    }

    /** The earlier of this deadline and the one {@code most} from now. */
    public Deadline atMost(Duration most) {
        Deadline other = in(most);
        return bounded && nanos - other.nanos <= 0 ? this : other;
    }
}
