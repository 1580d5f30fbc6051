// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.rounds;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How a figure compares with the same figure of the first target, each pair taken from the same round.
 *
 * @param median of the rounds
 * @param least of the rounds
 * @param most of the rounds
 */
public record Ratio(double median, double least, double most) {

    /**
     * Compares round by round.
     *
     * @param figures of one target, by round
     * @param base of the first target, as many
     */
    public static Ratio of(List<Double> figures, List<Double> base) {
        if (figures.isEmpty() || figures.size() != base.size()) {
            throw new IllegalArgumentException(
                    "%d rounds cannot be compared with %d".formatted(figures.size(), base.size()));
        }
        double[] sorted = IntStream.range(0, figures.size())
                .mapToDouble(round -> figures.get(round) / base.get(round))
                .sorted()
                .toArray();
        int half = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        return new Ratio(median, sorted[0], sorted[sorted.length - 1]);
    }
}
