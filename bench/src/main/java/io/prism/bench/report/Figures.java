// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.report;

import io.prism.bench.rounds.Spread;
import java.util.Locale;
import java.util.OptionalDouble;

/** Figures as text: no more digits than they are worth. */
public final class Figures {

    private Figures() {}

    /** One decimal below a hundred, none above, groups of three digits. */
    public static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < 99.95 ? "%.1f" : "%,.0f", value);
    }

    /** The same, or a dash. */
    public static String number(OptionalDouble value) {
        return value.isPresent() ? number(value.getAsDouble()) : "-";
    }

    /** The median, and the range where rounds differ. */
    public static String spread(Spread spread, int digits) {
        String figure = "%." + digits + "f";
        return spread.least() == spread.most()
                ? String.format(Locale.ROOT, figure, spread.median())
                : String.format(
                        Locale.ROOT,
                        "%1$s (%1$s to %1$s)".replace("%1$s", figure),
                        spread.median(),
                        spread.least(),
                        spread.most());
    }
}
