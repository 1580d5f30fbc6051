// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.load;

import java.time.Duration;

/**
 * How long a run lasts.
 *
 * @param warmUp before anything counts
 * @param measured while it counts
 * @param patience how long unfinished calls are waited for afterwards
 */
public record RunTiming(Duration warmUp, Duration measured, Duration patience) {

    Window startingAt(long now) {
        long from = now + warmUp.toNanos();
        long to = from + measured.toNanos();
        return new Window(from, to, to + patience.toNanos());
    }

    /** The same in moments of {@link Ticks}: counted from {@code from} to before {@code to}, over at {@code giveUp}. */
    record Window(long from, long to, long giveUp) {
        boolean holds(long moment) {
            return moment >= from && moment < to;
        }
    }
}
