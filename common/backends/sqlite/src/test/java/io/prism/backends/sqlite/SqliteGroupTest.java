// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.prism.core.Deadline;
import io.prism.core.Keyspace;
import io.prism.core.failure.GatewayException.BackendDown;
import io.prism.core.failure.GatewayException.Conflict;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.core.failure.GatewayException.TooLarge;
import io.prism.spi.IdempotencyToken;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.KeyValueCounter;
import io.prism.spi.keyvalue.KeyValueIdempotency;
import io.prism.spi.keyvalue.KeyValueTransactional;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.Value;
import io.prism.spi.keyvalue.entry.Version;
import io.prism.spi.keyvalue.operation.Count;
import io.prism.spi.keyvalue.operation.Expected;
import io.prism.spi.keyvalue.operation.Operation;
import io.prism.spi.keyvalue.operation.Result;
import io.prism.spi.keyvalue.operation.Transaction;
import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transactions of the SPI within one transaction of the writer. */
class SqliteGroupTest {

    private static final Keyspace KEYSPACE = new Keyspace("demo", "kv");
    private static final Duration WINDOW = Duration.ofHours(1);

    @TempDir
    private Path folder = Path.of("");

    private SqliteBackend backend = SqliteSubject.backend(Map.of("path", "none"));

    @BeforeEach
    void openBackend() {
        backend.close();
        backend =
                SqliteSubject.backend(Map.of("path", folder.resolve("prism.db").toString()));
    }

    @AfterEach
    void closeBackend() {
        backend.close();
    }

    @Test
    void undoesATransactionThatDoesNotMatchWithoutTheRestOfItsGroup() {
        // Given
        var gate = Gate.before(backend);
        long commits = backend.workers().commits();

        // When
        var before = started(put("before"));
        var mismatch = started(execute(set("a"), set("before"), create("before"), set("late")));
        var match = started(execute(create("a"), set("b")));
        var after = started(put("after"));
        gate.open();

        // Then
        assertThat(mismatch.join().committed()).isFalse();
        assertThat(mismatch.join().results()).hasSize(3);
        assertThat(match.join().committed()).isTrue();
        assertThat(version("before")).contains(before.join());
        assertThat(version("after")).contains(after.join());
        assertThat(version("a")).contains(created(match.join().results().getFirst()));
        assertThat(version("late")).isEmpty();
        assertThat(backend.workers().commits()).isEqualTo(commits + 2);
    }

    @Test
    void undoesATransactionThatIsRefusedWithoutTheRestOfItsGroup() {
        // Given
        var gate = Gate.before(backend);
        long commits = backend.workers().commits();

        // When
        var before = started(put("before"));
        var refused = started(execute(set("a"), add("n"), add("before")));
        var alone = started(increment("before"));
        var after = started(execute(set("b"), add("n")));
        gate.open();

        // Then
        assertThatThrownBy(refused::join)
                .cause()
                .isInstanceOfSatisfying(
                        Rejected.class, rejected -> assertThat(rejected.field()).isEqualTo("operations[2].key"));
        assertThatThrownBy(alone::join).hasCauseInstanceOf(Rejected.class);
        assertThat(version("before")).contains(before.join());
        assertThat(after.join().committed()).isTrue();
        assertThat(version("a")).isEmpty();
        assertThat(text("n")).isEqualTo("1");
        assertThat(backend.workers().commits()).isEqualTo(commits + 2);
    }

    @Test
    void runsATransactionOnceThatIsTwiceInOneGroup() {
        // Given
        var gate = Gate.before(backend);

        // When
        var first = started(once("t", "one", add("n"), set("a")));
        var again = started(once("t", "one", add("n"), set("a")));
        var other = started(once("t", "two", add("n"), set("a")));
        gate.open();

        // Then
        assertThat(first.join().committed()).isTrue();
        assertThat(again.join()).isEqualTo(first.join());
        assertThatThrownBy(other::join).hasCauseInstanceOf(Conflict.class);
        assertThat(text("n")).isEqualTo("1");
    }

    @Test
    void doesEverythingOnceInAGroupThatIsRunAgain() {
        // Given
        var gate = Gate.before(backend);
        var bad = backend.workers().calls().write(1, Deadline.NONE, statements -> {
            statements.nextVersion();
            throw new SQLException("made to fail");
        });

        // When
        var counted = started(increment("n"));
        var transaction = started(execute(add("n"), create("a")));
        var first = started(once("t", "one", add("n")));
        var failing = started(bad);
        var mismatch = started(execute(add("n"), create("a")));
        var again = started(once("t", "one", add("n")));
        gate.open();

        // Then
        assertThatThrownBy(failing::join).hasCauseInstanceOf(BackendDown.class);
        assertThat(counted.join().value()).isEqualTo(1);
        assertThat(transaction.join().committed()).isTrue();
        assertThat(mismatch.join().committed()).isFalse();
        assertThat(again.join()).isEqualTo(first.join());
        assertThat(text("n")).isEqualTo("3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ABORT", "ROLLBACK"})
    void leavesNothingOfATransactionInWhichSqliteFails(String failure) {
        // Given: SQLite undoes the statement that fails, or, as when the disk is full, the transaction around it.
        await(put("first"));
        alter("CREATE TRIGGER failing BEFORE INSERT ON keyvalue WHEN new.key = x'626164'" + " BEGIN SELECT raise("
                + failure + ", 'made to fail'); END");
        var gate = Gate.before(backend);

        // When
        var before = started(put("before"));
        var failing = started(execute(set("a"), add("n"), set("bad"), set("late")));
        var failingOnce = started(once("t", "one", set("a"), set("bad")));
        var after = started(execute(set("after"), add("n")));
        gate.open();

        // Then
        for (var failed : List.of(failing, failingOnce)) {
            assertThatThrownBy(failed::join).hasCauseInstanceOf(BackendDown.class);
        }
        assertThat(version("before")).contains(before.join());
        assertThat(after.join().committed()).isTrue();
        assertThat(Stream.of("a", "bad", "late").map(this::version)).allMatch(Optional::isEmpty);
        assertThat(text("n")).isEqualTo("1");
        alter("DROP TRIGGER failing");
        assertThat(await(once("t", "one", set("a"), set("bad"))).committed()).isTrue();
    }

