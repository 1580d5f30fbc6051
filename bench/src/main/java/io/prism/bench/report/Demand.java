// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.report;

import io.prism.bench.rounds.Spread;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A figure that is held to a bar.
 *
 * @param measure what it is, with the unit
 * @param bar what must be reached
 * @param aim what is hoped for; empty when the bar is all that is asked
 * @param less whether less is better
 */
public record Demand(String measure, double bar, Optional<Double> aim, boolean less) {

    /** What stands above {@link #cells}. */
    public static final List<String> HEAD = List.of("bar", "aim", "measured (least to most)", "verdict");

    /** A figure that must be {@code most} or less. */
    public static Demand atMost(String measure, double most) {
        return new Demand(measure, most, Optional.empty(), true);
    }

    /** A figure that must be {@code least} or more. */
    public static Demand atLeast(String measure, double least) {
        return new Demand(measure, least, Optional.empty(), false);
    }

    /** The same demand with something to hope for. */
    public Demand aimingFor(double hoped) {
        return new Demand(measure, bar, Optional.of(hoped), less);
    }

    /**
     * What a table says of it, without its name.
     *
     * @param figure empty when it was not measured
     * @param judged whether the figure is worth a verdict, which is on the median
     */
    public List<String> cells(Optional<Spread> figure, boolean judged) {
        String verdict = judged ? figure.map(one -> verdict(one.median())).orElse("not measured") : "not judged";
        return List.of(
                plain(bar),
                aim.map(Demand::plain).orElse("-"),
                figure.map(one -> Figures.spread(one, bar < 2 ? 2 : 1)).orElse("-"),
                verdict);
    }

    private String verdict(double figure) {
        if (aim.isPresent() && reaches(figure, aim.get())) {
            return "met, and the aim";
        }
        return reaches(figure, bar) ? "met" : "**missed**";
    }

    private boolean reaches(double figure, double wanted) {
        return less ? figure <= wanted : figure >= wanted;
    }

    private static String plain(double value) {
        if (value < 1) {
            return String.format(Locale.ROOT, "%.2f", value);
        }
        return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.1f", value);
    }
}
