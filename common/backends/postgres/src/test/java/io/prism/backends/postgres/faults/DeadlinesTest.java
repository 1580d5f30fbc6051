// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres.faults;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.prism.backends.postgres.BackendsTest;
import io.prism.core.Deadline;
import io.prism.core.failure.GatewayException.BackendDown;
import io.prism.core.failure.GatewayException.Busy;
import io.prism.core.failure.GatewayException.DeadlinePassed;
import io.prism.spi.Backend;
import io.prism.spi.BackendHealth.State;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.KeyValueBatch;
import io.prism.spi.keyvalue.KeyValueTransactional;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.Value;
import io.prism.spi.keyvalue.entry.Version;
import io.prism.spi.keyvalue.operation.Operation;
import io.prism.testkit.server.PostgresServer;
import io.smallrye.mutiny.Uni;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Calls end in time, whoever holds what they need. */
class DeadlinesTest extends BackendsTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration SLACK = Duration.ofSeconds(3);
    private static final String WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            + " AND application_name = 'prism' AND state = 'active'";

    private final String url = database();

    /** Something that a test does while somebody else holds locks. */
    private interface Meanwhile {
        void run(Connection holder) throws SQLException;
    }

    @Test
    void endsACallAtItsDeadlineAndItsStatementSoonAfter() {
        // Given
        var backend = open(url, Map.of());
        set(backend, "a", "1");
        set(backend, "b", "1");

        holding("SELECT 1 FROM prism.keyvalue WHERE key = 'a' FOR UPDATE", _ -> {
            // When
            var key = new Key("a");
            List<Function<Deadline, Uni<?>>> calls = List.of(
                    deadline -> keys(backend).set(key, value("2"), deadline),
                    deadline -> keys(backend).delete(key, deadline),
                    deadline -> as(backend, KeyValueBatch.class).deleteAll(List.of(key), deadline),
                    deadline -> as(backend, KeyValueTransactional.class)
                            .execute(List.of(new Operation.Delete(key)), deadline));

            // Then
            for (var call : calls) {
                assertLate(call);
                Awaitility.await().until(() -> select(url, WAITING).equals(List.of("0")));
            }
        });
        assertThat(text(backend, "a")).contains("1");
        set(backend, "a", "3");
    }

    @Test
    void endsReadsToo() {
        // Given
        var backend = open(url, Map.of("command-timeout", "2s"));
        set(backend, "a", "1");

        holding("LOCK TABLE prism.keyvalue IN ACCESS EXCLUSIVE MODE", _ -> {
            // When, Then
            for (int i = 0; i < 3; i++) {
                assertLate(deadline -> keys(backend).get(new Key("a"), deadline));
                assertLate(deadline -> keys(backend).set(new Key("a"), value("2"), deadline));
            }
        });
        // A write that was late may have happened all the same; what matters is that calls are served again.
        assertThat(text(backend, "a").orElseThrow()).isIn("1", "2");
    }

    @Test
    void doesNotHoldUpOthersBehindALockedRow() {
        // Given
        var backend = open(url, Map.of());
        set(backend, "a", "1");
        set(backend, "b", "1");

        holding("SELECT 1 FROM prism.keyvalue WHERE key = 'a' FOR UPDATE", _ -> {
            // When
            var stuck = set(backend, "a").subscribeAsCompletionStage();
            long start = System.nanoTime();
            for (int i = 0; i < 20; i++) {
                assertThat(text(backend, "a")).contains("1");
                set(backend, "b", "2");
            }

            // Then
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SLACK);
            assertThat(stuck.isDone()).isFalse();
        });
    }

    @Test
    void letsTheServerStopAStatementWithoutDeadline() {
        // Given
        var backend = open(url, Map.of("command-timeout", "500ms"));
        set(backend, "a", "1");

        holding(
                "SELECT 1 FROM prism.keyvalue WHERE key = 'a' FOR UPDATE",
                _ ->
                        // When, Then
                        assertThatThrownBy(() -> await(keys(backend).set(new Key("a"), value("2"), Deadline.NONE)))
                                .isInstanceOfSatisfying(
                                        BackendDown.class,
                                        down -> assertThat(down.mayHaveHappened())
                                                .isFalse())
                                .hasMessageContaining("took longer than the command-timeout"));
        assertThat(await(backend.health()).state()).isEqualTo(State.DEGRADED);
        set(backend, "a", "2");
        assertThat(await(backend.health()).state()).isEqualTo(State.UP);
    }

    @Test
    void saysThatItIsBusyWhenNoConnectionBecomesFree() {
        // Given
        var backend = open(url, Map.of("pool.max", "2", "pool.waiting", "3", "acquire-timeout", "1s"));
        set(backend, "a", "1");

        holding("SELECT 1 FROM prism.keyvalue WHERE key = 'a' FOR UPDATE", _ -> {
            var stuck = set(backend, "a").subscribeAsCompletionStage();

            // When
            var waiting = IntStream.range(0, 3)
                    .mapToObj(_ -> set(backend, "b").subscribeAsCompletionStage())
                    .toList();
            long start = System.nanoTime();
            var refused = set(backend, "c").subscribeAsCompletionStage();

            // Then
            assertThatThrownBy(refused::join)
                    .cause()
                    .isInstanceOfSatisfying(
                            Busy.class, busy -> assertThat(busy.retryAfter()).isPositive())
                    .hasMessageContaining("under way already");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
            assertThat(await(backend.health()).state()).isEqualTo(State.DEGRADED);
            waiting.forEach(call -> assertThatThrownBy(call::join)
                    .hasCauseInstanceOf(Busy.class)
                    .hasMessageContaining("no connection of backend 'pg' became free within 1000 ms"));
            assertThat(stuck.isDone()).isFalse();
        });
        set(backend, "b", "1");
    }

    @Test
    void boundsTheBytesThatWait() {
        // Given
        var backend = open(url, Map.of("pool.max", "2"));
        var large = new Value(ByteString.copyFrom(new byte[40 << 20]));
        set(backend, "a", "1");

        holding("SELECT 1 FROM prism.keyvalue WHERE key = 'a' FOR UPDATE", _ -> {
            // When
            var first = keys(backend).set(new Key("a"), large, soon()).subscribeAsCompletionStage();
            var second = keys(backend).set(new Key("b"), large, soon()).subscribeAsCompletionStage();

            // Then
            assertThatThrownBy(second::join).hasCauseInstanceOf(Busy.class).hasMessageContaining("bytes are waiting");
            first.cancel(true);
        });
    }

    @Test
    void stopsAStatementWhoseCallerIsGone() {
        // Given
        var backend = open(url, Map.of("command-timeout", "20s"));
        set(backend, "a", "1");

        holding("SELECT 1 FROM prism.keyvalue WHERE key = 'a' FOR UPDATE", _ -> {
            // When
            var call = set(backend, "a").subscribe().with(_ -> {});
            Awaitility.await().until(() -> select(url, WAITING).equals(List.of("1")));
            call.cancel();

            // Then
            Awaitility.await().until(() -> select(url, WAITING).equals(List.of("0")));
        });
        assertThat(text(backend, "a")).contains("1");
    }

    @Test
    void letsRunningCallsEndWhenItIsClosed() {
        // Given
        var backend = open(url, Map.of());
        set(backend, "a", "1");
        var running = new CompletableFuture<Version>();
        var closing = new CompletableFuture<?>[1];

        // When
        holding("SELECT 1 FROM prism.keyvalue WHERE key = 'a' FOR UPDATE", holder -> {
            // A caller that takes its time with the answer.
            set(backend, "a")
                    .subscribe()
                    .with(version -> running.completeOnTimeout(version, 300, MILLISECONDS)
                            .join());
            Awaitility.await().until(() -> select(url, WAITING).equals(List.of("1")));
            closing[0] = CompletableFuture.runAsync(backend::close);
            Awaitility.await()
                    .untilAsserted(() -> assertThatThrownBy(() -> set(backend, "b", "1"))
                            .isInstanceOf(BackendDown.class)
                            .hasMessageContaining("is closed"));
            holder.rollback();
        });
        closing[0].join();

        // Then
        assertThat(running).isCompleted();
        assertThatThrownBy(() -> get(backend, "a")).hasMessageContaining("is closed");
        assertThat(await(backend.health()).state()).isEqualTo(State.DOWN);
        Awaitility.await()
                .until(() -> select(
                                url,
                                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                                        + " AND application_name = 'prism'")
                        .equals(List.of("0")));
    }

    /** A call whose deadline is over does not get a connection, also if it is the next one to get it. */
    @Test
    void dropsACallWhoseDeadlinePassesWhileItWaits() {
        // Given
        var backend = open(url, Map.of("pool.max", "2"));
        set(backend, "a", "1");
        var late = new Key("late");

        // When
        holding("SELECT 1 FROM prism.keyvalue WHERE key = 'a' FOR UPDATE", _ -> {
            var stuck = set(backend, "a").subscribeAsCompletionStage();
            assertLate(deadline -> keys(backend).set(late, value("x"), deadline));
            assertThat(stuck.isDone()).isFalse();
        });
        set(backend, "b", "1");

        // Then
        assertThat(get(backend, "late")).isEqualTo(Optional.empty());
    }

    private static void assertLate(Function<Deadline, Uni<?>> call) {
        long start = System.nanoTime();
        assertThatThrownBy(() -> await(call.apply(Deadline.in(SHORT)))).isInstanceOf(DeadlinePassed.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(SHORT, SHORT.plus(SLACK));
    }

    private static Uni<Version> set(Backend backend, String key) {
        return keys(backend).set(new Key(key), value("2"), soon());
    }

    private static KeyValueBasic keys(Backend backend) {
        return as(backend, KeyValueBasic.class);
    }

    private void holding(String lock, Meanwhile meanwhile) {
        try (Connection holder = PostgresServer.connect(url);
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute(lock);
            meanwhile.run(holder);
            holder.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
