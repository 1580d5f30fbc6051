// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prism.core.config.HostPort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirTest {

    @TempDir
    Path temp;

    @Test
    void isPrivateAndLeavesNothingBehind() throws IOException {
        // Given
        Path dir = temp.resolve("a/run");

        // When
        try (RunDir run = RunDir.take(dir)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir)))
                    .isEqualTo("rwx------");
            assertThat(Files.readString(dir.resolve("launcher.pid")).strip())
                    .isEqualTo(Long.toString(ProcessHandle.current().pid()));
            RunDir.replace(run.file("status"), "table");
            Files.writeString(run.nextSocket(), "");
        }

        // Then
        assertThat(dir).doesNotExist();
    }

    @Test
    void refusesASecondLauncher() throws IOException {
        // Given
        Path dir = temp.resolve("run");

        // When
        try (RunDir _ = RunDir.take(dir)) {
            // Then
            assertThatThrownBy(() -> RunDir.take(dir))
                    .isInstanceOf(RunDir.Taken.class)
                    .hasMessageContaining("already running")
                    .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
        }
    }

    @Test
    void replacesWhatADeadLauncherLeftAndReusesNoSocket() throws IOException {
        // Given
        Path dir = Files.createDirectories(temp.resolve("run"));
        // A process that lives, but is no launcher of this folder.
        Files.writeString(dir.resolve("launcher.pid"), ProcessHandle.current().pid() + "\n");
        Files.writeString(dir.resolve("p7.sock"), "");
        Files.writeString(dir.resolve("proxy.endpoint"), "");
        Files.writeString(dir.resolve("mine.txt"), "");

        // When
        try (RunDir run = RunDir.take(dir)) {
            // Then
            assertThat(run.nextSocket().getFileName()).hasToString("p8.sock");
            assertThat(dir.resolve("p7.sock")).doesNotExist();
            assertThat(dir.resolve("proxy.endpoint")).doesNotExist();
        }
        assertThat(dir.resolve("mine.txt")).exists();
    }

    @Test
    void keepsSocketPathsShort() throws IOException {
        // Given
        Path dir = temp.resolve("d".repeat(100));
        Path socket;

        // When
        try (RunDir run = RunDir.take(dir)) {
            socket = run.nextSocket();
            Files.writeString(socket, "");
        }

        // Then
        assertThat(socket.toString().getBytes(StandardCharsets.UTF_8).length)
                .isLessThanOrEqualTo(RunDir.MOST_SOCKET_BYTES);
        assertThat(socket.getParent()).doesNotExist();
    }

    @Test
    void readsTheEndpointsItWrote() throws IOException {
        // Given
        Path file = temp.resolve("proxy.endpoint");
        Endpoints endpoints = new Endpoints(new HostPort("127.0.0.1", 8980), new HostPort("::1", 9080));

        // When
        assertThat(Endpoints.read(file)).isEmpty();
        endpoints.write(file);

        // Then
        assertThat(Endpoints.read(file)).contains(endpoints);
    }
}
