// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.contracts.launcher.IsolationLevel;
import io.prism.contracts.launcher.LaunchResponse;
import io.prism.contracts.launcher.ProcessState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a launcher that is killed leaves behind, and what the next one does about it. */
@EnabledOnOs(OS.LINUX)
class OrphanTest {

    private static final String CONFIG = """
            backends:
              memory: { type: memory }
            namespaces:
              - { name: default, isolation: embedded, pattern: keyvalue, backend: memory }
            """;

    @TempDir
    Path folder;

    @Test
    void theNextLauncherEndsWhatCannotEndItselfAndServesAgain() throws IOException, InterruptedException {
        // Given
        var first = RunningPrism.startIn(folder, CONFIG);
        long stopped;
        try (var launcher = new LauncherStub(first)) {
            launch(launcher);
            stopped = launcher.process("ns:tenant-a:keyvalue").orElseThrow().getPid();
        }
        new ProcessBuilder("kill", "-STOP", Long.toString(stopped)).start().waitFor();
        List<ProcessHandle> before = first.processes();

        // When
        before.getFirst().destroyForcibly();
        Awaitility.await()
                .atMost(RunningPrism.PATIENCE)
                .until(() -> before.stream().allMatch(process -> process.pid() == stopped || !process.isAlive()));
        assertThat(ProcessHandle.of(stopped))
                .hasValueSatisfying(process -> assertThat(process.isAlive()).isTrue());

        // Then
        try (var second = RunningPrism.startIn(folder, CONFIG);
                var launcher = new LauncherStub(second)) {
            assertThat(ProcessHandle.of(stopped).filter(ProcessHandle::isAlive)).isEmpty();
            assertThat(launch(launcher).getState()).isEqualTo(ProcessState.STATE_RUNNING);
        }
    }

    private static LaunchResponse launch(LauncherStub launcher) {
        return launcher.calls()
                .launchPattern(LauncherStub.keyvalue(IsolationLevel.ISOLATION_NAMESPACE, "tenant-a")
                        .build());
    }
}
