// SPDX-License-Identifier: Apache-2.0
package io.prism.observe.trace;

import java.time.Duration;
import java.time.Instant;

/**
 * When a span began and ended, in nanoseconds since 1970.
 *
 * @param beganNanos when it began
 * @param endedNanos when it ended
 */
public record SpanPeriod(long beganNanos, long endedNanos) {

    private static final long NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

    /** What ends {@code now} and took {@code nanos}. */
    public static SpanPeriod ending(Instant now, long nanos) {
        long ended = now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
        return new SpanPeriod(ended - nanos, ended);
    }
}
