// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.report;

import io.prism.bench.rounds.Slice;
import io.prism.bench.rounds.TargetComparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A comparison of targets as people read it.
 *
 * @param facts where and how it was made, by name, in the order to print them
 * @param targets names, the first being what the others are compared with
 * @param slices what was measured
 */
public record Report(Map<String, String> facts, List<String> targets, List<Slice> slices) {

    /** Name of the file with the raw figures. */
    public static final String CSV = "bench.csv";

    /** Name of the file with the report. */
    public static final String MARKDOWN = "bench.md";

    /** What the columns of {@link Cells} mean. */
    public static final String LEGEND = """
            Ratios (×) compare with `%s`: median of the rounds, and the range where rounds differ. More per second is better,
            less latency is better; what is counted are right answers, and messages where the cell is a stream. The
            latency of an open loop runs from the moment a call was meant to start. "lost" counts calls that failed or
            never ended: with any of them, read the latencies with care. "lag" is how late the generator itself was: it is
            a part of the latency of an open loop. CPU is spread over all calls, warm-up included; peaks of memory are
            those of the slices.
            """;

    /** The table for a terminal. */
    public String plain() {
        return table().plain();
    }

    /** The report as Markdown. */
    public String markdown() {
        return """
                # Benchmark

                %s
                ## Results

                %s
                %s
                The figures of each round are in `%s`.
                """.formatted(facts(facts), LEGEND.formatted(targets.getFirst()), table().markdown(), CSV);
    }

    /** Facts as a list. */
    public static String facts(Map<String, String> facts) {
        return facts.entrySet().stream()
                .map(fact -> "- %s: %s\n".formatted(fact.getKey(), fact.getValue()))
                .collect(Collectors.joining());
    }

    /** Writes both files, and the folder where it is missing. */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(CSV), Csv.of(List.of(new Csv.Stage("compare", "", slices))));
        Files.writeString(folder.resolve(MARKDOWN), markdown());
    }

    private TextTable table() {
        return Cells.table(TargetComparison.of(slices, targets));
    }
}
