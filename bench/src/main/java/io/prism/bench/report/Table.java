// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.report;

import io.prism.bench.rounds.Comparison;
import io.prism.bench.rounds.Ratio;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The comparison as rows of text. */
public final class Table {

    private static final List<String> HEAD = List.of(
            "cell",
            "target",
            "answers/s",
            "p50 µs",
            "p90 µs",
            "p99 µs",
            "p99.9 µs",
            "max µs",
            "lost",
            "lag p99 µs",
            "CPU µs/call",
            "peak MiB",
            "× answers/s",
            "× p50",
            "× p99");

    private final List<List<String>> rows = new ArrayList<>();

    /** One row for each comparison. */
    public Table(List<Comparison> comparisons) {
        rows.add(HEAD);
        comparisons.forEach(comparison -> rows.add(row(comparison)));
    }

    /** With columns lined up by blanks, for a terminal. */
    public String plain() {
        int[] widths = IntStream.range(0, HEAD.size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return rows.stream()
                .map(row -> IntStream.range(0, row.size())
                        .mapToObj(column -> padded(row.get(column), widths[column], column < 2))
                        .collect(Collectors.joining("  "))
                        .stripTrailing())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** As a Markdown table. */
    public String markdown() {
        List<String> lines = new ArrayList<>(
                rows.stream().map(row -> "| " + String.join(" | ", row) + " |").toList());
        String numbers = " ---: |".repeat(HEAD.size() - 2);
        lines.add(1, "| --- | --- |" + numbers);
        return String.join("\n", lines) + "\n";
    }

    private static List<String> row(Comparison one) {
        return List.of(
                one.cell().label(),
                one.target(),
                number(one.perSecond()),
                number(one.micros(50)),
                number(one.micros(90)),
                number(one.micros(99)),
                number(one.micros(99.9)),
                number(one.micros(100)),
                Long.toString(one.lost()),
                number(one.lagMicros(99)),
                number(one.serverMicros()),
                one.peakKib().map(kib -> Long.toString(kib / 1024)).orElse("-"),
                ratio(one.throughput()),
                ratio(one.medianLatency()),
                ratio(one.tailLatency()));
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? number(value.getAsDouble()) : "-";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%.0f", value);
    }

    private static String ratio(Ratio ratio) {
        return ratio.least() == ratio.most()
                ? String.format(Locale.ROOT, "%.2f", ratio.median())
                : String.format(Locale.ROOT, "%.2f (%.2f-%.2f)", ratio.median(), ratio.least(), ratio.most());
    }

    private static String padded(String text, int width, boolean left) {
        String blanks = " ".repeat(width - text.length());
        return left ? text + blanks : blanks + text;
    }
}
