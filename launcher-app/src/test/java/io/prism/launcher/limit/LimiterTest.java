// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.core.config.ProcessLimits;
import io.prism.launcher.process.ChildProcess;
import io.prism.launcher.process.ProcessCommand;
import io.prism.launcher.process.ProcessExit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class LimiterTest {

    private static final ProcessLimits LIMITS = new ProcessLimits(512 << 20, 2, 64);
    private static final ProcessCommand JAVA = command("/jdk/bin/java", "-jar", "x.jar");

    @TempDir
    Path temp;

    static boolean prlimit() {
        return Files.isExecutable(Path.of("/usr/bin/prlimit"));
    }

    @Test
    @EnabledIf("prlimit")
    void boundsOpenFilesAndDataOfAnyProgram() throws IOException {
        // Given
        Limiter limiter = new Limiter(LIMITS, Optional.empty());
        ProcessCommand shell = command("/bin/sh", "-c", "ulimit -n; ulimit -d");

        // When
        ChildProcess child = ChildProcess.spawn(limiter.wrap(shell), _ -> {});
        ProcessExit exit = child.exit().orTimeout(10, TimeUnit.SECONDS).join();

        // Then
        assertThat(exit.lastLines()).containsExactly("64", Integer.toString(512 << 10));
        assertThat(limiter.apply(shell, child.pid()).notes())
                .containsExactly(
                        "memory: 512 MiB of data, by prlimit",
                        "processors: not limited, control groups are not delegated",
                        "open files: 64, by prlimit");
    }

    @Test
    void letsAllOthersGoBeforeWhatFailsAgainAndAgain() throws IOException {
        // Given
        Limiter limiter = new Limiter(ProcessLimits.NONE, Optional.empty()).humbled();
        ProcessCommand shell = command("/bin/sh", "-c", "nice");
        int own = niceness(ChildProcess.spawn(shell, _ -> {}));

        // When
        ChildProcess child = ChildProcess.spawn(limiter.wrap(shell), _ -> {});
        int humbled = niceness(child);

        // Then
        assertThat(humbled).isEqualTo(Math.min(own + 10, 19));
        assertThat(limiter.apply(shell, child.pid()).notes())
                .containsExactly("priority: nice 10, since it failed again and again");
    }

    private static int niceness(ChildProcess child) {
        ProcessExit exit = child.exit().orTimeout(10, TimeUnit.SECONDS).join();
        return Integer.parseInt(exit.lastLines().getFirst());
    }

    @Test
    void givesAJvmFlagsAndCallsThemWhatTheyAre() {
        // Given
        Limiter limiter = new Limiter(LIMITS, Optional.empty(), true, false);

        // Then
        assertThat(limiter.jvmFlags())
                .containsExactly("-Xmx312m", "-XX:MaxDirectMemorySize=104m", "-XX:ActiveProcessorCount=2");
        assertThat(limiter.wrap(JAVA).line()).startsWith("/usr/bin/prlimit", "--nofile=64:64", "/jdk/bin/java");
        assertThat(limiter.apply(JAVA, 1).notes())
                .containsExactly(
                        "memory: heap 312 MiB and buffers 104 MiB, by JVM flags",
                        "processors: the JVM counts 2, which is advice and no limit",
                        "open files: 64, by prlimit");
    }

    @Test
    void saysWhatItCannotDo() {
        // Given
        Limiter limiter = new Limiter(LIMITS, Optional.empty(), false, false);
        ProcessCommand python = command("/usr/bin/python3");

        // Then
        assertThat(limiter.wrap(python)).isEqualTo(python);
        assertThat(limiter.apply(python, 1).notes()).allMatch(note -> note.contains("not limited"));
    }

    @Test
    void doesNothingWithoutLimits() {
        // Given
        Limiter limiter = new Limiter(ProcessLimits.NONE, Optional.empty(), true, false);

        // Then
        assertThat(limiter.jvmFlags()).isEmpty();
        assertThat(limiter.wrap(JAVA)).isEqualTo(JAVA);
        assertThat(limiter.apply(JAVA, 1).notes()).isEmpty();
    }

    /** The files of a control group, without the kernel behind them. */
    @Test
    void writesTheFilesOfAGroupForEachProcess() throws IOException {
        // Given
        Path leaf = Files.createDirectories(temp.resolve("prism-launcher"));
        Files.createFile(leaf.resolve("cgroup.procs"));
        Files.createFile(temp.resolve("cgroup.subtree_control"));
        Cgroups groups = Cgroups.enter(temp, 7);
        Path group = Files.createDirectories(temp.resolve("prism-p1"));
        for (String file : List.of("cgroup.procs", "memory.max", "cpu.max")) {
            Files.createFile(group.resolve(file));
        }

        // When
        Limiter.Applied applied = new Limiter(LIMITS, Optional.of(groups), true, false).apply(JAVA, 42);

        // Then
        assertThat(leaf.resolve("cgroup.procs")).hasContent("7");
        assertThat(temp.resolve("cgroup.subtree_control")).hasContent("+cpu +memory");
        assertThat(group.resolve("memory.max")).hasContent(Integer.toString(512 << 20));
        assertThat(group.resolve("cpu.max")).hasContent("200000 100000");
        assertThat(group.resolve("cgroup.procs")).hasContent("42");
        assertThat(applied.notes()).contains("memory: 512 MiB, by control group", "processors: 2, by control group");
    }

    private static ProcessCommand command(String... line) {
        return new ProcessCommand(List.of(line), Map.of("PATH", "/usr/bin:/bin"), Path.of("/"));
    }
}
