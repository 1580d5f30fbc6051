// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.door;

import io.prism.bench.observe.ProcFiles.Used;
import io.prism.bench.report.Cells;
import io.prism.bench.report.Csv;
import io.prism.bench.report.Figures;
import io.prism.bench.report.Report;
import io.prism.bench.report.TextTable;
import io.prism.bench.rounds.Pace;
import io.prism.bench.rounds.Slice;
import io.prism.bench.rounds.TargetComparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The whole report.
 *
 * @param facts where and how it was made, by name, in the order to print them
 * @param findings of each backend; the first has the bar
 * @param limit what redis-benchmark said; empty without Redis
 * @param judged whether the run was long enough for a verdict
 */
public record DoorReport(
        Map<String, String> facts, List<BackendFindings> findings, Optional<TextTable> limit, boolean judged) {

    /** Name of the file with the report. */
    public static final String MARKDOWN = "door.md";

    /** Name of the file with the raw figures. */
    public static final String CSV = "door.csv";

    /** The bar, for a terminal. */
    public String plain() {
        return bar().plain();
    }

    /** Writes the report, its charts and the raw figures, and the folder where it is missing. */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve(CSV),
                Csv.of(findings.stream().flatMap(BackendFindings::stages).toList()));
        for (BackendFindings one : findings) {
            for (var chart : new Charts(one).all().entrySet()) {
                Files.writeString(folder.resolve(file(chart.getKey())), chart.getValue());
            }
        }
        Files.writeString(folder.resolve(MARKDOWN), markdown());
    }

    private String markdown() {
        List<String> parts = new ArrayList<>();
        parts.add("# The door, measured\n");
        parts.add(
                "Made by `./prism bench`; [the guide](../guide/bench.md) says how to read it. `alone` is a pattern process"
                        + " called at its own socket, `direct` the driver called inside the generator without gRPC, `embedded` the"
                        + " pattern inside the proxy, and `process` the process of `alone` called through the door. The raw figures"
                        + " of every slice are in [" + CSV + "](" + CSV + ").\n");
        parts.add(Report.facts(facts));
        parts.add("## The bar\n");
        parts.add("From reads of 1 KiB on `%s`: 64 in flight over 4 connections, and 1,000 a second over 16."
                .formatted(findings.getFirst().paths().backend()));
        parts.add("Every ratio and difference pairs slices of one round; verdicts are on the median. Memory has"
                + " [a run of its own](door-memory.md).\n");
        parts.add(bar().markdown());
        parts.add(quiet());
        findings.forEach(one -> parts.add(of(one)));
        limit.ifPresent(table -> {
            parts.add("## Redis by itself\n");
            parts.add("`redis-benchmark` with 64 clients against the same server, in the same run; pipeline is how many"
                    + " commands a client has under way.\n");
            parts.add(table.markdown());
        });
        return String.join("\n", parts);
    }

    /** How much of the processor time went to programs that have nothing to do with it. */
    private String quiet() {
        double all = seconds(_ -> true);
        double others = seconds(Slice.OTHERS::equals);
        return "Programs that have nothing to do with the run (`others` below) took %.1f %% of the processor time used.\n"
                .formatted(all == 0 ? 0 : 100 * others / all);
    }

    private double seconds(Predicate<String> role) {
        return findings.stream()
                .flatMap(BackendFindings::all)
                .flatMap(slice -> slice.processes().entrySet().stream())
                .filter(one -> role.test(one.getKey()))
                .mapToDouble(one -> one.getValue().cpuSeconds())
                .sum();
    }

    private TextTable bar() {
        return Bar.table(findings.getFirst().ofBar(), judged);
    }

    private String of(BackendFindings one) {
        String backend = one.paths().backend();
        String charts = new Charts(one)
                .all().keySet().stream()
                        .map(name -> "![%s](%s)\n".formatted(name, file(name)))
                        .collect(Collectors.joining("\n"));
        return """
                ## %s

                %s
                %s
                %s
                ### Rates, %s

                p50 / p99 in µs at each offered rate; "-" where less than 95 %% of it was answered.

                %s
                ### Processes, %s

                Over all slices of this backend, warm-ups included.

                %s""".formatted(
                        backend,
                        charts,
                        Report.LEGEND.formatted(one.paths().names().getFirst()),
                        Cells.withoutPeaks(one.ofCells()).markdown(),
                        backend,
                        rates(one).markdown(),
                        backend,
                        processes(one).markdown());
    }

    private static TextTable rates(BackendFindings one) {
        List<String> head = new ArrayList<>(List.of("calls/s"));
        head.addAll(one.paths().names());
        TextTable table = new TextTable(1, head);
        Map<Double, List<TargetComparison>> byRate = one.ofSweep().stream()
                .filter(comparison -> comparison.cell().pace() instanceof Pace.Open)
                .collect(Collectors.groupingBy(
                        comparison -> ((Pace.Open) comparison.cell().pace()).perSecond(),
                        TreeMap::new,
                        Collectors.toList()));
        byRate.forEach((rate, comparisons) -> {
            List<String> row = new ArrayList<>(List.of("%.0f".formatted(rate)));
            comparisons.forEach(comparison -> row.add(
                    Charts.keepsUp(comparison)
                            ? Figures.number(comparison.micros(50)) + " / " + Figures.number(comparison.micros(99))
                            : "-"));
            table.row(row);
        });
        return table;
    }

    private static TextTable processes(BackendFindings one) {
        Map<String, Used> total = new TreeMap<>();
        one.all()
                .forEach(slice -> slice.processes()
                        .forEach((role, used) -> total.merge(
                                role,
                                used,
                                (a, b) -> new Used(
                                        a.cpuSeconds() + b.cpuSeconds(), Math.max(a.peakKib(), b.peakKib())))));
        TextTable table = new TextTable(1, List.of("process", "CPU s", "peak RSS MiB"));
        total.forEach((role, used) -> table.row(List.of(
                role,
                Figures.number(used.cpuSeconds()),
                used.peakKib() > 0 ? Long.toString(used.peakKib() / 1024) : "-")));
        return table;
    }

    private static String file(String chart) {
        return "door-" + chart + ".svg";
    }
}
