// SPDX-License-Identifier: Apache-2.0
package io.prism.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.bench.dapr.StandInDaprd;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The comparison with Dapr, on servers of the test. */
class DaprCommandTest {

    private static final long OWN = ProcessHandle.current().pid();

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @Test
    void measuresPrismBesideDapr() throws IOException {
        try (FakeKeyValueServer one = new FakeKeyValueServer(false);
                FakeKeyValueServer other = new FakeKeyValueServer(false)) {
            // When
            int exit = dapr(
                    StandInDaprd.program(folder),
                    "--short",
                    "--fact=command line=that of the test",
                    "--process=proxy=" + OWN,
                    "--process=memory.service=" + OWN,
                    one.target("memory.embedded"),
                    other.target("memory.process"));

            // Then
            assertThat(err.toString()).contains("memory: cells", "set-1k open, round 2, dapr:");
            assertThat(exit).isZero();
            assertThat(out.toString()).contains("memory, get-1k, process: CPU of all processes a call", "not judged");
            assertThat(Files.readString(folder.resolve("dapr.md")))
                    .contains("- Dapr: version ", "| redis, set-1k, embedded: answers/s |", "| get-1k closed | dapr |")
                    .doesNotContain("%s", "NaN", folder.toString());
            List<String> rows = Files.readAllLines(folder.resolve("dapr.csv"));
            // 4 cells of three ways, twice
            assertThat(rows).hasSize(1 + 4 * 3 * 2);
            assertThat(rows.getFirst()).contains("dapr_cpu_seconds");
            assertThat(rows.subList(1, rows.size())).allSatisfy(row -> {
                String[] fields = row.split(",", -1);
                assertThat(Long.parseLong(fields[10])).as("ok").isPositive();
                assertThat(fields[11]).as("failed").isEqualTo("0");
            });
        }
    }

    @Test
    void aSidecarThatDoesNotComeUpEndsTheRun() throws IOException {
        // Given
        Path broken =
                StandInDaprd.script(folder, "[ $1 = --help ] && echo --dapr-grpc-port; echo out of order; exit 1");

        // When
        int exit = dapr(broken, "memory.embedded=h:1/n");

        // Then
        assertThat(exit).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("bench: daprd ended with 1 before it was ready; it said last: out of order");
    }

    @Test
    void aProgramThatIsNoDaprdIsRefused() throws IOException {
        // When
        int exit = dapr(StandInDaprd.script(folder, "echo hello"), "memory.embedded=h:1/n");

        // Then
        assertThat(exit).isEqualTo(2);
        assertThat(err.toString()).contains("--daprd: '", "is no daprd: its --help does not know --dapr-grpc-port");
    }

    @ParameterizedTest
    @CsvSource({
        "memory.embedded=h:1/n --folder=f, Missing required option: '--daprd=PROGRAM'",
        "memory.embedded=h:1/n --daprd=d, Missing required option: '--folder=FOLDER'",
        "memory.alone=h:1/n --daprd=d --folder=f, 'with a way of embedded, process, but is named'",
        "memory.process=h:1/n --daprd=d --folder=f, the first target of 'memory' must be 'memory.embedded'",
        "redis.embedded=h:1/n --daprd=d --folder=f, and with --redis on redis",
        "files.embedded=h:1/n --daprd=d --folder=f, not on 'files'",
        "memory.embedded=h:1/n --daprd=/no/such --folder=f, --daprd: '/no/such' is no program that can be run",
    })
    void aWrongLineIsRefused(String line, String why) {
        // When
        int exit = execute(Stream.concat(Stream.of("dapr"), Stream.of(line.split(" ", -1))));

        // Then
        assertThat(exit).isEqualTo(2);
        assertThat(err.toString()).contains(why).contains("Usage: bench dapr");
    }

    private int dapr(Path program, String... rest) {
        return execute(Stream.concat(
                Stream.of("dapr", "--daprd=" + program, "--folder=" + folder.resolve("files"), "--out=" + folder),
                Stream.of(rest)));
    }

    private int execute(Stream<String> line) {
        String[] args = line.toArray(String[]::new);
        return BenchMain.console(Path.of("/proc"), Clock.systemUTC(), args)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(BenchMain.rest(args));
    }
}
