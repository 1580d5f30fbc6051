// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prism.core.Deadline;
import io.prism.core.failure.GatewayException.Busy;
import io.prism.core.failure.GatewayException.Conflict;
import io.prism.core.failure.GatewayException.DeadlinePassed;
import io.prism.core.failure.GatewayException.Draining;
import io.prism.core.failure.GatewayException.ProcessDown;
import io.prism.core.failure.GatewayException.Unknown;
import io.prism.core.process.ProcessKey;
import io.prism.launcher.place.PlacedProcess;
import io.prism.launcher.process.ProcessVitals;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FleetTest {

    private static final ProcessKey KEY = key("default");

    private final ManualTimer time = new ManualTimer();
    private final ShellProgram program = new ShellProgram(ShellProgram.SERVES);
    private final ProcessTally tally = new ProcessTally();
    private final Fleet fleet = new Fleet(
            _ -> program,
            new SupervisionTiming(Duration.ofSeconds(9), Duration.ofSeconds(5), Duration.ofSeconds(10)),
            2,
            new SupervisorContext(
                    time,
                    time,
                    Executors.newVirtualThreadPerTaskExecutor(),
                    () -> 0.5,
                    new SupervisorContext.Watcher(tally, () -> {})));

    @AfterEach
    void endAll() {
        CompletableFuture<Void> closed = fleet.close();
        time.advance(Duration.ofSeconds(5));
        closed.orTimeout(10, TimeUnit.SECONDS).join();
        assertThat(program.closed.get()).isEqualTo(program.begun.get());
    }

    @Test
    void startsOneProcessForAHerd() {
        // When
        List<CompletableFuture<Snapshot>> herd =
                IntStream.range(0, 500).mapToObj(_ -> launch(KEY)).toList();

        // Then
        assertThat(herd.stream()
                        .map(FleetTest::get)
                        .map(snapshot -> snapshot.state().pid())
                        .distinct())
                .hasSize(1);
        assertThat(program.begun).hasValue(1);
        assertThat(get(launch(KEY)).healthy()).isTrue();
    }

    @Test
    void answersTheCauseWhenAStartFails() {
        // Given
        program.script = "echo broken; exit 4";

        // Then
        assertThatThrownBy(() -> get(launch(KEY)))
                .cause()
                .isInstanceOf(ProcessDown.class)
                .hasMessageContaining("exit code 4");
        awaitState("backing-off");
        assertThat(only().history().lastLines()).containsExactly("broken");
    }

    @Test
    void givesUpAfterFiveFailuresUntilTheConfigurationChanges() {
        // Given
        program.script = "exit 1";
        var _ = launch(KEY);
        for (int failure = 1; failure < Restarts.BREAKER; failure++) {
            int begun = failure;
            Awaitility.await().until(() -> program.begun.get() == begun);
            awaitState("backing-off");
            time.advance(Duration.ofSeconds(16));
        }
        awaitState("failed");

        // When
        assertThatThrownBy(() -> get(launch(KEY))).cause().hasMessageContaining("was given up after 5 failures");
        program.script = ShellProgram.SERVES;
        fleet.reconfigure(_ -> true);
        Awaitility.await().until(() -> fleet.processes().isEmpty());

        // Then
        assertThat(get(launch(KEY)).running()).isTrue();
        assertThat(tally.failures()).isEqualTo(5);
    }

    @Test
    void letsACallerWaitForARestartAndNoLonger() {
        // Given
        program.script = "exit 1";
        assertThatThrownBy(() -> get(launch(KEY))).cause().isInstanceOf(ProcessDown.class);
        awaitState("backing-off");
        program.script = ShellProgram.SERVES;

        // When
        CompletableFuture<Snapshot> patient = launch(KEY);
        CompletableFuture<Snapshot> hasty =
                fleet.launch(new PlacedProcess(KEY), Optional.empty(), Deadline.in(Duration.ofMillis(20)));

        // Then
        assertThatThrownBy(() -> get(hasty))
                .cause()
                .isInstanceOf(DeadlinePassed.class)
                .hasMessageContaining("exit code 1");
        time.advance(Duration.ofSeconds(1));
        assertThat(get(patient).running()).isTrue();
    }

    @Test
    void restartsAtOnceWhatIsKilled() {
        // Given
        long pid = get(launch(KEY)).state().pid();

        // When
        assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();

        // Then
        Awaitility.await().until(() -> only().running() && only().state().pid() != pid);
        assertThat(only().history().restarts()).isEqualTo(1);
        assertThat(only().history().lastError()).isEqualTo("was ended by signal 9");
    }

    @Test
    void restartsWhatMissesThreeHealthChecks() {
        // Given
        get(launch(KEY));
        program.healthy = false;

        // When
        Awaitility.await().until(() -> {
            time.advance(Duration.ofSeconds(10));
            return program.begun.get() == 2;
        });

        // Then
        assertThat(only().history().lastError()).contains("3 health checks");
    }

    @Test
    void retiresWhatHasNothingToDoAndStartsItAgainForTheNextCaller() {
        // Given
        program.idleAfter = Optional.of(Duration.ofSeconds(5));
        long pid = get(launch(KEY)).state().pid();

        // When
        Awaitility.await().until(() -> {
            time.advance(Duration.ofSeconds(5));
            return fleet.processes().isEmpty();
        });

        // Then
        assertThat(tally.retirements()).isEqualTo(1);
        assertThat(ProcessHandle.of(pid)).isEmpty();
        assertThat(get(launch(KEY)).running()).isTrue();
    }

    @Test
    void goesOnWithWhatTurnsOutToBeBusy() {
        // Given
        program.idleAfter = Optional.of(Duration.ofSeconds(5));
        program.retires = false;
        long pid = get(launch(KEY)).state().pid();

        // When
        Awaitility.await().until(() -> {
            time.advance(Duration.ofSeconds(5));
            return program.asked.get() > 0;
        });

        // Then
        awaitState("running");
        assertThat(get(launch(KEY)).state().pid()).isEqualTo(pid);
        assertThat(tally.retirements()).isZero();
    }

    @Test
    void doesNotRetireWhatIsCalled() {
        // Given
        program.idleAfter = Optional.of(Duration.ofSeconds(5));
        get(launch(KEY));

        // When
        for (int look = 0; look < 10; look++) {
            int calls = program.calls.incrementAndGet();
            time.advance(Duration.ofSeconds(10));
            Awaitility.await()
                    .until(() -> only().vitals().map(ProcessVitals::calls).equals(Optional.of(OptionalLong.of(calls))));
        }

        // Then
        assertThat(program.asked).hasValue(0);
    }

    @Test
    void closesTheBreakerOnRequest() {
        // Given
        program.script = "exit 1";
        var _ = launch(KEY);
        for (int failure = 1; failure < Restarts.BREAKER; failure++) {
            int begun = failure;
            Awaitility.await().until(() -> program.begun.get() == begun);
            awaitState("backing-off");
            time.advance(Duration.ofSeconds(16));
        }
        awaitState("failed");
        program.script = ShellProgram.SERVES;

        // When
        boolean reset = fleet.reset(KEY.id());

        // Then
        assertThat(reset).isTrue();
        awaitState("running");
        assertThat(fleet.reset(KEY.id())).isFalse();
        assertThatThrownBy(() -> fleet.reset("ns:other:keyvalue")).isInstanceOf(Unknown.class);
    }

    @Test
    void tellsEveryMoveInItsOrder() {
        // Given
        List<String> moves = new CopyOnWriteArrayList<>();
        fleet.moves()
                .listen(move -> moves.add(
                        move.before().name() + " " + move.now().state().name()));

        // When
        get(launch(KEY));
        fleet.terminate(KEY.id(), Optional.of(Duration.ZERO))
                .orTimeout(10, TimeUnit.SECONDS)
                .join();

        // Then
        assertThat(moves)
                .containsExactly(
                        "starting running", "running terminating", "terminating terminated", "terminated finished");
    }

    @Test
    void refusesOtherSettingsForAProcessThatRuns() {
        // Given
        get(launch(KEY));
        PlacedProcess other = new PlacedProcess(KEY, Optional.of(Map.of("default-ttl", "1h")));

        // Then
        assertThatThrownBy(() -> get(launch(other))).cause().isInstanceOf(Conflict.class);
    }

    @Test
    void endsWhatIgnoresSigtermAndLaunchesItAgainAtOnce() {
        // Given
        program.script = ShellProgram.STUBBORN;
        long pid = get(launch(KEY)).state().pid();

        // When
        CompletableFuture<Void> ended = fleet.terminate(KEY.id(), Optional.empty());
        CompletableFuture<Snapshot> again = launch(KEY);
        assertThat(ended.isDone()).isFalse();
        time.advance(Duration.ofSeconds(5));
        ended.orTimeout(10, TimeUnit.SECONDS).join();

        // Then
        assertThat(ProcessHandle.of(pid)).isEmpty();
        assertThat(get(again).state().pid()).isNotEqualTo(pid);
        assertThatThrownBy(() -> fleet.terminate("ns:other:keyvalue", Optional.empty()))
                .isInstanceOf(Unknown.class);
    }

    @Test
    void killsAtOnceWhenForcedEvenWhileItEndsGently() {
        // Given
        program.script = ShellProgram.STUBBORN;
        get(launch(KEY));
        CompletableFuture<Void> gentle = fleet.terminate(KEY.id(), Optional.empty());

        // When
        fleet.terminate(KEY.id(), Optional.of(Duration.ZERO))
                .orTimeout(10, TimeUnit.SECONDS)
                .join();

        // Then
        gentle.orTimeout(10, TimeUnit.SECONDS).join();
        Awaitility.await().until(() -> fleet.processes().isEmpty());
    }

    @Test
    void endsAProcessThatHasNoBindingsAnyMore() {
        // Given
        get(launch(KEY));
        get(launch(key("other")));

        // When
        fleet.reconfigure(process -> process.key().equals(KEY));

        // Then
        Awaitility.await()
                .until(() -> fleet.processes().stream()
                        .map(process -> process.key().id())
                        .toList()
                        .equals(List.of(KEY.id())));
    }

    @Test
    void refusesMoreThanMayRunAndEverythingOnceClosed() {
        // Given
        get(launch(KEY));
        get(launch(key("other")));

        // Then
        assertThatThrownBy(() -> get(launch(key("third")))).cause().isInstanceOf(Busy.class);
        var _ = fleet.close();
        assertThatThrownBy(() -> get(launch(key("fourth")))).cause().isInstanceOf(Draining.class);
    }

    private CompletableFuture<Snapshot> launch(ProcessKey key) {
        return launch(new PlacedProcess(key));
    }

    private CompletableFuture<Snapshot> launch(PlacedProcess process) {
        return fleet.launch(process, Optional.empty(), Deadline.in(Duration.ofSeconds(20)));
    }

    private Snapshot only() {
        return fleet.processes().getFirst().snapshot();
    }

    private void awaitState(String name) {
        Awaitility.await().until(() -> only().state().name().equals(name));
    }

    private static Snapshot get(CompletableFuture<Snapshot> launched) {
        return launched.orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static ProcessKey key(String namespace) {
        return ProcessKey.ofNamespace(namespace, "keyvalue");
    }
}
