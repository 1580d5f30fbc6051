// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ChildProcessTest {

    private final ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();

    @Test
    void capturesOutputOfBothKindsAndTheExitCode() throws IOException {
        // When
        ProcessExit exit = end(shell("echo out; echo err >&2; exit 3"));

        // Then
        assertThat(exit.code()).isEqualTo(3);
        assertThat(exit.lastLines()).containsExactly("out", "err");
        assertThat(exit.describe()).isEqualTo("ended with exit code 3");
        assertThat(log).containsExactly("out", "err");
    }

    @Test
    void terminatesAndKeepsWhatWasPrintedMeanwhile() throws IOException {
        // Given
        ChildProcess child = shell("trap 'echo bye; exit 0' TERM; echo up; while :; do read _ || exit 9; done");
        Awaitility.await().until(() -> log.contains("up"));

        // When
        child.terminate();

        // Then
        assertThat(end(child).lastLines()).containsExactly("up", "bye");
    }

    @Test
    void killsWhatIgnoresSigterm() throws IOException {
        // Given
        ChildProcess child = shell("trap '' TERM; echo up; read _");
        Awaitility.await().until(() -> log.contains("up"));

        // When
        child.terminate();
        boolean survived = child.alive();
        child.kill();

        // Then
        assertThat(survived).isTrue();
        assertThat(end(child).describe()).isEqualTo("was ended by signal 9");
        assertThat(ProcessHandle.of(child.pid())).isEmpty();
    }

    @Test
    void endsItsInputWhenTheLauncherLetsGo() throws IOException {
        // Given
        ChildProcess child = shell("read _ || exit 7");

        // When
        child.closeInput();

        // Then
        assertThat(end(child).code()).isEqualTo(7);
    }

    @Test
    void givesTheChildNothingButItsOwnEnvironment() throws IOException {
        // When
        ProcessExit exit = end(shell("echo \"<$SECRET|$HOME>\""));

        // Then
        assertThat(exit.lastLines()).containsExactly("<|/home/prism>");
    }

    @Test
    void leavesOutWhatAProgramDoesNotNeed() {
        assertThat(Environment.reduced(Map.of("PATH", "/bin", "DB_PASSWORD", "x")))
                .containsExactly(Map.entry("PATH", "/bin"));
    }

    private ChildProcess shell(String script) throws IOException {
        Map<String, String> environment =
                Environment.reduced(Map.of("PATH", "/usr/bin:/bin", "HOME", "/home/prism", "SECRET", "x"));
        return ChildProcess.spawn(
                new ProcessCommand(List.of("/bin/sh", "-c", script), environment, Path.of("/")), log::add);
    }

    private static ProcessExit end(ChildProcess child) {
        return child.exit().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