    @Test
    void refusesATransactionThatReadsTooMuch() {
        // Given
        var large = new Value(ByteString.copyFrom(new byte[33 << 20]));
        await(on(KeyValueBasic.class).set(new Key("large"), large, Deadline.NONE));
        var get = new Operation.Get(new Key("large"));

        // When
        var tooMuch = execute(set("a"), get, set("b"), get, set("c"));
        var enough = execute(get, set("d"));

        // Then
        assertThatThrownBy(() -> await(tooMuch))
                .isInstanceOf(TooLarge.class)
                .hasMessageContaining("transaction answer is 69206016 bytes long");
        assertThat(Stream.of("a", "b", "c").map(this::version)).allMatch(Optional::isEmpty);
        assertThat(await(enough).committed()).isTrue();
    }

    @Test
    void givesNoVersionTwiceWhenTransactionsAreUndone() {
        // Given
        await(put("there"));
        var versions = new HashSet<Version>();

        // When
        for (int i = 0; i < 20; i++) {
            var undone = await(execute(set("a"), create("b"), create("there")));
            versions.add(((Result.Written) undone.results().get(0)).version());
            versions.add(created(undone.results().get(1)));
            versions.add(await(put("a")));
        }

        // Then
        assertThat(versions).hasSize(60);
    }

    @Test
    void putsManyTransactionsIntoFewOfTheWriter() {
        // Given
        var gate = Gate.before(backend);
        long commits = backend.workers().commits();

        // When
        var transactions = IntStream.range(0, 200)
                .mapToObj(i -> started(execute(set("k" + i), add("n"), i % 2 == 0 ? create("k" + i) : set("l" + i))))
                .toList();
        gate.open();

        // Then
        assertThat(transactions.stream().filter(call -> call.join().committed()))
                .hasSize(100);
        assertThat(text("n")).isEqualTo("100");
        assertThat(backend.workers().commits()).isEqualTo(commits + 2);
    }

    private void alter(String sql) {
        await(backend.workers()
                .calls()
                .write(0, Deadline.NONE, statements -> statements.bind(sql).execute()));
    }

    private Uni<Version> put(String name) {
        return on(KeyValueBasic.class).set(new Key(name), Value.EMPTY, Deadline.NONE);
    }

    private Uni<Count> increment(String name) {
        return on(KeyValueCounter.class).increment(add(name), Deadline.NONE);
    }

    private Uni<Transaction> execute(Operation... operations) {
        return on(KeyValueTransactional.class).execute(List.of(operations), Deadline.NONE);
    }

    private Uni<Transaction> once(String token, String request, Operation... operations) {
        return on(KeyValueIdempotency.class)
                .executeOnce(List.of(operations), new IdempotencyToken(token, request, WINDOW), Deadline.NONE);
    }

    private Optional<Version> version(String name) {
        return await(on(KeyValueBasic.class).get(new Key(name), Deadline.NONE)).map(Entry::version);
    }

    private String text(String name) {
        return await(on(KeyValueBasic.class).get(new Key(name), Deadline.NONE))
                .map(entry -> entry.value().bytes().toStringUtf8())
                .orElse("absent");
    }

    private <T> T on(Class<T> iface) {
        return backend.as(iface, KEYSPACE).orElseThrow();
    }

    private static Operation.Set set(String name) {
        return new Operation.Set(new Key(name), Value.EMPTY, Optional.empty());
    }

    private static Operation.CompareAndSwap create(String name) {
        return new Operation.CompareAndSwap(new Key(name), Value.EMPTY, new Expected.Absent(), Optional.empty());
    }

    private static Operation.Increment add(String name) {
        return new Operation.Increment(new Key(name), 1, 0, Optional.empty());
    }

    private static Version created(Result result) {
        return ((Result.Compared) result).comparison().version().orElseThrow();
    }

    private static <T> CompletableFuture<T> started(Uni<T> call) {
        return call.subscribeAsCompletionStage();
    }

    private static <T> T await(Uni<T> call) {
        return call.await().atMost(Duration.ofSeconds(20));
    }
}
