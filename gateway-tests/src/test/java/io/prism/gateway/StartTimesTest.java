// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.prism.contracts.keyvalue.GetRequest;
import io.prism.contracts.keyvalue.KeyValueBasicInterfaceGrpc;
import io.prism.contracts.launcher.TerminateRequest;
import io.prism.core.MetadataKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long the first answer of a process takes, cold and from a spare, and how much memory it has when it is idle, beside
 * what each of them is held to: medians of 20 by command, since they say nothing on a machine that does something else:
 * {@code ./prism test --slow -Dtest=StartTimesTest}.
 */
@Tag("measure")
@EnabledIfSystemProperty(named = "prism.start-times", matches = "\\d+", disabledReason = "a measurement, by command")
class StartTimesTest {

    private static final int TIMES = Integer.getInteger("prism.start-times", 20);
    private static final long COLD_MILLIS_MAX = 600;
    private static final long SPARE_MILLIS_MAX = 60;
    private static final long IDLE_MEBIBYTES_MAX = Math.round(130e6 / (1 << 20));
    /** How long a process has done nothing before its memory is looked at. */
    private static final Duration IDLE = Duration.ofSeconds(5);

    private static final String PROCESS = "ns:n:keyvalue";
    private static final String CONFIG = """
            proxy: { listen: "127.0.0.1:0", management: "127.0.0.1:0" }
            launcher: { listen: "127.0.0.1:0", management: "127.0.0.1:0", spares: %d }
            schema-registry: { enabled: false }
            backends:
              files: { type: sqlite, path: data.db }
            namespaces:
              - { name: n, isolation: namespace, pattern: keyvalue, backend: files }
            """;

    @TempDir
    Path folder;

    @Test
    void measuresColdStarts() throws IOException {
        assertThat(starts("first answer, cold start, ms", COLD_MILLIS_MAX, 0)).isPositive();
    }

    @Test
    void measuresStartsFromASpare() throws IOException {
        assertThat(starts("first answer, from a spare, ms", SPARE_MILLIS_MAX, 1))
                .isPositive();
    }

    @Test
    void measuresIdleMemory() throws IOException {
        assertThat(median("resident and idle, MiB", IDLE_MEBIBYTES_MAX, 0, (prism, launcher) -> {
                    first(prism);
                    LockSupport.parkNanos(IDLE.toNanos());
                    return ProcFiles.residentMebibytes(
                            launcher.process(PROCESS).orElseThrow().getPid());
                }))
                .isPositive();
    }

    private long starts(String what, long most, int spares) throws IOException {
        return median(what, most, spares, (prism, _) -> {
            long before = System.nanoTime();
            first(prism);
            return Duration.ofNanos(System.nanoTime() - before).toMillis();
        });
    }

    /** Looks at a process that does not run yet. */
    private interface Look {
        long at(RunningPrism prism, LauncherStub launcher) throws IOException;
    }

    /** Takes as many looks, each at a new process, and prints them beside the most that the median may be. */
    private long median(String what, long most, int spares, Look look) throws IOException {
        List<Long> figures = new ArrayList<>();
        try (var prism = RunningPrism.startWith(folder, CONFIG.formatted(spares));
                var launcher = new LauncherStub(prism)) {
            for (int i = 0; i < TIMES; i++) {
                Awaitility.await()
                        .atMost(RunningPrism.PATIENCE)
                        .until(() -> prism.http(prism.endpoint("launcher", "management"), "/q/metrics")
                                .body()
                                .contains("prism_launcher_spares " + spares + ".0"));
                figures.add(look.at(prism, launcher));
                launcher.calls()
                        .terminatePattern(TerminateRequest.newBuilder()
                                .setProcessId(PROCESS)
                                .build());
            }
        }
        Collections.sort(figures);
        long median = figures.get(figures.size() / 2);
        System.out.printf(
                "%s: median %d of %d (%d to %d), bar %d: %s%n",
                what, median, TIMES, figures.getFirst(), figures.getLast(), most, median <= most ? "met" : "MISSED");
        return median;
    }

    private static void first(RunningPrism prism) {
        var headers = new Metadata();
        headers.put(GatewayKeyValue.key(MetadataKeys.NAMESPACE), "n");
        var answer = KeyValueBasicInterfaceGrpc.newBlockingStub(prism.channel())
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .withDeadlineAfter(RunningPrism.PATIENCE)
                .get(GetRequest.newBuilder().setKey("k").build());
        assertThat(answer.getFound()).isFalse();
    }
}
