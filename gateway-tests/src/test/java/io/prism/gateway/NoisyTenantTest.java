// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.prism.contracts.keyvalue.GetRequest;
import io.prism.contracts.keyvalue.GetResponse;
import io.prism.contracts.keyvalue.KeyValueBasicInterfaceGrpc;
import io.prism.contracts.keyvalue.KeyValueBasicInterfaceGrpc.KeyValueBasicInterfaceStub;
import io.prism.contracts.launcher.PatternInfo;
import io.prism.contracts.launcher.ResetRequest;
import io.prism.contracts.launcher.TerminateRequest;
import io.prism.core.MetadataKeys;
import io.prism.testkit.python.PythonPatterns;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Quiet tenants beside a noisy one, which crashes in a loop or takes memory without end: rounds alone and rounds with
 * it take turns. A short run shows that no quiet call fails. One by command, of rounds of a minute and more, judges the
 * times too: {@code ./prism test -pl gateway-tests -am -Dtest=NoisyTenantTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dprism.noise.seconds=120}. Such a round holds all of a crash loop, from the
 * first start to the breaker, and what comes after it. The start of any process, also of one outside of Prism and of the
 * lowest priority, costs its neighbours some of their slowest calls on a machine of two cores, and what bounds that is
 * the number of starts.
 */
@EnabledOnOs(OS.LINUX)
@EnabledIf(value = "io.prism.testkit.python.PythonPatterns#canServe", disabledReason = PythonPatterns.NEEDS)
class NoisyTenantTest {

    private static final Path PATTERNS = Path.of(
            requireNonNull(System.getProperty("prism.root"), "prism.root is not set"),
            "gateway-tests/src/test/patterns");
    private static final Duration ROUND = Duration.ofSeconds(Integer.getInteger("prism.noise.seconds", 3));
    private static final Duration WARM_UP = Duration.ofMinutes(1);
    /** Between the calls of a client that does what its answers say. One that does not is the rate limits' affair. */
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** While it warms up: the ways of failing calls are to be compiled, too. */
    private static final Duration NO_PAUSE = Duration.ofMillis(1);

    private static final boolean JUDGING = ROUND.compareTo(Duration.ofMinutes(1)) >= 0;
    private static final int PAIRS = Integer.getInteger("prism.noise.pairs", JUDGING ? 3 : 1);
    private static final double BAR = 1.2;
    private static final int QUIET = 3;
    private static final Duration BETWEEN_CALLS = Duration.ofMillis(2);
    private static final List<String> NOISY = List.of("crash", "hog");
    private static final String CONFIG = """
            proxy: { listen: "127.0.0.1:0", management: "127.0.0.1:0" }
            launcher: { listen: "127.0.0.1:0", management: "127.0.0.1:0", spares: 0, process-memory: 512MiB }
            schema-registry: { enabled: false }
            backends:
              files: { type: sqlite, path: data.db }
            namespaces:
              - { name: quiet0, isolation: namespace, pattern: keyvalue, backend: files }
              - { name: quiet1, isolation: namespace, pattern: keyvalue, backend: files }
              - { name: quiet2, isolation: namespace, pattern: keyvalue, backend: files }
              - { name: crash, isolation: namespace, bindings: [{ name: kv, pattern: crash }] }
              - { name: hog, isolation: namespace, bindings: [{ name: kv, pattern: hog }] }
            """;

    @TempDir
    Path folder;

    private final ConcurrentLinkedQueue<Status> failed = new ConcurrentLinkedQueue<>();

    @Test
    @Timeout(3_600)
    void oneNoisyTenantDoesNotDisturbTheOthers() throws IOException, InterruptedException {
        PythonPatterns.install(PythonPatterns.EXAMPLE, folder);
        for (String pattern : NOISY) {
            PythonPatterns.install(PATTERNS.resolve(pattern), folder);
        }
        try (var prism = RunningPrism.startWith(folder, CONFIG);
                var launcher = new LauncherStub(prism)) {
            // Given
            List<Long> warm = new ArrayList<>();
            warm.add(p99(load(prism, JUDGING ? WARM_UP : ROUND)));
            if (JUDGING) {
                for (String tenant : NOISY) {
                    warm.add(beside(tenant, prism, launcher, NO_PAUSE, WARM_UP).p99());
                }
            }

            Map<String, Double> ratios = new TreeMap<>();
            for (String tenant : NOISY) {
                // When
                List<Long> alone = new ArrayList<>();
                List<Long> disturbed = new ArrayList<>();
                int failures = 0;
                for (int pair = 0; pair < PAIRS; pair++) {
                    alone.add(p99(load(prism, ROUND)));
                    Round round = beside(tenant, prism, launcher, PAUSE, ROUND);
                    disturbed.add(round.p99());
                    failures += round.failures();
                }

                // Then
                double ratio = (double) median(disturbed) / median(alone);
                System.out.printf(
                        "noisy tenant %s: rounds of %d s, p99 in us: warm-up %s, alone %s, beside %d failures %s, ratio %.2f%n",
                        tenant, ROUND.toSeconds(), warm, alone, failures, disturbed, ratio);
                assertThat(failed).isEmpty();
                assertThat(failures).isGreaterThanOrEqualTo(PAIRS);
                ratios.put(tenant, ratio);
            }
            if (JUDGING) {
                assertThat(ratios).allSatisfy((_, ratio) -> assertThat(ratio).isLessThanOrEqualTo(BAR));
            }
        }
    }

