// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.rounds;

import io.prism.bench.load.Sample;
import io.prism.bench.observe.ProcFiles.Used;
import java.util.Map;
import java.util.Optional;

/**
 * One target measured in one cell in one round.
 *
 * @param round counted from 1
 * @param target its name
 * @param sample what the calls saw
 * @param processes processor time that processes took meanwhile (warm-up included) and the most memory they had, by
 *     role; a process of which nothing is known is left out
 */
public record Slice(Cell cell, int round, String target, Sample sample, Map<String, Used> processes) {

    /** The role of this program. */
    public static final String GENERATOR = "generator";

    /** The role of all programs that have no role: on a quiet machine they take next to nothing. */
    public static final String OTHERS = "others";

    /** What was done per second: right answers, or messages where the scenario counts those. */
    public double perSecond() {
        return cell.scenario().countsMessages() ? sample.messagesPerSecond() : sample.perSecond();
    }

    /** Processor time of a process for each call (or message) that was made, in microseconds. */
    public Optional<Double> micros(String role) {
        long done = cell.scenario().countsMessages() ? sample.allMessages() : sample.made();
        return Optional.ofNullable(processes.get(role)).map(used -> used.cpuSeconds() * 1e6 / Math.max(1, done));
    }
}
