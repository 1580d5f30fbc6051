// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.prism.backends.sqlite.keyvalue.KeyValueInterfaces;
import io.prism.core.Consistency;
import io.prism.core.Deadline;
import io.prism.core.Durability;
import io.prism.core.Keyspace;
import io.prism.core.TransactionIsolation;
import io.prism.core.failure.GatewayException.BackendDown;
import io.prism.core.failure.GatewayException.Busy;
import io.prism.core.failure.GatewayException.DeadlinePassed;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.core.failure.GatewayException.TooLarge;
import io.prism.spi.BackendHealth.State;
import io.prism.spi.Guarantees;
import io.prism.spi.ModelGuarantees;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.Value;
import io.prism.spi.keyvalue.entry.Version;
import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.JDBC;

class SqliteWriterTest {

    private static final Keyspace KEYSPACE = new Keyspace("demo", "kv");

    @TempDir
    private Path folder = Path.of("");

    private static final int GROUP = 256;

    private SqliteBackend backend = SqliteSubject.backend(Map.of("path", "none"));

    @BeforeEach
    void openBackend() {
        backend.close();
        backend = SqliteSubject.backend(Map.of("path", file(), "busy-timeout", "300ms"));
    }

    @AfterEach
    void closeBackend() {
        backend.close();
    }

    @Test
    void putsWaitingWritesIntoOneTransaction() {
        // Given
        var release = Gate.before(backend);

        // When
        var answers = IntStream.range(0, 2 * GROUP)
                .mapToObj(i -> set("k" + i).subscribeAsCompletionStage())
                .toList();
        release.open();
        answers.forEach(CompletableFuture::join);

        // Then
        assertThat(backend.workers().commits()).isEqualTo(3);
        assertThat(answers.stream().map(CompletableFuture::join).distinct()).hasSize(2 * GROUP);
    }

    @Test
    void doesNotSpoilOtherWritesWhenOneOfAGroupFails() {
        // Given
        var release = Gate.before(backend);
        Uni<Boolean> bad = backend.workers().calls().write(1, Deadline.NONE, statements -> {
            statements.nextVersion();
            throw new SQLException("made to fail");
        });

        // When
        var before = set("before").subscribeAsCompletionStage();
        var failing = bad.subscribeAsCompletionStage();
        var after = set("after").subscribeAsCompletionStage();
        release.open();

        // Then
        assertThatThrownBy(failing::join).hasCauseInstanceOf(BackendDown.class);
        assertThat(before.join()).isNotEqualTo(after.join());
        assertThat(await(keys().exists(new Key("before"), Deadline.NONE))).isTrue();
        assertThat(await(keys().exists(new Key("after"), Deadline.NONE))).isTrue();
    }

    @Test
    void dropsAWriteWhoseDeadlinePassesInTheQueue() {
        // Given
        var release = Gate.before(backend);
        var late = keys().set(new Key("late"), Value.EMPTY, Deadline.in(Duration.ofMillis(50)))
                .subscribeAsCompletionStage();

        // When
        assertThatThrownBy(late::join).hasCauseInstanceOf(DeadlinePassed.class);
        release.open();
        await(set("next"));

        // Then
        assertThat(await(keys().exists(new Key("late"), Deadline.NONE))).isFalse();
    }

    @Test
    void saysThatItIsBusyWhenTheQueueIsFull() {
        // Given
        var release = Gate.before(backend);
        var waiting = IntStream.range(0, 10_000)
                .mapToObj(i -> set("k" + i).subscribeAsCompletionStage())
                .toList();

        // When
        var more = set("more");

        // Then
        assertThatThrownBy(() -> await(more))
                .isInstanceOfSatisfying(
                        Busy.class, busy -> assertThat(busy.retryAfter()).isPositive());
        release.open();
        waiting.forEach(CompletableFuture::join);
        await(more);
    }

    @Test
    void saysThatNothingHappenedWhenAnotherProcessHoldsTheLock() throws SQLException {
        // Given
        await(set("first"));
        try (var other = JDBC.createConnection("jdbc:sqlite:" + file(), new Properties());
                var statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");

            // When
            var call = set("blocked");

            // Then
            assertThatThrownBy(() -> await(call))
                    .isInstanceOfSatisfying(
                            BackendDown.class,
                            down -> assertThat(down.mayHaveHappened()).isFalse())
                    .hasMessageContaining("is locked by another process");
            assertThat(await(keys().exists(new Key("first"), Deadline.NONE))).isTrue();
            statement.execute("ROLLBACK");
        }
        await(set("blocked"));
    }

    @Test
    void saysThatItIsBusyWhenTooManyBytesWait() {
        // Given
        var release = Gate.before(backend);
        var large = new Value(ByteString.copyFrom(new byte[40 << 20]));
        var first = keys().set(new Key("first"), large, Deadline.NONE).subscribeAsCompletionStage();

        // When
        var second = keys().set(new Key("second"), large, Deadline.NONE);

        // Then
        assertThatThrownBy(() -> await(second)).isInstanceOf(Busy.class).hasMessageContaining("bytes are waiting");
        release.open();
        first.join();
        await(second);
    }