    private record Round(long p99, int failures) {}

    private Round beside(String tenant, RunningPrism prism, LauncherStub launcher, Duration pause, Duration length)
            throws InterruptedException {
        try (var noise = new Noise(prism, launcher, tenant, pause)) {
            long p99 = p99(load(prism, length));
            return new Round(p99, noise.failures());
        }
    }

    /** Calls at fixed moments, whatever the answers do; latencies from these moments, in microseconds. */
    private List<Long> load(RunningPrism prism, Duration length) throws InterruptedException {
        ConcurrentLinkedQueue<Long> latencies = new ConcurrentLinkedQueue<>();
        List<KeyValueBasicInterfaceStub> stubs = new ArrayList<>();
        for (int i = 0; i < QUIET; i++) {
            stubs.add(in(prism, "quiet" + i));
        }
        AtomicInteger open = new AtomicInteger();
        long begin = System.nanoTime();
        long calls = length.dividedBy(BETWEEN_CALLS);
        for (int n = 0; n < calls; n++) {
            long due = begin + BETWEEN_CALLS.multipliedBy(n).toNanos();
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            open.incrementAndGet();
            stubs.get(n % QUIET)
                    .withDeadlineAfter(RunningPrism.PATIENCE)
                    .get(GetRequest.newBuilder().setKey("k").build(), new Answer(due, latencies, open));
        }
        while (open.get() > 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        return List.copyOf(latencies);
    }

    private final class Answer implements StreamObserver<GetResponse> {
        private final long due;
        private final ConcurrentLinkedQueue<Long> latencies;
        private final AtomicInteger open;

        Answer(long due, ConcurrentLinkedQueue<Long> latencies, AtomicInteger open) {
            this.due = due;
            this.latencies = latencies;
            this.open = open;
        }

        @Override
        public void onNext(GetResponse answer) {
            latencies.add((System.nanoTime() - due) / 1_000);
        }

        @Override
        public void onError(Throwable why) {
            failed.add(Status.fromThrowable(why));
            open.decrementAndGet();
        }

        @Override
        public void onCompleted() {
            open.decrementAndGet();
        }
    }

    /** A client that never stops calling a noisy tenant. */
    private static final class Noise implements AutoCloseable {
        private final LauncherStub launcher;
        private final String key;
        private final Duration pause;
        private final AtomicBoolean over = new AtomicBoolean();
        private final java.util.concurrent.ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

        Noise(RunningPrism prism, LauncherStub launcher, String tenant, Duration pause) {
            this.launcher = launcher;
            this.pause = pause;
            this.key = "ns:" + tenant + ":" + tenant;
            launcher.process(key).ifPresent(_ -> reset());
            var _ = threads.submit(() -> call(prism, tenant));
        }

        /** How often the noisy process has failed so far in this round. */
        int failures() {
            return launcher.process(key).map(PatternInfo::getErrorCount).orElse(0);
        }

        private void call(RunningPrism prism, String tenant) {
            var headers = new Metadata();
            headers.put(GatewayKeyValue.key(MetadataKeys.NAMESPACE), tenant);
            var stub = KeyValueBasicInterfaceGrpc.newBlockingStub(prism.channel())
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
            while (!over.get()) {
                try {
                    var _ = stub.withDeadlineAfter(Duration.ofSeconds(2))
                            .get(GetRequest.newBuilder().setKey("k").build());
                } catch (StatusRuntimeException refused) {
                    // What a noisy tenant gets is its own affair; the next call makes the next noise.
                }
                LockSupport.parkNanos(pause.toNanos());
            }
        }

        @Override
        public void close() {
            over.set(true);
            threads.close();
            launcher.process(key)
                    .ifPresent(_ -> assertThat(launcher.calls()
                                    .terminatePattern(TerminateRequest.newBuilder()
                                            .setProcessId(key)
                                            .setForce(true)
                                            .build())
                                    .getError())
                            .isEmpty());
        }

        private void reset() {
            var _ = launcher.calls()
                    .reset(ResetRequest.newBuilder().setProcessId(key).build());
        }
    }

    private static KeyValueBasicInterfaceStub in(RunningPrism prism, String namespace) {
        var headers = new Metadata();
        headers.put(GatewayKeyValue.key(MetadataKeys.NAMESPACE), namespace);
        return KeyValueBasicInterfaceGrpc.newStub(prism.channel())
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    private static long p99(List<Long> latencies) {
        long[] sorted = latencies.stream().mapToLong(Long::longValue).sorted().toArray();
        assertThat(sorted).isNotEmpty();
        return sorted[(int) (sorted.length * 0.99)];
    }

    private static long median(List<Long> values) {
        long[] sorted = values.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
