// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway.figures;

import java.util.List;
import java.util.Locale;

/**
 * One row of the report: the same thing measured some times.
 *
 * @param measure what was measured
 * @param variant of it, such as the store
 * @param unit of the values
 * @param values one for each round, in their order
 * @param note what else was seen, such as latencies of the last round; may be empty
 */
record Figure(String measure, String variant, String unit, List<Double> values, String note) {

    /** The names of the columns of {@link #lines}. */
    static final String HEADER = "measure,variant,round,value,unit,note";

    Figure {
        values = List.copyOf(values);
    }

    double median() {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** A line of CSV for each round. */
    List<String> lines() {
        return java.util.stream.IntStream.range(0, values.size())
                .mapToObj(round -> String.format(
                        Locale.ROOT,
                        "%s,%s,%d,%.1f,%s,%s",
                        measure,
                        variant,
                        round + 1,
                        values.get(round),
                        unit,
                        round == values.size() - 1 ? note : ""))
                .toList();
    }

    @Override
    public String toString() {
        double least = values.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
        double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
        return String.format(
                Locale.ROOT,
                "%-28s %-10s median %,10.1f %s (%,.1f to %,.1f of %d) %s",
                measure,
                variant,
                median(),
                unit,
                least,
                most,
                values.size(),
                note);
    }
}
