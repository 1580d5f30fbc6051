// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.rounds;

import io.prism.bench.load.Sample;
import io.prism.bench.observe.ProcFiles.Used;
import java.util.Optional;

/**
 * One target measured in one cell in one round.
 *
 * @param round counted from 1
 * @param target its name
 * @param sample what the calls saw
 * @param server processor time the processes of the target took meanwhile (warm-up included) and the most memory they
 *     ever had; empty when none were named
 * @param client processor time of this program, the same way
 */
public record Slice(Cell cell, int round, String target, Sample sample, Optional<Used> server, Optional<Used> client) {

    /** Processor time of the target for each call that was made, in microseconds. */
    public Optional<Double> serverMicros() {
        return server.map(this::micros);
    }

    /** Processor time of this program for each call that was made, in microseconds. */
    public Optional<Double> clientMicros() {
        return client.map(this::micros);
    }

    private double micros(Used used) {
        return used.cpuSeconds() * 1e6 / Math.max(1, sample.made());
    }
}
