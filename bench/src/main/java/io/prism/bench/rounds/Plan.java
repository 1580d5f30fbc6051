// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.rounds;

import io.prism.bench.load.RunTiming;
import io.prism.bench.target.TargetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What is to be measured.
 *
 * @param targets the first is what the others are compared with
 * @param cells what is measured of each
 * @param keys how many different keys of each size of value are used
 * @param deadline of every call
 * @param timing how long each cell of each target takes in each round
 * @param rounds how many times everything is measured
 * @param processes the processes behind a target by their role, by the target's name
 */
public record Plan(
        List<TargetAddress> targets,
        List<Cell> cells,
        int keys,
        Duration deadline,
        RunTiming timing,
        int rounds,
        Map<String, Map<String, List<Long>>> processes) {}
