// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.prism.contracts.keyvalue.GetRequest;
import io.prism.contracts.keyvalue.KeyValueBasicInterfaceGrpc;
import io.prism.contracts.keyvalue.KeyValueBasicInterfaceGrpc.KeyValueBasicInterfaceBlockingStub;
import io.prism.contracts.keyvalue.SetRequest;
import io.prism.core.MetadataKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that fall asleep and wake while they are called, without one failed call. Few cycles here; many with
 * {@code ./prism test --slow -Dtest=RetireAndWakeTest}.
 */
class RetireAndWakeTest {

    private static final int CYCLES = Integer.getInteger("prism.cycles", 30);
    private static final int NAMESPACES = 4;
    private static final int HERD = 8;
    private static final int IDLE_MILLIS = 60;
    private static final int LARGE = 200_000;
    private static final Pattern RETIRED = Pattern.compile("prism_launcher_retirements_total (\\d+)");

    @TempDir
    Path folder;

    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong calls = new AtomicLong();
    private final AtomicBoolean over = new AtomicBoolean();

    @Test
    @Timeout(3_600)
    void noCallFailsWhileProcessesRetireAndWake() throws IOException, InterruptedException, ExecutionException {
        try (var prism = RunningPrism.startIn(folder, config());
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            // When
            List<Future<Map<String, Long>>> written = new ArrayList<>();
            for (int i = 0; i < NAMESPACES; i++) {
                String namespace = "n" + i;
                written.add(clients.submit(() -> call(prism, namespace, clients)));
            }
            while (retirements(prism) < CYCLES && failures.isEmpty()) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
            }
            over.set(true);

            // Then
            assertThat(failures).isEmpty();
            for (int i = 0; i < NAMESPACES; i++) {
                var stub = in(prism, "n" + i);
                for (Map.Entry<String, Long> last : written.get(i).get().entrySet()) {
                    var stored = stub.withDeadlineAfter(RunningPrism.PATIENCE)
                            .get(GetRequest.newBuilder().setKey(last.getKey()).build());
                    assertThat(stored.getValue().toStringUtf8())
                            .isEqualTo(last.getValue().toString());
                }
            }
            System.out.printf(
                    "retire and wake: %d cycles, %d calls, %d failed%n",
                    retirements(prism), calls.get(), failures.size());
            assertThat(retirements(prism)).isGreaterThanOrEqualTo(CYCLES);
        }
    }

    /**
     * Herds of calls with pauses about as long as the idle time, so that they meet processes that are just going to
     * sleep; the last value of each key.
     */
    private Map<String, Long> call(RunningPrism prism, String namespace, ExecutorService clients)
            throws InterruptedException, ExecutionException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        Map<String, Long> last = new HashMap<>();
        var stub = in(prism, namespace);
        while (!over.get()) {
            List<Future<?>> herd = new ArrayList<>();
            for (int i = random.nextInt(1, HERD + 1); i > 0; i--) {
                String key = "k" + i;
                long next = last.merge(key, 1L, Long::sum);
                herd.add(clients.submit(() -> set(stub, namespace, key, ByteString.copyFromUtf8(Long.toString(next)))));
            }
            if (random.nextInt(4) == 0) {
                herd.add(clients.submit(() -> set(stub, namespace, "large", ByteString.copyFrom(new byte[LARGE]))));
            }
            for (Future<?> one : herd) {
                var _ = one.get();
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(IDLE_MILLIS / 2, 3 * IDLE_MILLIS)));
        }
        return last;
    }

    private void set(KeyValueBasicInterfaceBlockingStub stub, String namespace, String key, ByteString value) {
        try {
            calls.incrementAndGet();
            stub.withDeadlineAfter(RunningPrism.PATIENCE)
                    .set(SetRequest.newBuilder().setKey(key).setValue(value).build());
        } catch (StatusRuntimeException failed) {
            failures.add(namespace + "/" + key + ": " + failed.getStatus() + " " + Instant.now());
        }
    }

    private static long retirements(RunningPrism prism) throws IOException, InterruptedException {
        Matcher metric = RETIRED.matcher(prism.http(prism.endpoint("launcher", "management"), "/q/metrics")
                .body());
        return metric.find() ? Long.parseLong(metric.group(1)) : 0;
    }

    private static KeyValueBasicInterfaceBlockingStub in(RunningPrism prism, String namespace) {
        var headers = new Metadata();
        headers.put(GatewayKeyValue.key(MetadataKeys.NAMESPACE), namespace);
        return KeyValueBasicInterfaceGrpc.newBlockingStub(prism.channel())
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .withDeadlineAfter(RunningPrism.PATIENCE);
    }

    private static String config() {
        StringBuilder config = new StringBuilder("""
                backends:
                  files: { type: sqlite, path: data.db, busy-timeout: 20s, synchronous: "off" }
                namespaces:
                """);
        for (int i = 0; i < NAMESPACES; i++) {
            config.append("  - { name: n%d, isolation: namespace, pattern: keyvalue, backend: files,".formatted(i))
                    .append(" config: { idle-timeout: %dms } }%n".formatted(IDLE_MILLIS));
        }
        return config.toString();
    }
}
