// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.dapr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaprdProgramTest {

    private static final String KNOWN =
            "case $1 in --help) echo --dapr-grpc-port; exit;; --version) echo 9; exit;; esac\n";

    @TempDir
    Path folder;

    @Test
    void startsAndEndsWithItsComponents() throws NoDaprd, IOException, InterruptedException {
        // Given
        DaprdProgram program = DaprdProgram.at(StandInDaprd.program(folder));
        Path files = folder.resolve("files");
        String memory = Component.of("memory", "").orElseThrow();

        // When
        ProcessHandle process;
        try (Daprd daprd = program.start(files, Map.of("memory", memory))) {
            process = ProcessHandle.of(daprd.pid()).orElseThrow();

            // Then
            assertThat(process.isAlive()).isTrue();
            assertThat(daprd.port()).isBetween(20_000, 32_767);
        }
        assertThat(process.isAlive()).isFalse();
        assertThat(program.version()).isNotBlank();
        assertThat(files.resolve("components")).isDirectoryNotContaining("glob:**.log");
        assertThat(Files.readString(files.resolve("components/memory.yaml")))
                .contains("{name: memory}", "type: state.in-memory");
    }

    @Test
    void refusesWhatCannotBeRun() {
        assertThatThrownBy(() -> DaprdProgram.at(folder.resolve("none")))
                .isInstanceOf(NoDaprd.class)
                .hasMessageEndingWith("none' is no program that can be run");
        assertThatThrownBy(() -> DaprdProgram.at(folder)).isInstanceOf(NoDaprd.class);
    }

    @Test
    void refusesAnotherProgram() throws IOException {
        // Given
        Path other = StandInDaprd.script(folder, "echo usage: other");

        // Then
        assertThatThrownBy(() -> DaprdProgram.at(other))
                .isInstanceOf(NoDaprd.class)
                .hasMessageContaining("is no daprd: its --help does not know --dapr-grpc-port");
    }

    @Test
    void saysWhatASidecarThatEndsSaidLast() throws NoDaprd, IOException, InterruptedException {
        // Given
        DaprdProgram program =
                DaprdProgram.at(StandInDaprd.script(folder, KNOWN + "echo first; echo no such store; exit 3"));

        // Then
        assertThatThrownBy(() -> program.start(folder, Map.of()))
                .isInstanceOf(IOException.class)
                .hasMessage("daprd ended with 3 before it was ready; it said last: no such store");
    }

    @Test
    void triesOtherPortsWhereOneIsTaken() throws NoDaprd, IOException, InterruptedException {
        // Given a sidecar that always meets another on its port
        DaprdProgram program = DaprdProgram.at(StandInDaprd.script(
                folder, KNOWN + "echo \"$*\" >> tries; echo 'bind: address already in use'; exit 1"));

        // When
        assertThatThrownBy(() -> program.start(folder, Map.of())).isInstanceOf(IOException.class);

        // Then
        List<String> tries = Files.readAllLines(folder.resolve("tries"));
        assertThat(tries).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void redisIsComparedWhereThereIsOne() {
        assertThat(Component.of("redis", "")).isEmpty();
        assertThat(Component.of("other", "h:1")).isEmpty();
        assertThat(Component.of("redis", "h:1"))
                .hasValueSatisfying(
                        text -> assertThat(text).contains("type: state.redis", "{name: redisHost, value: \"h:1\"}"));
    }
}
