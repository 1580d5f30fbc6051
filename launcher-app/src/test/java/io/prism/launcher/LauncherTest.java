// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.prism.contracts.launcher.GetProcessStatusRequest;
import io.prism.contracts.launcher.IsolationLevel;
import io.prism.contracts.launcher.LaunchRequest;
import io.prism.contracts.launcher.LaunchResponse;
import io.prism.contracts.launcher.PatternInfo;
import io.prism.contracts.launcher.ProcessState;
import io.prism.core.config.fault.ConfigException;
import io.prism.launcher.place.RunDir;
import io.prism.testkit.python.PythonPatterns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a part of another program: this test. */
class LauncherTest {

    private static final Duration MOST = Duration.ofSeconds(30);
    private static final String CONFIG = """
            backends:
              memory: { type: memory }
            namespaces:
              - { name: default, isolation: embedded, pattern: keyvalue, backend: memory }
            """;
    private static final LaunchRequest DICT = LaunchRequest.newBuilder()
            .setPatternName("dict")
            .setIsolation(IsolationLevel.ISOLATION_NAMESPACE)
            .setNamespace("orders")
            .build();

    @TempDir
    Path folder;

    private Path config = Path.of("");

    @BeforeEach
    void write() throws IOException {
        config = Files.writeString(folder.resolve("prism.yaml"), CONFIG);
    }

    @Test
    @EnabledIf(value = "io.prism.testkit.python.PythonPatterns#canServe", disabledReason = PythonPatterns.NEEDS)
    void startsAndEndsProcesses() throws IOException, InterruptedException {
        // Given
        PythonPatterns.install(PythonPatterns.EXAMPLE, folder);
        PatternInfo process;
        try (Launcher launcher = builder().developmentDefaults().spares(0).start()) {
            // When
            LaunchResponse started =
                    launcher.service().launchPattern(DICT).await().atMost(MOST);

            // Then
            assertThat(started.getProcessId()).isEqualTo("ns:orders:dict");
            assertThat(started.getState()).isEqualTo(ProcessState.STATE_RUNNING);
            process = launcher.service()
                    .getProcessStatus(GetProcessStatusRequest.newBuilder()
                            .setProcessId(started.getProcessId())
                            .build())
                    .await()
                    .atMost(MOST)
                    .getProcess();
            assertThat(ProcessHandle.of(process.getPid())).isPresent();
            assertThat(Files.readString(launcher.runDir().resolve("status"))).contains("ns:orders:dict");
        }
        assertThat(ProcessHandle.of(process.getPid())).isEmpty();
        assertThat(folder.resolve(".prism/run")).doesNotExist();
    }

    @Test
    void failsAsOverTheWire() throws IOException, InterruptedException {
        try (Launcher launcher = builder().spares(0).start()) {
            var unknown = DICT.toBuilder().setPatternName("dcit").build();
            assertThatThrownBy(() ->
                            launcher.service().launchPattern(unknown).await().atMost(MOST))
                    .isInstanceOfSatisfying(
                            StatusRuntimeException.class,
                            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND));
        }
    }

    @Test
    void limitsOfAPresetCanBeReplaced() throws IOException, InterruptedException {
        try (Launcher launcher =
                builder().productionDefaults().spares(0).maxProcesses(1).start()) {
            assertThat(launcher.runDir()).isDirectory();
        }
    }

    @Test
    void isAloneInItsRunDirectory() throws IOException, InterruptedException {
        try (Launcher first = builder().spares(0).start()) {
            assertThatThrownBy(() -> builder().start()).isInstanceOf(RunDir.Taken.class);
            assertThat(first.runDir()).isDirectory();
        }
    }

    @Test
    void refusesWhatCannotBe() throws IOException {
        assertThatThrownBy(() -> Launcher.builder().home(folder).start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("config");
        assertThatThrownBy(() -> Launcher.builder().config(config).start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("home");
        assertThatThrownBy(() -> Launcher.builder().spares(101)).hasMessageContaining("0 to 100");
        assertThatThrownBy(() -> Launcher.builder().maxProcesses(0)).hasMessageContaining("1 to 10000");
        assertThatThrownBy(() -> Launcher.builder().startTime(Duration.ZERO)).hasMessageContaining("positive");
        assertThatThrownBy(() -> Launcher.builder().grace(Duration.ofSeconds(-1)))
                .hasMessageContaining("negative");
        Files.writeString(config, "backends: nonsense");
        assertThatThrownBy(() -> builder().start()).isInstanceOf(ConfigException.class);
        assertThat(folder.resolve(".prism")).doesNotExist();
    }

    private LauncherBuilder builder() {
        return Launcher.builder().config(config).home(folder);
    }
}
