// SPDX-License-Identifier: Apache-2.0
package io.prism.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.testkit.server.ReservedPort;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
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

class BenchTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T00:00:00Z"), ZoneOffset.UTC);
    private static final List<String> QUICK =
            List.of("--warm-up=50ms", "--duration=100ms", "--rounds=2", "--keys=50", "--rate=200", "--deadline=2s");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @Test
    void measuresTwoTargetsInEveryCell() throws IOException {
        try (FakeKeyValueServer one = new FakeKeyValueServer(false);
                FakeKeyValueServer other = new FakeKeyValueServer(false)) {
            // When
            int exit = run(
                    one.target("one"),
                    other.target("other"),
                    "--scenario=get-64,set-64,get-1k,set-1k,scan-100,stream-1k",
                    "--fact=colour=blue",
                    "--pid=one=" + ProcessHandle.current().pid());

            // Then
            assertThat(err.toString()).contains("get-64 closed, round 1, one:");
            assertThat(exit).isZero();
            assertThat(one.size()).isEqualTo(100);
            assertThat(out.toString().lines()).hasSize(1 + 12 * 2);
            List<String> rows = Files.readAllLines(folder.resolve("bench.csv"));
            assertThat(rows).hasSize(1 + 12 * 2 * 2);
            assertThat(rows.subList(1, rows.size())).allSatisfy(row -> {
                String[] fields = row.split(",", -1);
                assertThat(fields[11]).as("failed").isEqualTo("0");
                assertThat(fields[13]).as("unfinished").isEqualTo("0");
                assertThat(Long.parseLong(fields[10])).as("ok").isPositive();
            });
            assertThat(Files.readString(folder.resolve("bench.md")))
                    .contains(
                            "- date: 2026-11-21T00:00:00Z",
                            "--rate=200",
                            "- cores: ",
                            "- colour: blue",
                            "compare with `one`");
        }
    }

    @Test
    void aTargetThatIsNotThereEndsTheRun() {
        try (var gone = ReservedPort.take()) {
            // When
            int exit = run("gone=127.0.0.1:" + gone.number() + "/bench");

            // Then
            assertThat(exit).isEqualTo(1);
            assertThat(err.toString()).startsWith("bench: target 'gone' (").contains("NOT_CONNECTED");
        }
    }

    @Test
    void aTargetThatAcceptsButNeverAnswersEndsTheRun() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            // When
            int exit = run("silent=127.0.0.1:" + silent.getLocalPort() + "/bench");

            // Then
            assertThat(exit).isEqualTo(1);
            assertThat(err.toString()).contains("does not answer within PT2S");
        }
    }

    @Test
    void anotherNamespaceEndsTheRun() throws IOException {
        try (FakeKeyValueServer server = new FakeKeyValueServer(false)) {
            // When
            int exit = run(server.target("a").replace("/bench", "/other"));

            // Then
            assertThat(exit).isEqualTo(1);
            assertThat(err.toString()).contains("cannot be written to: NOT_FOUND");
        }
    }

    @Test
    void wrongAnswersAreNotMeasured() throws IOException {
        try (FakeKeyValueServer server = new FakeKeyValueServer(true)) {
            // When
            int exit = run(server.target("forgetful"), "--scenario=get-64");

            // Then
            assertThat(exit).isEqualTo(1);
            assertThat(err.toString()).contains("gave no right answer in get-64 closed: failed {WRONG_ANSWER=");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', Missing required parameter: 'TARGET'",
        "nonsense, a target must be NAME=HOST:PORT/NAMESPACE",
        "a=h:1/n a=h:2/n, two targets are named 'a'",
        "a=h:1/n --scenario=get-2k, but is 'get-2k'",
        "a=h:1/n --mode=fast, Invalid value for option '--mode'",
        "a=h:1/n --rate=0, --rate must be more than 0",
        "a=h:1/n --rate=NaN, --rate must be more than 0",
        "a=h:1/n --in-flight=0, --in-flight must be 1 to 100000",
        "a=h:1/n --duration=2h, '--duration must be a time from 1ms to 1h'",
        "a=h:1/n --duration=5, '--duration must be a time'",
        "a=h:1/n --pid=b=1, --pid must be NAME=PID with the name of a target",
        "a=h:1/n --pid=a=x, there is no process 'x'",
        "a=h:1/n --fact=blue, '--fact must be NAME=TEXT, but is'",
        "a=h:1/n --threads=0, --threads must be 1 to 1024",
        "a=h:1/n --no-such, Unknown option: '--no-such'",
    })
    void aWrongLineIsRefused(String line, String why) {
        // When
        int exit = execute(
                Stream.of(line.split(" ", -1)).filter(part -> !part.isEmpty()).toList());

        // Then
        assertThat(exit).isEqualTo(2);
        assertThat(err.toString()).contains(why).contains("Usage: bench");
    }

    @Test
    void helpIsPrinted() {
        // When
        int exit = execute(List.of("--help"));

        // Then
        assertThat(exit).isZero();
        assertThat(out.toString()).contains("Usage: bench", "--most-in-flight", "--short");
    }

    private int run(String... args) {
        return execute(Stream.of(Stream.of(args), QUICK.stream(), Stream.of("--out=" + folder))
                .flatMap(part -> part)
                .toList());
    }

    private int execute(List<String> args) {
        return BenchMain.console(Path.of("/proc"), CLOCK, args.toArray(String[]::new))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(BenchMain.rest(args.toArray(String[]::new)));
    }
}
