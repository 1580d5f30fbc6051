// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.load;

import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What one run saw.
 *
 * @param latency nanoseconds of the calls that were answered rightly, and of the unfinished ones how long they had
 *     waited when the run gave up
 * @param lag nanoseconds the generator started calls later than meant; empty for a closed loop
 * @param ok calls answered rightly
 * @param failed calls that failed, by reason
 * @param unfinished calls that had no answer when the run gave up, or for which there was never room
 * @param seconds over which {@code ok} is counted
 * @param made all calls that were started, those of the warm-up too
 * @param messages of streams that came while it was measured, those of calls that did not end included; a closed loop
 *     counts them
 * @param allMessages those of the warm-up too
 */
public record Sample(
        Histogram latency,
        Histogram lag,
        long ok,
        Map<String, Long> failed,
        long unfinished,
        double seconds,
        long made,
        long messages,
        long allMessages) {

    /** Right answers per second. */
    public double perSecond() {
        return ok / seconds;
    }

    /** Messages of streams per second. */
    public double messagesPerSecond() {
        return messages / seconds;
    }

    /** Calls that failed, for whatever reason. */
    public long failures() {
        return failed.values().stream().mapToLong(Long::longValue).sum();
    }
}
