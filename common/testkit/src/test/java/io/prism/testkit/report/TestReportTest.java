// SPDX-License-Identifier: Apache-2.0
package io.prism.testkit.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said about the reports of a run; they are written as Surefire 3.6.1 does. */
class TestReportTest {

    private static final Path ROOT =
            Path.of(Objects.requireNonNull(System.getProperty("prism.root"), "prism.root is not set"));
    private static final Instant BEGUN = Instant.parse("2026-11-01T10:00:00Z");
    private static final String PASSED = "<testcase name=\"one\" classname=\"%s\" time=\"0.001\"/>";
    private static final String FLAKY = """
            <testcase name="%2$s" classname="%1$s" time="0.5">
              <flakyFailure message="first &amp; &#10;worst" type="java.lang.AssertionError">
                <stackTrace><![CDATA[java.lang.AssertionError: first &
            worst
            \tat %1$s.%2$s(Some.java:7)]]></stackTrace>
                <system-out><![CDATA[<flakyFailure> said the test]]></system-out>
              </flakyFailure>
              <flakyError message="second" type="java.lang.IllegalStateException"/>
            </testcase>
            """;

    @TempDir
    private Path root = Path.of("");

    private Path begun = Path.of("");
    private Path flaky = Path.of("");

    @BeforeEach
    void begin() throws IOException {
        begun = Files.createFile(root.resolve("begun"));
        Files.setLastModifiedTime(begun, FileTime.from(BEGUN));
        flaky = root.resolve("flaky.txt");
    }

    @Test
    void namesTheTwentySlowestClassesOfAllModules() throws IOException {
        // Given
        for (int i = 1; i <= 25; i++) {
            report("module" + i % 2, "io.prism.C" + i, i + ".5", PASSED);
        }
        report("module1", "io.prism.C1$Inner", "1,000.25", PASSED);

        // When
        List<String> lines = print(0);

        // Then
        assertThat(lines)
                .hasSize(22)
                .startsWith(
                        "",
                        "26 tests in 25 classes; the slowest:",
                        "  1001.8 s      2 tests  module1 io.prism.C1",
                        "    25.5 s      1 tests  module1 io.prism.C25",
                        "    24.5 s      1 tests  module0 io.prism.C24")
                .endsWith("     7.5 s      1 tests  module1 io.prism.C7");
        assertThat(flaky).doesNotExist();
    }

    @Test
    void namesTestsThatPassedOnlyWhenTheyWereRunAgainWithTheirFirstFailure() throws IOException {
        // Given
        report("a/b", "io.prism.SomeTest", "1", PASSED + FLAKY.formatted("io.prism.SomeTest", "sometimes"));
        report("c", "io.prism.OtherTest", "1", FLAKY.formatted("io.prism.OtherTest", "now and then"));

        // When
        List<String> lines = print(0);

        // Then
        assertThat(lines)
                .contains(
                        "tests that passed only when they were run again: 2 (" + flaky + ")",
                        "  io.prism.SomeTest.sometimes, at first:",
                        "    java.lang.AssertionError: first &",
                        "    worst",
                        "    \tat io.prism.SomeTest.sometimes(Some.java:7)",
                        "  io.prism.OtherTest.now and then, at first:")
                .noneMatch(line -> line.contains("second") || line.contains("said the test"));
        assertThat(flaky)
                .content()
                .contains("io.prism.SomeTest.sometimes\njava.lang.AssertionError: first &\nworst\n\tat ");
    }

    @Test
    void threeInAllModulesAreBorneAndFourFailTheRun() throws IOException {
        for (int i = 1; i <= TestReport.FLAKY_MAX; i++) {
            report("module" + i, "io.prism.SomeTest", "1", FLAKY.formatted("io.prism.SomeTest", "flaky" + i));
        }
        assertThat(print(0)).contains("tests that passed only when they were run again: 3 (" + flaky + ")");
        report("last", "io.prism.SomeTest", "1", FLAKY.formatted("io.prism.SomeTest", "flaky"));
        assertThat(print(1)).endsWith("that is more than 3: the run has failed");
    }

    @Test
    void aClassThatCouldOnlyBePreparedTheSecondTimeCounts() throws IOException {
        // Given
        report("module", "io.prism.SomeTest", "1", FLAKY.formatted("io.prism.SomeTest", ""));

        // When // Then
        assertThat(print(0)).contains("  io.prism.SomeTest, at first:");
    }

    @Test
    void whatFailedEachTimeIsMavensAffair() throws IOException {
        // Given
        report("module", "io.prism.SomeTest", "1", """
                <testcase name="a" classname="io.prism.SomeTest" time="0.5">
                  <failure message="m" type="T"><![CDATA[trace]]></failure>
                  <rerunFailure message="m" type="T"><stackTrace><![CDATA[trace]]></stackTrace></rerunFailure>
                </testcase>
                """);

        // When // Then
        assertThat(print(0)).noneMatch(line -> line.contains("run again"));
    }

    @Test
    void earlierRunsAndOtherFilesDoNotCount() throws IOException {
        // Given
        Path old = report("module", "io.prism.OldTest", "1", FLAKY.formatted("io.prism.OldTest", "flaky"));
        Files.setLastModifiedTime(old, FileTime.from(BEGUN.minusSeconds(1)));
        Path samples = Files.createDirectories(root.resolve("module/src/test/resources/target/surefire-reports"));
        Files.move(report("module", "io.prism.Planted", "1", PASSED), samples.resolve("TEST-io.prism.Planted.xml"));

        // When // Then
        assertThat(print(0)).isEmpty();
    }

    @Test
    void aReportThatWasCutOffIsSaidToBeMissing() throws IOException {
        // Given
        report("module", "io.prism.SomeTest", "1", PASSED);
        Files.writeString(report("module", "io.prism.CutTest", "1", PASSED), "<testsuite name=\"io.prism.CutTest\"");

        // When // Then
        assertThat(print(0))
                .contains("1 tests in 1 classes; the slowest:")
                .anyMatch(line -> line.startsWith("not counted: ") && line.contains("TEST-io.prism.CutTest.xml"));
    }

    @Test
    void runsFromItsSourceWithTheJdkAlone() throws IOException, InterruptedException {
        // Given
        for (String test : List.of("a", "b", "c", "d")) {
            report("module", "io.prism.SomeTest" + test, "1", FLAKY.formatted("io.prism.SomeTest", test));
        }
        Path source = ROOT.resolve("common/testkit/src/main/java/io/prism/testkit/report/TestReport.java");

        // When
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        source.toString(),
                        root.toString(),
                        begun.toString(),
                        flaky.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);

        // Then
        assertThat(said).contains("4 tests in 4 classes", "that is more than 3: the run has failed");
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(flaky).exists();
    }

    private List<String> print(int expectedCode) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new PrintStream(bytes, true, UTF_8)) {
            assertThat(TestReport.of(root, Files.getLastModifiedTime(begun)).print(out, flaky))
                    .isEqualTo(expectedCode);
        }
        return new ArrayList<>(bytes.toString(UTF_8).lines().toList());
    }

    private Path report(String module, String name, String seconds, String cases) throws IOException {
        Path folder = Files.createDirectories(root.resolve(module).resolve("target/surefire-reports"));
        return Files.writeString(
                folder.resolve("TEST-" + name + ".xml"), """
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuite version="3.0.2" name="%s" time="%s" tests="1" errors="0" skipped="0" failures="0">
                  <properties><property name="a" value="b"/></properties>
                  %s
                </testsuite>
                """.formatted(name, seconds, cases.replace("%s", name)));
    }
}
