// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandLineTest {

    @Test
    void keepsTheRunDirBesideTheConfiguration() throws Exception {
        // When
        CommandLine line = CommandLine.parse(List.of("-f", "/etc/prism/prism.yaml", "--home", "/opt/prism"), Map.of());

        // Then
        assertThat(line.config()).isEqualTo(Path.of("/etc/prism/prism.yaml"));
        assertThat(line.runDir()).isEqualTo(Path.of("/etc/prism/.prism/run"));
        assertThat(line.home()).isEqualTo(Path.of("/opt/prism"));
    }

    @Test
    void takesHomeFromTheEnvironment() throws Exception {
        // When
        CommandLine line = CommandLine.parse(List.of("--run-dir", "/run/prism"), Map.of("PRISM_HOME", "/opt/prism"));

        // Then
        assertThat(line.home()).isEqualTo(Path.of("/opt/prism"));
        assertThat(line.runDir()).isEqualTo(Path.of("/run/prism"));
        assertThat(line.config()).isEqualTo(Path.of("prism.yaml").toAbsolutePath());
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> CommandLine.parse(List.of("--fork"), Map.of())).hasMessageContaining("'--fork'");
        assertThatThrownBy(() -> CommandLine.parse(List.of("-f"), Map.of())).hasMessageContaining("needs a value");
        assertThatThrownBy(() -> CommandLine.parse(List.of(), Map.of())).hasMessageContaining("--home");
    }
}
