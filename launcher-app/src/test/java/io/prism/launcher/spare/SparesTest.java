// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.spare;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.core.config.ProcessLimits;
import io.prism.launcher.limit.Limiter;
import io.prism.launcher.probe.FakePattern;
import io.prism.launcher.probe.LifecycleProcess;
import io.prism.launcher.probe.PatternProgram;
import io.prism.launcher.process.Environment;
import io.prism.launcher.process.ProcessCommand;
import io.prism.launcher.supervise.ProcessTally;
import io.prism.launcher.supervise.SupervisorContext;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path temp;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ProcessTally tally = new ProcessTally();
    private final Queue<LifecycleProcess> started = new ConcurrentLinkedQueue<>();
    private final Queue<String> names = new ConcurrentLinkedQueue<>();
    private final SupervisorContext around = new SupervisorContext(
            InstantSource.system(),
            (wait, task) -> {
                var _ = timer.schedule(task, wait.toNanos(), TimeUnit.NANOSECONDS);
            },
            Executors.newVirtualThreadPerTaskExecutor(),
            () -> 0.5,
            new SupervisorContext.Watcher(tally, () -> {}));
    private final Spares spares = new Spares(1, this::spawn, around);

    @AfterEach
    void endAll() {
        spares.close().orTimeout(10, TimeUnit.SECONDS).join();
        started.forEach(host -> host.child().kill());
        timer.shutdownNow();
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void givesOneAwayAndStartsAnother() {
        // Given
        spares.fill();
        awaitWaiting();
        // Its first answer, on a machine that has much to do, may take longer than one that is taken may need.
        Awaitility.await()
                .until(() ->
                        spares.hosts().stream().allMatch(spare -> spare.host().answers()));

        // When
        Optional<LifecycleProcess> taken = spares.take();

        // Then
        assertThat(taken).hasValueSatisfying(host -> assertThat(host.answers()).isTrue());
        awaitWaiting();
        assertThat(names).containsExactly("spare-1", "spare-2");
        assertThat(tally.spareHits()).isEqualTo(1);
    }

    @Test
    void hasNoneToGiveBeforeOneListens() {
        // When
        Optional<LifecycleProcess> taken = spares.take();

        // Then
        assertThat(taken).isEmpty();
        assertThat(tally.spareMisses()).isEqualTo(1);
        awaitWaiting();
    }

    @Test
    void replacesOneThatDiedAndPassesOverOneThatHangs() throws IOException, InterruptedException {
        // Given
        spares.fill();
        awaitWaiting();
        started.element().child().kill();
        Awaitility.await().atMost(PATIENCE).until(() -> started.size() == 2 && spares.waiting() == 1);
        LifecycleProcess hanging = started.stream().skip(1).findFirst().orElseThrow();
        new ProcessBuilder("kill", "-STOP", Long.toString(hanging.child().pid()))
                .start()
                .waitFor();

        // When
        Optional<LifecycleProcess> taken = spares.take();

        // Then
        assertThat(taken).isEmpty();
        Awaitility.await().atMost(PATIENCE).until(() -> !hanging.child().alive());
        awaitWaiting();
    }

    @Test
    void endsThoseThatWait() {
        // Given
        spares.fill();
        awaitWaiting();

        // When
        spares.close().orTimeout(10, TimeUnit.SECONDS).join();

        // Then
        assertThat(started).noneMatch(host -> host.child().alive());
        assertThat(spares.take()).isEmpty();
    }

    private void awaitWaiting() {
        Awaitility.await().atMost(PATIENCE).until(() -> spares.waiting() == 1);
    }

    private LifecycleProcess spawn(String name) throws IOException {
        names.add(name);
        Path socket = temp.resolve(name + ".sock");
        List<String> java = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                FakePattern.class.getName());
        ProcessCommand found = new ProcessCommand(java, Environment.reduced(System.getenv()), temp);
        LifecycleProcess host = LifecycleProcess.spawn(
                PatternProgram.withArguments(found, socket, name),
                socket,
                vertx,
                new Limiter(ProcessLimits.NONE, Optional.empty()),
                _ -> {});
        started.add(host);
        return host;
    }
}
