// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.door;

import io.prism.bench.report.Figures;
import io.prism.bench.report.TextTable;
import io.prism.bench.rounds.Pace;
import io.prism.bench.rounds.Spread;
import io.prism.bench.rounds.TargetComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The figures that the door is held to, with what they were asked to be. */
public final class Bar {

    private static final double MICROS_OF_A_MILLI = 1e3;

    private Bar() {}

    /**
     * One of them.
     *
     * @param measure what it is, with the unit
     * @param prototype what the prototype had
     * @param bar what must be reached
     * @param aim what is hoped for
     * @param less whether less is better
     */
    record Demand(String measure, String prototype, double bar, double aim, boolean less) {

        String verdict(double figure) {
            if (less ? figure <= aim : figure >= aim) {
                return "met, and the aim";
            }
            return (less ? figure <= bar : figure >= bar) ? "met" : "**missed**";
        }
    }

    /** Memory of the proxy, which is measured in a run of its own. */
    static final Demand MEMORY =
            new Demand("proxy RSS after 10 million calls over 1,000 connections, MB", "-", 250, 128, true);

    /**
     * The table.
     *
     * @param cells the comparisons of the bar's cells
     * @param judged whether the figures are worth a verdict
     */
    public static TextTable table(List<TargetComparison> cells, boolean judged) {
        TextTable table = empty();
        rows(cells).forEach(row -> table.row(cellsOf(row, judged)));
        return table;
    }

    static TextTable empty() {
        return new TextTable(1, List.of("measure", "prototype", "bar", "aim", "measured (least to most)", "verdict"));
    }

    static List<String> row(Demand demand, Spread figure, boolean judged) {
        return cellsOf(new Row(demand, Optional.of(figure)), judged);
    }

    private record Row(Demand demand, Optional<Spread> figure) {}

    private static List<Row> rows(List<TargetComparison> cells) {
        Function<TargetComparison, Spread> added = comparison -> millis(comparison.addedMedian());
        List<Row> rows = new ArrayList<>();
        rows.add(new Row(
                new Demand("CPU in the proxy per spliced unary call, µs", "27", 18, 10, true),
                closed(cells, Paths.PROCESS)
                        .filter(one -> one.micros().containsKey(Paths.PROXY))
                        .map(one -> one.spreadOfMicros(Paths.PROXY))));
        rows.add(new Row(
                new Demand("throughput, process placement ÷ service alone", "0.25", 0.40, 0.55, false),
                closed(cells, Paths.PROCESS).map(TargetComparison::throughput)));
        rows.add(new Row(
                new Demand("throughput, embedded ÷ service alone", "-", 0.80, 0.95, false),
                closed(cells, Paths.EMBEDDED).map(TargetComparison::throughput)));
        rows.add(new Row(
                new Demand("added p50 at 1,000 calls/s over 16 connections, process, ms", "0.52", 0.35, 0.20, true),
                open(cells, Paths.PROCESS).map(added)));
        rows.add(new Row(
                new Demand("added p50 there, embedded, ms", "-", 0.10, 0.03, true),
                open(cells, Paths.EMBEDDED).map(added)));
        return rows;
    }

    private static List<String> cellsOf(Row row, boolean judged) {
        Demand demand = row.demand();
        return List.of(
                demand.measure(),
                demand.prototype(),
                plain(demand.bar()),
                plain(demand.aim()),
                row.figure()
                        .map(figure -> Figures.spread(figure, digits(demand)))
                        .orElse("-"),
                judged
                        ? row.figure()
                                .map(figure -> demand.verdict(figure.median()))
                                .orElse("not measured")
                        : "not judged");
    }

    private static int digits(Demand demand) {
        return demand.bar() < 1 ? 2 : 1;
    }

    private static String plain(double value) {
        return String.format(Locale.ROOT, value < 1 ? "%.2f" : "%.0f", value);
    }

    private static Spread millis(Spread micros) {
        return new Spread(
                micros.median() / MICROS_OF_A_MILLI,
                micros.least() / MICROS_OF_A_MILLI,
                micros.most() / MICROS_OF_A_MILLI);
    }

    private static Optional<TargetComparison> closed(List<TargetComparison> cells, String path) {
        return cells.stream()
                .filter(one ->
                        one.cell().pace() instanceof Pace.Closed && one.target().equals(path))
                .findFirst();
    }

    private static Optional<TargetComparison> open(List<TargetComparison> cells, String path) {
        return cells.stream()
                .filter(one ->
                        one.cell().pace() instanceof Pace.Open && one.target().equals(path))
                .findFirst();
    }
}
