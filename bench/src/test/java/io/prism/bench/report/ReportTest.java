// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.bench.load.Sample;
import io.prism.bench.observe.ProcFiles.Used;
import io.prism.bench.rounds.Cell;
import io.prism.bench.rounds.Slice;
import io.prism.bench.target.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    private static final Cell CELL = new Cell(Scenario.GET_1K, Cell.Mode.CLOSED);
    private static final List<Slice> SLICES =
            List.of(slice("direct", 1, 200), slice("gw", 1, 400), slice("gw", 2, 300), slice("direct", 2, 100));

    @TempDir
    Path folder;

    @Test
    void theCsvHasALineForEachSlice() {
        // When
        List<String> lines = Csv.of(SLICES).lines().toList();

        // Then
        assertThat(lines).hasSize(5);
        assertThat(lines.get(1))
                .isEqualTo("get-1k,closed,1,direct,2000,1000,3,BUSY:1 LOST:2,4,2.000,500.000,"
                        + "200.000,200.063,200.063,200.063,200.063,200.063,,,,0.020,10.000,2048,,");
        long columns = columns(lines.getFirst());
        assertThat(lines).allSatisfy(line -> assertThat(columns(line)).isEqualTo(columns));
    }

    @Test
    void theTableComparesWithTheFirstTarget() {
        // When
        List<String> lines = new Report(Map.of(), List.of("direct", "gw"), SLICES)
                .plain()
                .lines()
                .toList();

        // Then
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).startsWith("get-1k closed  direct").matches(".* 1\\.00 +1\\.00 +1\\.00");
        assertThat(lines.get(2)).contains("2.50 (2.00-3.00)");
    }

    @Test
    void writesWhereItWasMade() throws IOException {
        // When
        new Report(Map.of("kernel", "Linux 6"), List.of("direct", "gw"), SLICES).write(folder.resolve("new"));

        // Then
        assertThat(Files.readString(folder.resolve("new").resolve(Report.MARKDOWN)))
                .contains("- kernel: Linux 6\n", "| cell | target |", "compare with `direct`")
                .doesNotContain("%s");
        assertThat(folder.resolve("new").resolve(Report.CSV)).isNotEmptyFile();
    }

    private static long columns(String line) {
        return line.chars().filter(c -> c == ',').count();
    }

    private static Slice slice(String target, int round, long micros) {
        Histogram latency = new Histogram(3);
        latency.recordValueWithCount(micros * 1_000, 1_000);
        Sample sample = new Sample(latency, new Histogram(3), 1_000, reasons(), 4, 2, 2_000);
        return new Slice(CELL, round, target, sample, Optional.of(new Used(0.02, 2_048)), Optional.empty());
    }

    private static Map<String, Long> reasons() {
        return new TreeMap<>(Map.of("LOST", 2L, "BUSY", 1L));
    }
}
