// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.rounds;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A figure over the rounds of a run.
 *
 * @param median of the rounds
 * @param least of the rounds
 * @param most of the rounds
 */
public record Spread(double median, double least, double most) {

    /** Of at least one figure. */
    public static Spread of(List<Double> figures) {
        return of(figures.stream().mapToDouble(figure -> figure));
    }

    /**
     * How a figure compares with the same figure of another target, each pair taken from the same round.
     *
     * @param figures of one target, by round
     * @param base of the other, as many
     */
    public static Spread ratio(List<Double> figures, List<Double> base) {
        return paired(figures, base, (figure, other) -> figure / other);
    }

    /** As {@link #ratio}, with what one has more than the other. */
    public static Spread difference(List<Double> figures, List<Double> base) {
        return paired(figures, base, (figure, other) -> figure - other);
    }

    private static Spread paired(List<Double> figures, List<Double> base, DoubleBinaryOperator compared) {
        if (figures.isEmpty() || figures.size() != base.size()) {
            throw new IllegalArgumentException(
                    "%d rounds cannot be compared with %d".formatted(figures.size(), base.size()));
        }
        return of(IntStream.range(0, figures.size())
                .mapToDouble(round -> compared.applyAsDouble(figures.get(round), base.get(round))));
    }

    private static Spread of(DoubleStream figures) {
        double[] sorted = figures.sorted().toArray();
        int half = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }
}
