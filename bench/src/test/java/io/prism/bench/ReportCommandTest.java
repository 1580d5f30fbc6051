// SPDX-License-Identifier: Apache-2.0
package io.prism.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.prism.bench.chart.WellFormed;
import io.prism.testkit.server.RedisServer;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands that make reports, on servers of the test. */
class ReportCommandTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T00:00:00Z"), ZoneOffset.UTC);
    private static final long OWN = ProcessHandle.current().pid();

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @Test
    void measuresEveryWayInEveryScenario() throws IOException {
        try (FakeKeyValueServer one = new FakeKeyValueServer(false);
                FakeKeyValueServer other = new FakeKeyValueServer(false)) {
            // When
            int exit = execute(
                    "report",
                    "--short",
                    "--out=" + folder,
                    "--fact=commit=abc",
                    "--process=proxy=" + OWN,
                    "--process=redis.service=" + OWN,
                    one.target("memory.alone"),
                    "memory.direct=driver:memory/bench",
                    other.target("memory.process"));

            // Then
            assertThat(err.toString()).contains("memory: cells", "stream-1k closed, round 1, direct:");
            assertThat(exit).isZero();
            assertThat(out.toString()).contains("CPU in the proxy", "not judged");
            String report = Files.readString(folder.resolve("door.md"));
            assertThat(report)
                    .contains(
                            "- date: 2026-11-21T00:00:00Z",
                            "- commit: abc",
                            "- flags of proxy: -",
                            "| proxy |",
                            "| others |")
                    .doesNotContain("%s", "| service |", "Redis by itself", "NaN");
            List<String> rows = Files.readAllLines(folder.resolve("door.csv"));
            // 9 cells once, 2 of the bar twice, 2 rates, of three ways
            assertThat(rows).hasSize(1 + (9 + 2 * 2 + 2) * 3);
            assertThat(rows.subList(1, rows.size())).allSatisfy(row -> {
                String[] fields = row.split(",", -1);
                assertThat(fields[1]).isEqualTo("memory");
                assertThat(fields[11]).as("failed").isEqualTo("0");
            });
            for (String chart : List.of("throughput", "streams", "latency", "cpu")) {
                Path file = folder.resolve("door-" + chart + "-memory.svg");
                assertThat(report).contains("(" + file.getFileName() + ")");
                assertThat(WellFormed.svg(Files.readString(file))
                                .getDocumentElement()
                                .getTagName())
                        .isEqualTo("svg");
            }
        }
    }

    @Test
    void putsTheServerItselfBesideTheWaysToIt() throws IOException {
        assumeTrue(onPath("redis-benchmark"), "redis-benchmark is not installed");
        // Given
        String redis = RedisServer.shared().address().substring("redis://".length());
        try (FakeKeyValueServer one = new FakeKeyValueServer(false)) {
            // When
            int exit = execute(
                    "report",
                    "--short",
                    "--out=" + folder,
                    "--redis-benchmark=" + redis,
                    one.target("memory.alone"),
                    one.target("redis.alone"),
                    "redis.direct=driver:redis://" + redis + "/bench-report");

            // Then
            assertThat(err.toString()).contains("redis: cells");
            assertThat(exit).isZero();
            assertThat(Files.readString(folder.resolve("door.md")))
                    .contains("## redis", "## Redis by itself", "| GET | 1024 | 16 |");
            assertThat(folder.resolve("door-latency-redis.svg")).isNotEmptyFile();
        }
    }

    @Test
    void watchesAProcessWhileItIsCalled() throws IOException {
        try (FakeKeyValueServer server = new FakeKeyValueServer(false)) {
            // When
            int exit = execute(
                    "memory",
                    server.target("process"),
                    "--pid=" + OWN,
                    "--calls=3000",
                    "--connections=20",
                    "--in-flight=40",
                    "--part=100ms",
                    "--out=" + folder);

            // Then
            assertThat(err.toString()).contains("KiB resident");
            assertThat(exit).isZero();
            assertThat(out.toString()).contains("proxy RSS after 10 million calls", "not judged");
            assertThat(Files.readString(folder.resolve("door-memory.md")))
                    .contains("- connections: 20", "calls lost in the whole run: 0")
                    .doesNotContain("%s");
            List<String> rows = Files.readAllLines(folder.resolve("door-memory.csv"));
            assertThat(Long.parseLong(rows.getLast().split(",", -1)[0])).isGreaterThanOrEqualTo(3_000);
            WellFormed.svg(Files.readString(folder.resolve("door-memory.svg")));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "report, Missing required parameter: 'TARGET'",
        "report nonsense, a target must be NAME=HOST:PORT",
        "report alone=h:1/n, 'a target must be named BACKEND.WAY'",
        "report m.beside=h:1/n, but is named 'm.beside'",
        "report m.process=h:1/n, the first target of 'm' must be 'm.alone'",
        "report m.alone=h:1/n m.alone=h:2/n, a target of 'm' is given twice",
        "report m.alone=h:1/n --process=1, --process must be ROLE=PID",
        "report m.alone=h:1/n --process=proxy=x, --process: there is no process 'x'",
        "report m.alone=h:1/n --redis-benchmark=h, --redis-benchmark must be HOST:PORT",
        "report m.alone=h:1/n --redis-benchmark=h:0, --redis-benchmark must be 1 to 65535",
        "memory a=h:1/n, Missing required option: '--pid=PID'",
        "memory a --pid=1, a target must be NAME=HOST:PORT",
        "memory a=h:1/n --pid=x, --pid: there is no process 'x'",
        "memory a=h:1/n --pid=1 --connections=10 --in-flight=5, --in-flight must be --connections or more",
    })
    void aWrongLineIsRefused(String line, String why) {
        // When
        int exit = execute(line.split(" ", -1));

        // Then
        assertThat(exit).isEqualTo(2);
        assertThat(err.toString()).contains(why).contains("Usage: bench " + line.split(" ", -1)[0]);
    }

    private int execute(String... args) {
        return BenchMain.console(Path.of("/proc"), CLOCK, args)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(BenchMain.rest(args));
    }

    private static boolean onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(entry -> Files.isExecutable(Path.of(entry, program)));
    }
}
