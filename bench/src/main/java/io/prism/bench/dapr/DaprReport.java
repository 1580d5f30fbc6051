// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.dapr;

import io.prism.bench.door.BackendFindings;
import io.prism.bench.report.Cells;
import io.prism.bench.report.Csv;
import io.prism.bench.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Prism beside Dapr.
 *
 * @param facts where and how it was made, by name, in the order to print them
 * @param findings of each backend, with Dapr as what the others are compared with
 * @param judged whether the run was long enough for a verdict
 */
public record DaprReport(Map<String, String> facts, List<BackendFindings> findings, boolean judged) {

    /** Name of the file with the report. */
    public static final String MARKDOWN = "dapr.md";

    /** Name of the file with the raw figures. */
    public static final String CSV = "dapr.csv";

    /** The bar, for a terminal. */
    public String plain() {
        return DaprBar.table(findings, judged).plain();
    }

    /** Writes the report and the raw figures, and the folder where it is missing. */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve(CSV),
                Csv.of(findings.stream().flatMap(BackendFindings::stages).toList()));
        Files.writeString(folder.resolve(MARKDOWN), markdown());
    }

    private String markdown() {
        List<String> parts = new ArrayList<>();
        parts.add("# Prism beside Dapr, measured\n");
        parts.add(
                "Made by `./prism bench --dapr`; [the guide](../guide/bench.md) says how to read it. `dapr` is a state"
                        + " store of Dapr's sidecar, `embedded` the pattern inside the proxy, `process` a pattern process behind"
                        + " the proxy; all by gRPC. The raw figures of every slice are in [" + CSV + "](" + CSV
                        + ").\n");
        parts.add(Report.facts(facts));
        parts.add("## The bar\n");
        parts.add("Values of 1 KiB. Answers and processor time with 64 calls in flight over 4 connections, latencies at"
                + " 1,000 calls a second over 16 (open loop). Processor time is that of all processes of a side: proxy,"
                + " launcher and pattern process, or daprd; not that of Redis. Every ratio pairs slices of one round;"
                + " verdicts are on the median.\n");
        parts.add(DaprBar.table(findings, judged).markdown());
        for (BackendFindings one : findings) {
            parts.add("## " + one.paths().backend() + "\n");
            parts.add(Report.LEGEND.formatted(DaprBar.DAPR));
            parts.add(Cells.table(one.ofCells()).markdown());
        }
        return String.join("\n", parts);
    }
}
