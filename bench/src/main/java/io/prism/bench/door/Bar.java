// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.door;

import io.prism.bench.report.Demand;
import io.prism.bench.report.TextTable;
import io.prism.bench.rounds.Pace;
import io.prism.bench.rounds.Spread;
import io.prism.bench.rounds.TargetComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The figures that the door is held to, with what they were asked to be. */
public final class Bar {

    private static final double MICROS_OF_A_MILLI = 1e3;
    private static final String NONE = "-";

    private Bar() {}

    /** Memory of the proxy, which is measured in a run of its own. */
    static final Demand MEMORY = Demand.atMost("proxy RSS after 10 million calls over 1,000 connections, MB", 250)
            .aimingFor(128);

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
        List<String> head = new ArrayList<>(List.of("measure", "prototype"));
        head.addAll(Demand.HEAD);
        return new TextTable(1, head);
    }

    static List<String> row(Demand demand, Spread figure, boolean judged) {
        return cellsOf(new Row(demand, NONE, Optional.of(figure)), judged);
    }

    /** A demand, what the prototype had, and what was measured. */
    private record Row(Demand demand, String prototype, Optional<Spread> figure) {}

    private static List<Row> rows(List<TargetComparison> cells) {
        Optional<TargetComparison> process = closed(cells, Paths.PROCESS);
        Optional<TargetComparison> embedded = closed(cells, Paths.EMBEDDED);
        Function<TargetComparison, Spread> added = comparison -> millis(comparison.addedMedian());
        return List.of(
                new Row(
                        Demand.atMost("CPU in the proxy per spliced unary call, µs", 18)
                                .aimingFor(10),
                        "27",
                        micros(process, Paths.PROXY)),
                new Row(
                        Demand.atMost("CPU in the service per spliced unary call, µs", 15)
                                .aimingFor(11),
                        NONE,
                        micros(process, Paths.SERVICE)),
                new Row(
                        Demand.atLeast("throughput, process placement ÷ service alone", 0.40)
                                .aimingFor(0.55),
                        "0.25",
                        process.map(TargetComparison::throughput)),
                new Row(
                        Demand.atLeast("throughput, embedded ÷ service alone", 0.80)
                                .aimingFor(0.95),
                        NONE,
                        embedded.map(TargetComparison::throughput)),
                new Row(
                        Demand.atLeast("throughput, process placement ÷ embedded", 0.50),
                        NONE,
                        process.flatMap(one -> embedded.map(one::throughputOver))),
                new Row(
                        Demand.atMost("added p50 at 1,000 calls/s over 16 connections, process, ms", 0.35)
                                .aimingFor(0.20),
                        "0.52",
                        open(cells, Paths.PROCESS).map(added)),
                new Row(
                        Demand.atMost("added p50 there, embedded, ms", 0.10).aimingFor(0.03),
                        NONE,
                        open(cells, Paths.EMBEDDED).map(added)));
    }

    private static List<String> cellsOf(Row row, boolean judged) {
        List<String> cells = new ArrayList<>(List.of(row.demand().measure(), row.prototype()));
        cells.addAll(row.demand().cells(row.figure(), judged));
        return cells;
    }

    private static Optional<Spread> micros(Optional<TargetComparison> cell, String role) {
        return cell.filter(one -> one.micros().containsKey(role)).map(one -> one.spreadOfMicros(role));
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
