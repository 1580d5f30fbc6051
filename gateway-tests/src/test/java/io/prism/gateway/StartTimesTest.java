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
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long the first answer of a process takes, cold and from a spare: medians of 20 by command, since they say nothing
 * on a machine that does something else: {@code ./prism test --slow -Dtest=StartTimesTest}.
 */
@Tag("measure")
@EnabledIfSystemProperty(named = "prism.start-times", matches = "\\d+", disabledReason = "a measurement, by command")
class StartTimesTest {

    private static final int TIMES = Integer.getInteger("prism.start-times", 20);
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
        assertThat(median(0, 0)).isPositive();
    }

    @Test
    void measuresStartsFromASpare() throws IOException {
        assertThat(median(1, 1)).isPositive();
    }

    private long median(int spares, int waiting) throws IOException {
        List<Long> millis = new ArrayList<>();
        try (var prism = RunningPrism.startWith(folder, CONFIG.formatted(spares));
                var launcher = new LauncherStub(prism)) {
            for (int i = 0; i < TIMES; i++) {
                Awaitility.await()
                        .atMost(RunningPrism.PATIENCE)
                        .until(() -> prism.http(prism.endpoint("launcher", "management"), "/q/metrics")
                                .body()
                                .contains("prism_launcher_spares " + waiting + ".0"));
                long before = System.nanoTime();
                first(prism);
                millis.add(Duration.ofNanos(System.nanoTime() - before).toMillis());
                launcher.calls()
                        .terminatePattern(TerminateRequest.newBuilder()
                                .setProcessId("ns:n:keyvalue")
                                .build());
            }
        }
        Collections.sort(millis);
        long median = millis.get(millis.size() / 2);
        System.out.printf(
                "first answer with %d spares: median %d ms of %d (%d to %d)%n",
                spares, median, TIMES, millis.getFirst(), millis.getLast());
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
