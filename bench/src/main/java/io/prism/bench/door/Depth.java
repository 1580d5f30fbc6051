// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.door;

import io.prism.bench.load.RunTiming;
import java.time.Duration;
import java.util.List;

/**
 * How long and how hard everything is measured.
 *
 * @param warmUp of each way to a backend before anything else, so that compilers have seen it
 * @param cells for each cell that is not in the bar
 * @param bar for each cell of the bar
 * @param sweep for each rate
 * @param rounds of the cells, for the first backend and for the others
 * @param barRounds of the bar
 * @param rates of the sweep, in calls per second, for the first backend; the others get every second one
 * @param rate of the open loops in calls per second; scans get a fifth of it
 * @param inFlight of the closed loops; scans get a quarter of it, streams a sixteenth
 * @param keys how many keys of each size
 */
public record Depth(
        RunTiming warmUp,
        RunTiming cells,
        RunTiming bar,
        RunTiming sweep,
        List<Integer> rounds,
        int barRounds,
        List<Double> rates,
        double rate,
        int inFlight,
        int keys) {

    /** No call of the report takes longer, also when something else keeps the machine busy. */
    static final Duration DEADLINE = Duration.ofSeconds(30);

    /** About ten minutes for two backends of four ways each. */
    public static Depth whole() {
        return new Depth(
                timing(0, 5_000),
                timing(500, 1_200),
                timing(700, 2_000),
                timing(400, 1_200),
                List.of(3, 2),
                5,
                List.of(500.0, 1e3, 2e3, 4e3, 8e3, 12e3, 16e3, 20e3, 25e3, 30e3),
                1_000,
                64,
                10_000);
    }

    /** Less than a minute: shows that everything works, and measures nothing. */
    public static Depth brief() {
        return new Depth(
                timing(0, 500),
                timing(50, 150),
                timing(50, 150),
                timing(50, 150),
                List.of(1, 1),
                2,
                List.of(100.0, 200.0),
                200,
                16,
                300);
    }

    int roundsOf(int backend) {
        return rounds.get(Math.min(backend, rounds.size() - 1));
    }

    private static RunTiming timing(long warmUpMillis, long measuredMillis) {
        return new RunTiming(Duration.ofMillis(warmUpMillis), Duration.ofMillis(measuredMillis), DEADLINE);
    }
}
