// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prism.bench.observe.ProcFiles.Used;
import io.prism.bench.rounds.Cell;
import io.prism.bench.rounds.MadeUp;
import io.prism.bench.rounds.Pace;
import io.prism.bench.rounds.Slice;
import io.prism.bench.rounds.Spread;
import io.prism.bench.target.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    private static final Cell CELL = new Cell(Scenario.GET_1K, new Pace.Closed(64, 4));
    private static final List<Slice> SLICES =
            List.of(slice("direct", 1, 200), slice("gw", 1, 400), slice("gw", 2, 300), slice("direct", 2, 100));

    @TempDir
    Path folder;

    @Test
    void theCsvHasALineForEachSlice() {
        // When
        List<String> lines = Csv.of(List.of(new Csv.Stage("cells", "memory", SLICES)))
                .lines()
                .toList();

        // Then
        assertThat(lines).hasSize(5);
        assertThat(lines.getFirst()).endsWith(",server_cpu_seconds,server_cpu_us_per_call,server_peak_kib");
        assertThat(lines.get(1))
                .isEqualTo("cells,memory,get-1k,closed,,64,4,1,direct,2000,1000,3,BUSY:1 LOST:2,4,2.000,500.000,"
                        + "200.000,200.063,200.063,200.063,200.063,200.063,,,,0.020,10.000,2048");
        long columns = columns(lines.getFirst());
        assertThat(lines).allSatisfy(line -> assertThat(columns(line)).isEqualTo(columns));
    }

    @Test
    void aStreamIsCountedByItsMessages() {
        // Given
        Cell stream = new Cell(Scenario.STREAM_1K, new Pace.Closed(4, 4));
        Slice slice = MadeUp.slice(stream, 1, "gw", 200, Map.of("server", new Used(0.2, 2_048)));

        // When
        String line = Csv.of(List.of(new Csv.Stage("cells", "memory", List.of(slice))))
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow();

        // Then 100,000 messages in 2 s, and 0.2 s for 200,000 of them
        assertThat(line).contains(",50000.000,").endsWith(",0.200,1.000,2048");
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
        assertThat(lines.get(2)).contains("2.50 (2.00 to 3.00)", "server 10.0", "server 2");
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

    @Test
    void aRowMustFitBelowItsHead() {
        assertThatThrownBy(() -> new TextTable(1, List.of("a", "b")).row(List.of("1")))
                .hasMessage("[1] does not fit below [a, b]");
    }

    @Test
    void figuresHaveAsManyDigitsAsTheyAreWorth() {
        assertThat(Figures.number(99.94)).isEqualTo("99.9");
        assertThat(Figures.number(99.96)).isEqualTo("100");
        assertThat(Figures.number(12_345.6)).isEqualTo("12,346");
        assertThat(Figures.spread(new Spread(0.5, 0.25, 1), 2)).isEqualTo("0.50 (0.25 to 1.00)");
        assertThat(Figures.spread(new Spread(5, 5, 5), 1)).isEqualTo("5.0");
    }

    private static long columns(String line) {
        return line.chars().filter(c -> c == ',').count();
    }

    private static Slice slice(String target, int round, long micros) {
        return MadeUp.slice(CELL, round, target, micros, Map.of("server", new Used(0.02, 2_048)));
    }
}
