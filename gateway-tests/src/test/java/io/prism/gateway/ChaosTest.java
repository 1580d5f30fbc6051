// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

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
import io.prism.contracts.launcher.PatternInfo;
import io.prism.contracts.launcher.ProcessState;
import io.prism.contracts.launcher.ResetRequest;
import io.prism.core.MetadataKeys;
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
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that are killed and stopped at random while they are called. A few seconds over a few bindings here; longer
 * with {@code ./mvnw verify -pl gateway-tests -Dtest=ChaosTest -Dprism.chaos.seconds=600 -Dprism.chaos.bindings=20}.
 */
@EnabledOnOs(OS.LINUX)
class ChaosTest {

    private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("prism.chaos.seconds", 15));
    private static final int BINDINGS = Integer.getInteger("prism.chaos.bindings", 4);
    private static final int PAUSE_MILLIS = 700;
    private static final Duration CALL = Duration.ofSeconds(5);
    private static final int SOME_DESCRIPTORS = 40;

    @TempDir
    Path folder;

    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong kills = new AtomicLong();
    private final AtomicLong stops = new AtomicLong();
    private final Map<Status.Code, Long> failed = new ConcurrentHashMap<>(new EnumMap<>(Status.Code.class));

    @Test
    @Timeout(7_200)
    void everythingAnswersAfterwardsAndNothingIsLeftBehind()
            throws IOException, InterruptedException, ExecutionException {
        try (var prism = RunningPrism.startIn(folder, config());
                var launcher = new LauncherStub(prism);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // Given
            for (int i = 0; i < BINDINGS; i++) {
                set(prism, i, 0);
            }
            long launcherPid = prism.processes().getFirst().pid();
            long descriptors = descriptors(launcherPid);

            // When
            List<Future<Long>> acknowledged = new ArrayList<>();
            for (int i = 0; i < BINDINGS; i++) {
                int binding = i;
                acknowledged.add(threads.submit(() -> write(prism, binding)));
            }
            torment(launcher);
            over.set(true);

            // Then
            for (int i = 0; i < BINDINGS; i++) {
                long last = acknowledged.get(i).get();
                assertThat(settled(prism, launcher, i)).isGreaterThanOrEqualTo(last);
            }
            System.out.printf(
                    "chaos: %d s, %d bindings, %d calls, %d kills, %d stops, refused %s%n",
                    LENGTH.toSeconds(), BINDINGS, calls.get(), kills.get(), stops.get(), failed);
            assertThat(kills.get() + stops.get()).isPositive();
            assertThat(failed.keySet()).isSubsetOf(Status.Code.UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED);
            Awaitility.await()
                    .atMost(RunningPrism.PATIENCE)
                    .untilAsserted(
                            () -> assertThat(descriptors(launcherPid)).isLessThan(descriptors + SOME_DESCRIPTORS));
            assertThat(zombies(launcherPid)).isEmpty();
            List<ProcessHandle> all = prism.processes();
            assertThat(prism.stop()).isZero();
            assertThat(all).noneMatch(ProcessHandle::isAlive);
        }
    }

    private void torment(LauncherStub launcher) throws IOException, InterruptedException {
        long end = System.nanoTime() + LENGTH.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
            List<PatternInfo> running = launcher
                    .calls()
                    .health(HealthRequest.newBuilder().setIncludeProcesses(true).build())
                    .getProcessesList()
                    .stream()
                    .filter(process -> process.getState() == ProcessState.STATE_RUNNING)
                    .toList();
            if (!running.isEmpty()) {
                hurt(running.get(ThreadLocalRandom.current().nextInt(running.size())));
            }
        }
    }

    private void hurt(PatternInfo victim) throws IOException, InterruptedException {
        boolean kill = ThreadLocalRandom.current().nextInt(3) > 0;
        (kill ? kills : stops).incrementAndGet();
        signal(kill ? "-KILL" : "-STOP", victim.getPid());
        if (!kill) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
            signal("-CONT", victim.getPid());
        }
    }

    private static void signal(String signal, int pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", signal, Integer.toString(pid))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** Writes growing numbers until it is over; the last one that was acknowledged. */
    private long write(RunningPrism prism, int binding) {
        long last = 0;
        for (long next = 1; !over.get(); next++) {
            calls.incrementAndGet();
            try {
                set(prism, binding, next);
                last = next;
            } catch (StatusRuntimeException refused) {
                failed.merge(refused.getStatus().getCode(), 1L, Long::sum);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
        return last;
    }

    /** The number that is stored in the end; a breaker that is open is closed first. */
    private static long settled(RunningPrism prism, LauncherStub launcher, int binding) {
        launcher.process("ns:n" + binding + ":keyvalue")
                .filter(process -> process.getState() == ProcessState.STATE_FAILED)
                .ifPresent(process -> assertThat(launcher.calls()
                                .reset(ResetRequest.newBuilder()
                                        .setProcessId(process.getProcessId())
                                        .build())
                                .getReset())
                        .isTrue());
        return Awaitility.await()
                .atMost(RunningPrism.PATIENCE)
                .ignoreExceptionsInstanceOf(StatusRuntimeException.class)
                .until(
                        () -> Long.parseLong(in(prism, binding)
                                .get(GetRequest.newBuilder().setKey("n").build())
                                .getValue()
                                .toStringUtf8()),
                        _ -> true);
    }

    private static long descriptors(long pid) throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return open.count();
        }
    }

    private static List<String> zombies(long parent) {
        return ProcessHandle.of(parent).stream()
                .flatMap(ProcessHandle::children)
                .map(child -> Path.of("/proc", Long.toString(child.pid()), "stat"))
                .map(ChaosTest::text)
                .filter(stat -> stat.contains(") Z "))
                .toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException gone) {
            return "";
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

    private static String config() {
        StringBuilder config = new StringBuilder("backends:\n");
        for (int i = 0; i < BINDINGS; i++) {
            config.append("  f%d: { type: sqlite, path: d%d.db }%n".formatted(i, i));
        }
        config.append("namespaces:\n");
        for (int i = 0; i < BINDINGS; i++) {
            config.append("  - { name: n%d, isolation: namespace, pattern: keyvalue, backend: f%d }%n".formatted(i, i));
        }
        return config.toString();
    }
}
