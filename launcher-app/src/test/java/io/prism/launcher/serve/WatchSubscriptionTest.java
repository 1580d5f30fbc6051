// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prism.contracts.launcher.ProcessState;
import io.prism.contracts.launcher.WatchRequest;
import io.prism.contracts.launcher.WatchResponse;
import io.prism.core.failure.GatewayException.Busy;
import io.prism.core.process.ProcessKey;
import io.prism.launcher.supervise.Fleet;
import io.prism.launcher.supervise.ProcessState.Running;
import io.prism.launcher.supervise.ProcessState.Starting;
import io.prism.launcher.supervise.ProcessTally;
import io.prism.launcher.supervise.Snapshot;
import io.prism.launcher.supervise.StateMoves.Move;
import io.prism.launcher.supervise.SupervisionTiming;
import io.prism.launcher.supervise.SupervisorContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.Cancellable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class WatchSubscriptionTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final ProcessKey KEY = ProcessKey.ofNamespace("default", "keyvalue");

    private final Fleet fleet = new Fleet(
            _ -> _ -> {
                throw new IOException("no program here");
            },
            new SupervisionTiming(Duration.ofSeconds(5), Duration.ofSeconds(5), SupervisionTiming.HEALTH_CHECK),
            5,
            new SupervisorContext(
                    InstantSource.fixed(T0),
                    (_, _) -> {},
                    Runnable::run,
                    () -> 0.5,
                    new SupervisorContext.Watcher(new ProcessTally(), () -> {})));
    private final AtomicBoolean reads = new AtomicBoolean(true);
    private final WatchStream.Flow flow = new WatchStream.Flow(reads::get);
    private final List<WatchResponse> seen = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final AtomicInteger ended = new AtomicInteger();

    @Test
    void tellsEachMoveOfWhatIsWatched() {
        // Given
        WatchSubscription watching =
                watch(WatchRequest.newBuilder().setNamespace("default").build());

        // When
        watching.accept(move(KEY));
        watching.accept(move(ProcessKey.ofNamespace("x", "keyvalue")));

        // Then
        assertThat(seen).hasSize(1);
        assertThat(seen.getFirst().getPreviousState()).isEqualTo(ProcessState.STATE_STARTING);
        assertThat(seen.getFirst().getProcess().getState()).isEqualTo(ProcessState.STATE_RUNNING);
        assertThat(seen.getFirst().getChangedAt().getSeconds()).isEqualTo(T0.getEpochSecond());
    }

    @Test
    void keepsMovesForOneWhoDoesNotReadJustNow() {
        // Given
        WatchSubscription watching = watch(WatchRequest.getDefaultInstance());
        reads.set(false);
        for (int i = 0; i < WatchSubscription.MOST_KEPT; i++) {
            watching.accept(move(KEY));
        }
        assertThat(seen).isEmpty();

        // When
        reads.set(true);
        watching.accept(move(KEY));

        // Then
        assertThat(seen).hasSize(WatchSubscription.MOST_KEPT + 1);
        assertThat(end).isNotDone();
    }

    @Test
    void leavesOneWhoDoesNotReadAtAll() {
        // Given
        WatchSubscription watching = watch(WatchRequest.getDefaultInstance());
        reads.set(false);

        // When
        for (int i = 0; i <= WatchSubscription.MOST_KEPT; i++) {
            watching.accept(move(KEY));
        }

        // Then
        assertThatThrownBy(() -> end.orTimeout(1, TimeUnit.SECONDS).join())
                .cause()
                .isInstanceOf(Busy.class);
        assertThat(ended).hasValue(1);
    }

    @Test
    void endsWithItsCaller() {
        // Given
        AtomicReference<Cancellable> call = new AtomicReference<>();
        WatchSubscription _ = watch(WatchRequest.getDefaultInstance(), call);

        // When
        call.get().cancel();

        // Then
        assertThat(ended).hasValue(1);
    }

    private WatchSubscription watch(WatchRequest request) {
        return watch(request, new AtomicReference<>());
    }

    private WatchSubscription watch(WatchRequest request, AtomicReference<Cancellable> call) {
        AtomicReference<WatchSubscription> made = new AtomicReference<>();
        call.set(Multi.createFrom()
                .<WatchResponse>emitter(
                        out -> {
                            WatchSubscription watching = new WatchSubscription(
                                    request, fleet, InstantSource.fixed(T0), flow, out, Runnable::run);
                            made.set(watching);
                            watching.begin(ended::incrementAndGet);
                        },
                        BackPressureStrategy.IGNORE)
                .subscribe()
                .with(seen::add, end::completeExceptionally));
        return made.get();
    }

    private static Move move(ProcessKey key) {
        Snapshot now = new Snapshot(
                key.id(),
                new Running(0, "unix:/x", T0),
                true,
                Optional.empty(),
                T0,
                List.of(),
                new Snapshot.History(0, 0, Optional.empty(), List.of()));
        return new Move(key, new Starting(0, T0), now);
    }
}
