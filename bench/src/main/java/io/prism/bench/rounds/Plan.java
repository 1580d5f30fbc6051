// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.rounds;

import io.prism.bench.load.Timing;
import io.prism.bench.target.KeyValueTarget;
import io.prism.bench.target.TargetAddress;
import java.util.List;
import java.util.Map;

/**
 * What is to be measured.
 *
 * @param targets the first is what the others are compared with
 * @param cells what is measured of each
 * @param load how hard
 * @param use over how many connections, with which keys
 * @param timing how long each cell of each target takes in each round
 * @param rounds how many times everything is measured
 * @param pids the processes behind a target, by its name
 */
public record Plan(
        List<TargetAddress> targets,
        List<Cell> cells,
        Load load,
        KeyValueTarget.Use use,
        Timing timing,
        int rounds,
        Map<String, List<Long>> pids) {

    /**
     * How hard targets are pressed.
     *
     * @param perSecond rate of an open loop
     * @param mostInFlight bound on the calls of an open loop
     * @param inFlight calls of a closed loop
     */
    public record Load(double perSecond, int mostInFlight, int inFlight) {}
}
