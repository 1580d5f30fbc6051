// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of text below a head; the first columns hold names, the others figures. */
public final class TextTable {

    private final int names;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * A table without rows.
     *
     * @param names how many columns hold names
     * @param head what stands above each column
     */
    public TextTable(int names, List<String> head) {
        this.names = names;
        rows.add(List.copyOf(head));
    }

    /** Adds a row, which has as many columns as the head. */
    public TextTable row(List<String> row) {
        if (row.size() != rows.getFirst().size()) {
            throw new IllegalArgumentException("%s does not fit below %s".formatted(row, rows.getFirst()));
        }
        rows.add(List.copyOf(row));
        return this;
    }

    /** With columns lined up by blanks, for a terminal. */
    public String plain() {
        int[] widths = IntStream.range(0, rows.getFirst().size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return rows.stream()
                .map(row -> IntStream.range(0, row.size())
                        .mapToObj(column -> padded(row.get(column), widths[column], column < names))
                        .collect(Collectors.joining("  "))
                        .stripTrailing())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** As a Markdown table. */
    public String markdown() {
        List<String> lines = new ArrayList<>(
                rows.stream().map(row -> "| " + String.join(" | ", row) + " |").toList());
        lines.add(
                1,
                "|" + " --- |".repeat(names) + " ---: |".repeat(rows.getFirst().size() - names));
        return String.join("\n", lines) + "\n";
    }

    private static String padded(String text, int width, boolean left) {
        String blanks = " ".repeat(width - text.length());
        return left ? text + blanks : blanks + text;
    }
}
