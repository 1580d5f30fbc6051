// SPDX-License-Identifier: Apache-2.0
package io.prism.bench;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.prism.bench.chart.WellFormed;
import io.prism.bench.dapr.StandInDaprd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./prism bench --short} as people call it, on the real programs; beside other tests, so with low priority. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class WholeBenchTest {

    private static final Path ROOT = Path.of(requireNonNull(System.getProperty("prism.root"), "prism.root is not set"));
    private static final Duration PATIENCE = Duration.ofSeconds(570);

    @TempDir
    Path folder;

    @Test
    void measuresARealPrism() throws IOException, InterruptedException {
        // When
        String said = bench("--short", "--out", folder.toString());

        // Then
        String report = Files.readString(folder.resolve("door.md"));
        assertThat(report)
                .as(said)
                .contains("| proxy |", "| service |", "| launcher |", "| generator |", "- commit: ")
                .contains("flags of proxy: -XX:+UseSerialGC")
                .doesNotContain(ROOT.toString(), "| - | not judged |");
        assertThat(report.contains("## redis")).isEqualTo(report.contains("| redis-server |"));
        List<String> rows = Files.readAllLines(folder.resolve("door.csv"));
        assertThat(rows.subList(1, rows.size()))
                .as(said)
                .allSatisfy(
                        row -> assertThat(row.split(",", -1)[11]).as("failed").isEqualTo("0"));
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> charts =
                    files.filter(file -> file.toString().endsWith(".svg")).toList();
            assertThat(charts).hasSizeGreaterThanOrEqualTo(4);
            for (Path chart : charts) {
                WellFormed.svg(Files.readString(chart));
            }
        }
    }

    @Test
    void measuresARealPrismBesideDapr() throws IOException, InterruptedException {
        // When
        Path program = StandInDaprd.program(folder);
        String said = bench("--dapr", program.toString(), "--short", "--out", folder.toString());

        // Then
        String report = Files.readString(folder.resolve("dapr.md"));
        assertThat(report)
                .as(said)
                .contains("`./prism bench --dapr DAPRD --short", "- flags of proxy: -XX", "- flags of launcher: -XX")
                .contains("memory, get-1k, process: p99 at 1,000/s")
                .doesNotContain(ROOT.toString(), program.toString());
        List<String> rows = Files.readAllLines(folder.resolve("dapr.csv"));
        assertThat(rows).as(said).hasSize(1 + 4 * 3 * 2 * (report.contains("## redis") ? 2 : 1));
        assertThat(rows.subList(1, rows.size()))
                .as(said)
                .allSatisfy(
                        row -> assertThat(row.split(",", -1)[11]).as("failed").isEqualTo("0"));
    }

    @Test
    void aDaprThatIsNotThereIsRefusedBeforeAnythingStarts() throws IOException, InterruptedException {
        assertThat(said(2, "--dapr", "/no/such/daprd")).contains("bench: --dapr needs", "'/no/such/daprd' is none");
        assertThat(said(2, "--dapr")).contains("bench: --dapr needs");
    }

    @Test
    void saysWhatItCanDo() throws IOException, InterruptedException {
        assertThat(bench("--help")).contains("./prism bench --memory", "./prism bench --dapr DAPRD", "Usage: bench");
    }

    private String bench(String... args) throws IOException, InterruptedException {
        return said(0, args);
    }

    private String said(int exit, String... args) throws IOException, InterruptedException {
        Path said = folder.resolve("said");
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(
                        Stream.of("nice", "-n", "10", ROOT.resolve("bench/run").toString()), Stream.of(args))
                .toList());
        builder.environment().put("PRISM_BENCH_CLASS_PATH", System.getProperty("java.class.path"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(said.toFile())
                .start();
        if (!process.waitFor(PATIENCE)) {
            // The script ends what it started when it is asked to end.
            process.destroy();
            process.waitFor();
        }
        String text = Files.readString(said);
        assertThat(process.exitValue()).as(text).isEqualTo(exit);
        return text;
    }
}
