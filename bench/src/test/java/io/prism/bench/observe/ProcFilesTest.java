// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcFilesTest {

    @TempDir
    Path root;

    @Test
    void sumsWhatProcessesHaveUsed() throws IOException {
        // Given
        process(7, "7 (odd) name)", 150, 50);
        process(8, "8 (java)", 25, 25);

        // When
        var used = new ProcFiles(root).used(List.of(7L, 8L));

        // Then
        assertThat(used).contains(new ProcFiles.Used(2.5, 4_096));
    }

    @Test
    void knowsNothingOfAProcessThatIsGone() throws IOException {
        // Given
        process(7, "7 (java)", 1, 1);

        // Then
        assertThat(new ProcFiles(root).used(List.of(7L, 9L))).isEmpty();
        assertThat(new ProcFiles(root).used(List.of())).isEmpty();
        assertThat(new ProcFiles(root).memoryKib()).isEmpty();
    }

    @Test
    void letsPeaksBeCountedAnew() throws IOException {
        // Given
        process(7, "7 (java)", 1, 1);
        ProcFiles proc = new ProcFiles(root);

        // When a process of somebody else is among them
        proc.forgetPeaks(List.of(9L, 7L));

        // Then
        assertThat(root.resolve("7/clear_refs")).hasContent("5");
        assertThat(proc.residentKib(7)).contains(1_024L);
    }

    @Test
    void knowsWhatAllProgramsTook() throws IOException {
        // Given
        Files.writeString(root.resolve("stat"), "cpu  100 20 30 4000 5 0 6 0 0 0\ncpu0 1 2 3\n");

        // Then
        assertThat(new ProcFiles(root).allCpuSeconds()).contains(1.5);
    }

    @Test
    void knowsHowAProcessWasStarted() throws IOException {
        // Given
        process(7, "7 (java)", 1, 1);
        Files.writeString(root.resolve("7/cmdline"), "java\0-Xmx1g\0-jar\0a.jar\0");

        // Then
        assertThat(new ProcFiles(root).commandLine(7)).containsExactly("java", "-Xmx1g", "-jar", "a.jar");
        assertThat(new ProcFiles(root).commandLine(9)).isEmpty();
    }

    private void process(long pid, String head, int user, int system) throws IOException {
        Path folder = Files.createDirectories(root.resolve(Long.toString(pid)));
        Files.writeString(folder.resolve("stat"), head + " S 1 1 1 0 -1 0 0 0 0 0 " + user + " " + system + " 0 0\n");
        Files.writeString(folder.resolve("status"), "Name:\tjava\nVmHWM:\t    2048 kB\nVmRSS:\t 1024 kB\n");
    }
}
