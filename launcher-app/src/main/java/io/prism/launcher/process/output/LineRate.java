// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.process.output;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A bound on the lines that one process may write to the launcher's log: so many a second, with a reserve of as many
 * for a burst. Used by one thread.
 */
final class LineRate {

    private static final double NANOS = Duration.ofSeconds(1).toNanos();

    private final int perSecond;
    private final LongSupplier nanoTime;
    private double reserve;
    private long filledAt;
    private long dropped;

    LineRate(int perSecond, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
        this.reserve = perSecond;
        this.filledAt = nanoTime.getAsLong();
    }

    /** Whether one more line may be written; a line that may not is counted. */
    boolean admits() {
        long now = nanoTime.getAsLong();
        reserve = Math.min(perSecond, reserve + (now - filledAt) / NANOS * perSecond);
        filledAt = now;
        if (reserve < 1) {
            dropped++;
            return false;
        }
        reserve--;
        return true;
    }

    /** Lines refused since this was last asked. */
    long takeDropped() {
        long taken = dropped;
        dropped = 0;
        return taken;
    }
}
