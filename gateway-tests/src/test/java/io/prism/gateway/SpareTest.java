// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.contracts.launcher.IsolationLevel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that waits to be told what it is. */
class SpareTest {

    private static final String CONFIG = """
            backends:
              memory: { type: memory }
            namespaces:
              - { name: default, isolation: embedded, pattern: keyvalue, backend: memory }
            """;

    @TempDir
    Path folder;

    @Test
    void isBoundedAndSaysByWhat() throws IOException {
        String listeners = """
                proxy: { listen: "127.0.0.1:0", management: "127.0.0.1:0" }
                launcher:
                  { listen: "127.0.0.1:0", management: "127.0.0.1:0", process-memory: 320MiB, process-files: 777 }
                schema-registry: { enabled: false }
                """;
        try (var prism = RunningPrism.startWith(folder, listeners + CONFIG);
                var launcher = new LauncherStub(prism)) {
            // When
            launcher.calls()
                    .launchPattern(LauncherStub.keyvalue(IsolationLevel.ISOLATION_NAMESPACE, "tenant-a")
                            .build());

            // Then
            var process = launcher.process("ns:tenant-a:keyvalue").orElseThrow();
            assertThat(process.getLimitsList())
                    .hasSize(2)
                    .anyMatch(note -> note.startsWith("memory: "))
                    .contains("open files: 777, by prlimit");
            assertThat(Path.of("/proc", Integer.toString(process.getPid()), "limits"))
                    .content()
                    .containsPattern("Max open files +777 +777");
        }
    }

    @Test
    void becomesTheProcessOfAKeyAndShowsItInPs() throws IOException, InterruptedException {
        try (var prism = RunningPrism.startIn(folder, CONFIG);
                var launcher = new LauncherStub(prism)) {
            // Given
            awaitSpare(prism);
            List<Long> before = pids(prism);

            // When
            launcher.calls()
                    .launchPattern(LauncherStub.keyvalue(IsolationLevel.ISOLATION_SESSION, "tenant-a")
                            .setSessionId("s".repeat(128))
                            .build());

            // Then
            String key = "session:tenant-a:" + "s".repeat(128) + ":keyvalue";
            int pid = launcher.process(key).orElseThrow().getPid();
            assertThat(before).contains((long) pid);
            assertThat(prism.processesOf(key)).extracting(ProcessHandle::pid).containsExactly((long) pid);
            assertThat(metrics(prism)).contains("prism_launcher_spare_hits_total 1.0");
            awaitSpare(prism);
            assertThat(pids(prism)).hasSize(before.size() + 1);
        }
    }

    private static void awaitSpare(RunningPrism prism) {
        Awaitility.await()
                .atMost(RunningPrism.PATIENCE)
                .until(() -> metrics(prism).contains("prism_launcher_spares 1.0"));
    }

    private static List<Long> pids(RunningPrism prism) {
        return prism.processes().stream().map(ProcessHandle::pid).toList();
    }

    private static String metrics(RunningPrism prism) throws IOException, InterruptedException {
        return prism.http(prism.endpoint("launcher", "management"), "/q/metrics")
                .body();
    }
}
