// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A bad {@code prism.yaml} stops the start: one screen that names line and remedy, exit code 2, nothing started. */
class BadConfigurationTest {

    private static final int LINES_OF_A_SCREEN = 24;

    private static final String GOOD = """
            backends:
              memory: { type: memory }
              files: { type: sqlite, path: x.db }
            namespaces:
              - name: default
                isolation: embedded
                bindings:
                  - { name: kv, pattern: keyvalue, slots: { store: memory } }
            """;

    @TempDir
    Path folder;

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("slots: { store: memory }", "slots: { store: memroy }", 8, "did you mean 'memory'"),
                fault("type: sqlite", "type: sqlit", 3, "did you mean 'sqlite'"),
                fault("pattern: keyvalue", "pattern: keyvalu", 8, "did you mean 'keyvalue'"),
                fault("isolation: embedded", "isolation: emebdded", 6, "embedded"),
                fault("    isolation:", "    izolation:", 6, "did you mean 'isolation'"),
                fault("{ store: memory }", "{ shop: memory }", 8, "store"),
                fault("path: x.db", "busy-timeout: soon, path: x.db", 3, "ms, s, m, h or d"),
                fault("type: sqlite, path: x.db", "type: sqlite", 3, "path"),
                fault("name: kv,", "name: 'KV:1',", 8, "a-z"),
                fault("      - { name: kv", "      - { name: kv, name: kv", 8, "name"),
                fault("backends:", "backends: [", 3, "this is not YAML"),
                fault("- name: default", "- title: default", 5, "name"),
                fault("namespaces:", "proxy: { listen: nowhere }\nnamespaces:", 4, "host:port"),
                fault("path: x.db", "path: \"${vault:secret/x#y}\"", 3, "env"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void namesTheLineAndTheRemedyAndStartsNothing(String good, String bad, int line, String remedy)
            throws IOException, InterruptedException {
        // Given
        Files.writeString(folder.resolve("prism.yaml"), GOOD.replace(good, bad));

        // When
        Process launcher = RunningPrism.launch(folder).start();
        boolean ended = launcher.waitFor(RunningPrism.PATIENCE);

        // Then
        assertThat(ended).isTrue();
        List<String> report = Files.readAllLines(RunningPrism.log(folder));
        assertThat(launcher.exitValue()).as(report.toString()).isEqualTo(2);
        assertThat(report).hasSizeLessThanOrEqualTo(LINES_OF_A_SCREEN);
        assertThat(String.join("\n", report))
                .contains("prism.yaml:" + line + ":")
                .contains(remedy);
        assertThat(folder.resolve("run")).doesNotExist();
        assertThat(folder.resolve("x.db")).doesNotExist();
    }

    private static Arguments fault(String good, String bad, int line, String remedy) {
        return Arguments.of(good, bad, line, remedy);
    }
}
