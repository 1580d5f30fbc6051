// SPDX-License-Identifier: Apache-2.0
package io.prism.testkit.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said while Maven runs; its lines are as Maven 3.9 prints them. */
class BuildProgressTest {

    private static final Path ROOT =
            Path.of(Objects.requireNonNull(System.getProperty("prism.root"), "prism.root is not set"));
    private static final String TESTED =
            "[INFO] Tests run: 12, Failures: 0, Errors: 0, Skipped: 1, Time elapsed: 3.5 s -- in io.prism.OneTest";
    private static final String FAILED = "[ERROR] Tests run: 2, Failures: 1, Errors: 1, Skipped: 0, Time elapsed: 3.5 s"
            + " <<< FAILURE! -- in io.prism.TwoTest";

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final BuildProgress progress = new BuildProgress(new PrintStream(said, true, UTF_8), 0);

    @Test
    void namesModulesAsTheyBegin() {
        // When
        at(0, "[INFO] Building Prism 0.1.0-SNAPSHOT                                          [1/18]");
        at(75, "[INFO] Building Prism core 0.1.0-SNAPSHOT                                     [12/18]");
        at(76, "[INFO] Building Prism core 0.1.0-SNAPSHOT");
        at(77, "[INFO] Building jar: core.jar");

        // Then
        assertThat(lines())
                .containsExactly(
                        "prism:  0:00 building Prism (1 of 18)",
                        "prism:  1:15 building Prism core (12 of 18)",
                        "prism:  1:16 building Prism core");
    }

    @Test
    void countsTestsAndNamesTheClassesThatRun() {
        // When
        at(0, "[INFO] Running io.prism.OneTest");
        at(1, "[INFO] Running io.prism.TwoTest");
        at(4, TESTED);
        at(9, "something that a test prints");
        at(11, "something that a test prints");
        at(25, FAILED);

        // Then
        assertThat(lines())
                .containsExactly(
                        "prism:  0:11 12 tests so far, 0 failed; running io.prism.TwoTest",
                        FAILED,
                        "prism:  0:25 14 tests so far, 2 failed");
    }

    @Test
    void saysOnceInAWhileWhatItWaitsFor() {
        // When
        at(0, "[INFO] Running io.prism.LongTest");
        for (int second = 1; second < 70; second++) {
            progress.time(TimeUnit.SECONDS.toNanos(second));
        }

        // Then
        assertThat(lines())
                .containsExactly(
                        "prism:  0:30 0 tests so far, 0 failed; running io.prism.LongTest",
                        "prism:  1:00 0 tests so far, 0 failed; running io.prism.LongTest");
    }

    @Test
    void countsDownloads() {
        // When
        at(1, "[INFO] Downloading from central: https://repository.example/a.jar");
        at(2, "[INFO] Downloaded from central: https://repository.example/a.jar (1.5 MB at 3.0 MB/s)");
        at(3, "[INFO] Downloaded from central: https://repository.example/b.jar (600 kB at 2.0 MB/s)");
        at(12, "[INFO] Downloaded from central: https://repository.example/c.pom (812 B at 9.9 kB/s)");

        // Then
        assertThat(lines()).containsExactly("prism:  0:12 3 files (2 MB) downloaded");
    }

    @Test
    void passesErrorsOnWithWhatBelongsToThem() {
        // When
        at(0, "[ERROR] io.prism.OneTest.fails -- Time elapsed: 0.1 s <<< FAILURE!");
        at(0, "java.lang.AssertionError: expected");
        at(0, "\tat io.prism.OneTest.fails(OneTest.java:7)");
        at(0, "[INFO] ");
        at(0, "something that a test prints");
        at(0, "mvnw: fetching Maven 3.9.16");

        // Then
        assertThat(lines())
                .containsExactly(
                        "[ERROR] io.prism.OneTest.fails -- Time elapsed: 0.1 s <<< FAILURE!",
                        "java.lang.AssertionError: expected",
                        "\tat io.prism.OneTest.fails(OneTest.java:7)",
                        "mvnw: fetching Maven 3.9.16");
    }

    @Test
    void runsFromItsSourceAndKeepsAllThatMavenPrints(@TempDir Path folder) throws IOException, InterruptedException {
        // Given
        Path all = folder.resolve("maven.log");
        Path source = ROOT.resolve("common/testkit/src/main/java/io/prism/testkit/report/BuildProgress.java");
        String printed = "[INFO] Building Prism core 0.1.0-SNAPSHOT  [3/18]\n[INFO] of no interest\n";

        // When
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        source.toString(),
                        all.toString())
                .redirectErrorStream(true)
                .start();
        try (var in = process.getOutputStream()) {
            in.write(printed.getBytes(UTF_8));
        }
        String answer = new String(process.getInputStream().readAllBytes(), UTF_8);

        // Then
        assertThat(answer).isEqualTo("prism:  0:00 building Prism core (3 of 18)\n");
        assertThat(process.waitFor()).isZero();
        assertThat(Files.readString(all)).isEqualTo(printed);
    }

    private void at(int second, String line) {
        progress.line(line, TimeUnit.SECONDS.toNanos(second));
    }

    private List<String> lines() {
        return said.toString(UTF_8).lines().toList();
    }
}
