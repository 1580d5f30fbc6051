// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.prism.contracts.keyvalue.GetRequest;
import io.prism.contracts.keyvalue.KeyValueBasicInterfaceGrpc;
import io.prism.contracts.keyvalue.KeyValueBasicInterfaceGrpc.KeyValueBasicInterfaceBlockingStub;
import io.prism.contracts.keyvalue.SetRequest;
import io.prism.contracts.launcher.HealthRequest;
import io.prism.contracts.launcher.HealthResponse;
import io.prism.contracts.launcher.ProcessState;
import io.prism.core.MetadataKeys;
import io.prism.core.process.ProcessKey;
import io.prism.testkit.python.PythonPatterns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that are hurt at random, and some that hurt themselves, while they are called and while the disk of the
 * launcher's log is full. A few seconds over a few bindings here; longer with {@code ./prism test --slow
 * -Dtest=ChaosTest}.
 */
@EnabledOnOs(OS.LINUX)
@EnabledIf(value = "io.prism.testkit.python.PythonPatterns#canServe", disabledReason = PythonPatterns.NEEDS)
class ChaosTest {

    private static final Path MOODY = Path.of(
            requireNonNull(System.getProperty("prism.root"), "prism.root is not set"),
            "gateway-tests/src/test/patterns/moody");
    private static final Path FULL_DISK = Path.of("/dev/full");
    private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("prism.chaos.seconds", 20));
    private static final int BINDINGS = Integer.getInteger("prism.chaos.bindings", 6);
    /** Every one so many binding is moody. */
    private static final int MOODY_EACH = 5;

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SETTLED = Duration.ofMinutes(2);
    private static final Duration CALL = Duration.ofSeconds(5);
    private static final long SOME_DESCRIPTORS = 20;
    private static final long SOME_MEBIBYTES = 60;

    @TempDir
    Path folder;

    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong calls = new AtomicLong();
    private final Map<Status.Code, Long> failed = new ConcurrentHashMap<>(new EnumMap<>(Status.Code.class));

    @Test
    @Timeout(7_200)
    void everythingAnswersAfterwardsAndNothingIsLeftBehind()
            throws IOException, InterruptedException, ExecutionException {
        PythonPatterns.install(PythonPatterns.EXAMPLE, folder);
        Path moody = PythonPatterns.install(MOODY, folder);
        try (var prism = RunningPrism.startLoggingTo(FULL_DISK, folder, config());
                var launcher = new LauncherStub(prism);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // Given
            IntStream.range(0, BINDINGS).filter(i -> !isMoody(i)).forEach(i -> set(prism, i, 0));
            long pid = prism.processes().getFirst().pid();
            long descriptors = ProcFiles.descriptors(pid);

            // When
            List<Future<Long>> acknowledged = new ArrayList<>();
            for (int i = 0; i < BINDINGS; i++) {
                int binding = i;
                acknowledged.add(threads.submit(() -> write(prism, binding)));
            }
            ProcessHarm torment = new ProcessHarm(launcher, LENGTH.compareTo(LONG) >= 0);
            torment.run(LENGTH.dividedBy(3));
            long early = ProcFiles.residentMebibytes(pid);
            torment.run(LENGTH.dividedBy(3).multipliedBy(2));
            over.set(true);
            Files.createFile(moody.resolve("calm"));

            // Then
            for (int i = 0; i < BINDINGS; i++) {
                long last = acknowledged.get(i).get();
                settle(prism, launcher, i, last);
            }
            HealthResponse health = launcher.calls()
                    .health(HealthRequest.newBuilder().setIncludeProcesses(true).build());
            long late = ProcFiles.residentMebibytes(pid);
            System.out.printf(
                    "chaos: %d s, %d bindings, %d calls, harm done %s, restarts %d, refused %s; launcher: descriptors"
                            + " %d then %d, MiB %d then %d%n",
                    LENGTH.toSeconds(),
                    BINDINGS,
                    calls.get(),
                    torment.done(),
                    health.getProcessesList().stream()
                            .mapToInt(process -> process.getRestartCount())
                            .sum(),
                    failed,
                    descriptors,
                    ProcFiles.descriptors(pid),
                    early,
                    late);
            assertThat(torment.done()).containsKey(ProcessHarm.Harm.KILL);
            assertThat(failed.keySet()).isSubsetOf(Status.Code.UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED);
            assertThat(late).isLessThan(early + SOME_MEBIBYTES);
            Awaitility.await().atMost(SETTLED).untilAsserted(() -> {
                assertThat(ProcFiles.zombies(pid)).isEmpty();
                assertThat(ProcFiles.descriptors(pid)).isLessThan(descriptors + SOME_DESCRIPTORS);
                // One for each process and one for the spare that waits.
                assertThat(sockets()).isEqualTo(BINDINGS + 1L);
            });
            assertThat(prism.stop()).isZero();
            assertThat(ProcFiles.withEnvironment("PRISM_RUN_DIR=" + folder.resolve("run")))
                    .isEmpty();
        }
    }

    /** Writes growing numbers until it is over; the last one that was acknowledged. */
    private long write(RunningPrism prism, int binding) {
        long last = 0;
        for (long next = 1; !over.get(); next++) {
            calls.incrementAndGet();
            try {
                set(prism, binding, next);
                last = next;
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
            } catch (StatusRuntimeException refused) {
                failed.merge(refused.getStatus().getCode(), 1L, Long::sum);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
        return last;
    }

    /** Waits until a binding answers, and holds what it has against {@code last}. */
    private void settle(RunningPrism prism, LauncherStub launcher, int binding, long last) {
        String key = ProcessKey.ofNamespace("n" + binding, pattern(binding)).id();
        if (isMoody(binding)) {
            // What was started in a bad mood stays so.
            launcher.end(key);
        }
        Awaitility.await().atMost(SETTLED).pollInterval(Duration.ofMillis(100)).untilAsserted(() -> {
            launcher.process(key)
                    .filter(process -> process.getState() == ProcessState.STATE_FAILED)
                    .ifPresent(process -> assertThat(launcher.reset(key)).isTrue());
            assertThat(answer(prism, binding)).isGreaterThanOrEqualTo(isMoody(binding) ? 0 : last);
        });
    }

    private static long answer(RunningPrism prism, int binding) {
        try {
            if (isMoody(binding)) {
                // It keeps nothing for longer than its process.
                set(prism, binding, 0);
            }
            return Long.parseLong(in(prism, binding)
                    .get(GetRequest.newBuilder().setKey("n").build())
                    .getValue()
                    .toStringUtf8());
        } catch (StatusRuntimeException refused) {
            throw new AssertionError("binding " + binding + " does not answer: " + refused.getStatus(), refused);
        }
    }

    private long sockets() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("run"))) {
            return files.filter(file -> file.toString().endsWith(".sock")).count();
        }
    }

    private static void set(RunningPrism prism, int binding, long number) {
        var _ = in(prism, binding)
                .set(SetRequest.newBuilder()
                        .setKey("n")
                        .setValue(ByteString.copyFromUtf8(Long.toString(number)))
                        .build());
    }

    private static KeyValueBasicInterfaceBlockingStub in(RunningPrism prism, int binding) {
        var headers = new Metadata();
        headers.put(GatewayKeyValue.key(MetadataKeys.NAMESPACE), "n" + binding);
        return KeyValueBasicInterfaceGrpc.newBlockingStub(prism.channel())
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .withDeadlineAfter(CALL);
    }

    private static boolean isMoody(int binding) {
        return binding % MOODY_EACH == MOODY_EACH - 1;
    }

    private static String pattern(int binding) {
        return isMoody(binding) ? "moody" : "keyvalue";
    }

    private static String config() {
        StringBuilder config = new StringBuilder("""
                proxy: { listen: "127.0.0.1:0", management: "127.0.0.1:0" }
                launcher: { listen: "127.0.0.1:0", management: "127.0.0.1:0", grace: 5s, spares: 1, max-processes: 64 }
                schema-registry: { enabled: false }
                backends:
                """);
        for (int i = 0; i < BINDINGS; i++) {
            config.append("  f%d: { type: sqlite, path: d%d.db }%n".formatted(i, i));
        }
        config.append("namespaces:\n");
        for (int i = 0; i < BINDINGS; i++) {
            config.append("  - name: n%d%n    isolation: namespace%n    bindings: [%s]%n"
                    .formatted(
                            i,
                            isMoody(i)
                                    ? "{ name: kv, pattern: moody }"
                                    : "{ name: kv, pattern: keyvalue, slots: { store: f%d } }".formatted(i)));
        }
        return config.toString();
    }
}
