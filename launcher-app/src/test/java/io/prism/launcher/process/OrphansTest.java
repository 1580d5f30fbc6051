// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class OrphansTest {

    private static final String STUBBORN = "trap '' TERM; while :; do read _ || exit 1; done";

    @TempDir
    Path runDir;

    @TempDir
    Path otherDir;

    private final List<ChildProcess> children = new ArrayList<>();

    @AfterEach
    void end() {
        children.forEach(ChildProcess::kill);
    }

    @Test
    void findsAndEndsOnlyThoseOfItsOwnRunDirectory() throws IOException, InterruptedException {
        // Given
        ChildProcess own = spawn(runDir);
        ChildProcess other = spawn(otherDir);
        Awaitility.await().until(() -> Orphans.of(runDir).size() == 1);

        // When
        List<ProcessHandle> found = Orphans.of(runDir);
        Orphans.end(found, Duration.ofMillis(50));

        // Then
        assertThat(found).extracting(ProcessHandle::pid).containsExactly(own.pid());
        assertThat(ProcessHandle.of(own.pid())).isEmpty();
        assertThat(other.alive()).isTrue();
        assertThat(Orphans.of(runDir)).isEmpty();
    }

    private ChildProcess spawn(Path runDir) throws IOException {
        Map<String, String> environment = Orphans.marked(Map.of("PATH", "/usr/bin:/bin"), runDir);
        ChildProcess child = ChildProcess.spawn(
                new ProcessCommand(List.of("/bin/sh", "-c", STUBBORN), environment, Path.of("/")), _ -> {});
        children.add(child);
        return child;
    }
}