    @Test
    void saysThatAWriteMayHaveHappenedWhenItsCommitFails() {
        // Given: work that commits by itself makes the writer's own commit fail.
        Uni<Boolean> meddling = backend.workers().calls().write(1, Deadline.NONE, statements -> {
            statements.commit();
            return true;
        });

        // When
        assertThatThrownBy(() -> await(meddling))
                .isInstanceOfSatisfying(
                        BackendDown.class,
                        down -> assertThat(down.mayHaveHappened()).isTrue());

        // Then
        await(set("next"));
        assertThat(await(keys().exists(new Key("next"), Deadline.NONE))).isTrue();
    }

    @Test
    void saysThatItsDiskIsFullAndWorksAgainOnceThereIsRoom() {
        // Given
        var value = new Value(ByteString.copyFrom(new byte[1 << 20]));
        limitPages(50);

        // When
        var tooMuch = keys().set(new Key("large"), value, Deadline.NONE);

        // Then
        assertThatThrownBy(() -> await(tooMuch))
                .isInstanceOf(BackendDown.class)
                .hasMessageContaining("has no room left on its disk");
        assertThat(await(backend.health()).state()).isEqualTo(State.DEGRADED);
        limitPages(10_000);
        await(tooMuch);
        assertThat(await(backend.health()).state()).isEqualTo(State.UP);
    }

    @Test
    void finishesQueuedWritesWhenItIsClosed() {
        // Given
        var release = Gate.before(backend);
        var waiting = IntStream.range(0, 1000)
                .mapToObj(i -> set("k" + i).subscribeAsCompletionStage())
                .toList();

        // When
        var closing = CompletableFuture.runAsync(backend::close);
        release.open();
        closing.join();

        // Then
        assertThat(waiting).allMatch(answer -> answer.isDone() && !answer.isCompletedExceptionally());
    }

    @Test
    void refusesAValueThatIsTooLong() {
        // Given
        var value = new Value(ByteString.copyFrom(new byte[KeyValueInterfaces.VALUE_BYTES_MAX + 1]));

        // When
        var call = keys().set(new Key("a"), value, Deadline.NONE);

        // Then
        assertThatThrownBy(() -> await(call)).isInstanceOf(TooLarge.class);
    }

    @Test
    void promisesWhatItsOptionsAllow() {
        // Given
        var normal = SqliteSubject.backend(Map.of("path", file(), "synchronous", "normal"));
        var off = SqliteSubject.backend(Map.of("path", file(), "synchronous", "off"));

        // When
        var guarantees = List.of(
                normal.guarantees().await().indefinitely(),
                off.guarantees().await().indefinitely());
        normal.close();
        off.close();

        // Then
        assertThat(guarantees.stream().map(Guarantees::durability))
                .containsExactly(Durability.PROCESS, Durability.PROCESS);
        assertThat(guarantees.stream().map(Guarantees::evidence))
                .containsExactly("synchronous is normal", "synchronous is off");
        assertThat(backend.guarantees().await().indefinitely())
                .isEqualTo(new Guarantees(
                        Durability.FSYNC,
                        "synchronous is full",
                        new ModelGuarantees.KeyValue(
                                Consistency.LINEARIZABLE,
                                TransactionIsolation.SERIALIZABLE,
                                Duration.ZERO,
                                64L << 20)));
        assertThat(new SqliteDriver().type()).isEqualTo("sqlite");
    }

    @Test
    void refusesOptionsThatMakeNoSense() {
        // Given
        var bad = List.of(
                Map.<String, String>of(),
                Map.of("path", " "),
                Map.of("path", "a?mode=memory"),
                Map.of("path", "a", "synchronous", "sometimes"),
                Map.of("path", "a", "readers", "0"),
                Map.of("path", "a", "busy-timeout", "5"));

        // When // Then
        bad.forEach(options -> assertThatThrownBy(() -> SqliteSubject.backend(options))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("backends.files."));
    }

    private void limitPages(int pages) {
        await(backend.workers().calls().write(0, Deadline.NONE, statements -> {
            try (var row = statements.bind("PRAGMA max_page_count = " + pages).executeQuery()) {
                return row.next();
            }
        }));
    }

    private String file() {
        return folder.resolve("prism.db").toString();
    }

    private KeyValueBasic keys() {
        return backend.as(KeyValueBasic.class, KEYSPACE).orElseThrow();
    }

    private Uni<Version> set(String name) {
        return keys().set(new Key(name), Value.EMPTY, Deadline.NONE);
    }

    private static <T> T await(Uni<T> call) {
        return call.await().atMost(Duration.ofSeconds(20));
    }
}
