// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where values lie along an axis. */
public sealed interface Scale {

    /** Equal steps, from 0 to at least {@code most}, which is more than 0. */
    record Linear(double most) implements Scale {
        private static final int STEPS = 5;
        private static final double LEAST = 1e-6;

        /** Goes on to the next round step. */
        public Linear {
            most = Math.max(most, LEAST);
            double step = round(most / STEPS);
            most = step * Math.ceil(most / step);
        }

        @Override
        public double at(double value) {
            return value / most;
        }

        @Override
        public List<Double> ticks() {
            double step = round(most / STEPS);
            List<Double> ticks = new ArrayList<>();
            for (int i = 0; i * step <= most * (1 + 1e-9); i++) {
                ticks.add(i * step);
            }
            return ticks;
        }

        /** The next of 1, 2, 2.5, 5 and 10 of its power of ten. */
        private static double round(double step) {
            double power = Math.pow(10, Math.floor(Math.log10(step)));
            for (double one : new double[] {1, 2, 2.5, 5}) {
                if (step <= one * power * (1 + 1e-9)) {
                    return one * power;
                }
            }
            return 10 * power;
        }
    }

    /** Equal ratios, from {@code least} to {@code most}, both more than 0. */
    record Logarithmic(double least, double most) implements Scale {
        private static final double[] OF_A_DECADE = {1, 2, 5};

        /** Has some width in any case. */
        public Logarithmic {
            most = Math.max(most, least * 2);
        }

        @Override
        public double at(double value) {
            return Math.log(value / least) / Math.log(most / least);
        }

        @Override
        public List<Double> ticks() {
            List<Double> ticks = new ArrayList<>();
            for (double power = Math.pow(10, Math.floor(Math.log10(least))); power <= most; power *= 10) {
                for (double one : OF_A_DECADE) {
                    double tick = one * power;
                    if (tick >= least * (1 - 1e-9) && tick <= most * (1 + 1e-9)) {
                        ticks.add(tick);
                    }
                }
            }
            return ticks;
        }
    }

    /** From 0 at the lower end to 1 at the upper end. */
    double at(double value);

    /** Values to be marked, ascending. */
    List<Double> ticks();

    /** A value as people write it: 500, 2k, 10M. */
    static String label(double value) {
        if (value >= 1e6) {
            return trimmed(value / 1e6) + "M";
        }
        return value >= 1e3 ? trimmed(value / 1e3) + "k" : trimmed(value);
    }

    private static String trimmed(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.replaceAll("0+$", "").replaceAll("\\.$", "");
    }
}
