// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.report;

import io.prism.bench.rounds.TargetComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Comparisons as a table, one row for each target in each cell. */
public final class Cells {

    private static final double LEAST_MICROS = 0.05;

    private static final List<String> HEAD = List.of(
            "cell",
            "target",
            "per second",
            "p50 µs",
            "p90 µs",
            "p99 µs",
            "p99.9 µs",
            "max µs",
            "lost",
            "lag p99 µs",
            "CPU µs/call",
            "peak MiB",
            "× per second",
            "× p50",
            "× p99");

    private static final int PEAK = HEAD.indexOf("peak MiB");

    private Cells() {}

    /** The table. */
    public static TextTable table(List<TargetComparison> comparisons) {
        TextTable table = new TextTable(2, HEAD);
        comparisons.forEach(comparison -> table.row(row(comparison)));
        return table;
    }

    /** The table without peaks of memory, for many processes. */
    public static TextTable withoutPeaks(List<TargetComparison> comparisons) {
        TextTable table = new TextTable(2, withoutPeak(HEAD));
        comparisons.forEach(comparison -> table.row(withoutPeak(row(comparison))));
        return table;
    }

    private static List<String> withoutPeak(List<String> row) {
        List<String> less = new ArrayList<>(row);
        less.remove(PEAK);
        return less;
    }

    private static List<String> row(TargetComparison one) {
        return List.of(
                one.cell().label(),
                one.target(),
                Figures.number(one.perSecond()),
                Figures.number(one.micros(50)),
                Figures.number(one.micros(90)),
                Figures.number(one.micros(99)),
                Figures.number(one.micros(99.9)),
                Figures.number(one.micros(100)),
                Long.toString(one.lost()),
                Figures.number(one.lagMicros(99)),
                micros(one.micros()),
                peaks(one.peakKib()),
                Figures.spread(one.throughput(), 2),
                Figures.spread(one.medianLatency(), 2),
                Figures.spread(one.tailLatency(), 2));
    }

    private static String micros(Map<String, Double> byRole) {
        return joined(byRole.entrySet().stream()
                .filter(one -> one.getValue() >= LEAST_MICROS)
                .map(one -> one.getKey() + " " + Figures.number(one.getValue()))
                .collect(Collectors.joining(", ")));
    }

    private static String peaks(Map<String, Long> byRole) {
        return joined(byRole.entrySet().stream()
                .filter(one -> one.getValue() > 0)
                .map(one -> one.getKey() + " " + one.getValue() / 1024)
                .collect(Collectors.joining(", ")));
    }

    private static String joined(String text) {
        return text.isEmpty() ? "-" : text;
    }
}
