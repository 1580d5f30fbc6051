// SPDX-License-Identifier: Apache-2.0
package io.prism.testkit.keyvalue.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.prism.spi.keyvalue.entry.Value;
import io.prism.spi.keyvalue.entry.Version;
import io.prism.spi.keyvalue.operation.Comparison;
import io.prism.spi.keyvalue.operation.Count;
import io.prism.spi.keyvalue.operation.Operation;
import io.prism.spi.keyvalue.operation.Result;
import io.prism.spi.keyvalue.operation.Result.Compared;
import io.prism.spi.keyvalue.operation.Result.Counted;
import io.prism.spi.keyvalue.operation.Result.Deleted;
import io.prism.spi.keyvalue.operation.Result.Read;
import io.prism.spi.keyvalue.operation.Result.Written;
import io.prism.spi.keyvalue.operation.Transaction;
import io.prism.testkit.CoversInterface;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link io.prism.spi.keyvalue.KeyValueTransactional} must do. Never weaken it for one backend. */
@CoversInterface("keyvalue_transactional")
public abstract class KeyValueTransactionalContract extends KeyValueContract {

    @Test
    void answersEveryOperationInOrder() {
        // Given
        var old = put(key("swapped"), "one");
        var removed = put(key("removed"), "one");
        put(key("deleted"), "one");
        put(key("counted"), "41");

        // When
        var transaction = execute(
                set(key("set"), "one"),
                delete(key("deleted")),
                delete(key("absent")),
                get(key("set")),
                create(key("created"), "one"),
                swap(key("swapped"), old, "two"),
                remove(key("removed"), removed),
                add(key("counted"), 1),
                add(key("fresh"), 5));

        // Then
        assertThat(transaction.committed()).isTrue();
        assertThat(transaction.results())
                .containsExactly(
                        new Written(versionOf("set")),
                        new Deleted(true),
                        new Deleted(false),
                        new Read(read(key("set"))),
                        matched(versionOf("created")),
                        matched(versionOf("swapped")),
                        new Compared(new Comparison(true, Optional.empty())),
                        counted(42, "counted"),
                        counted(5, "fresh"));
        assertReads(key("set"), value("one"));
        assertReads(key("created"), value("one"));
        assertReads(key("swapped"), value("two"));
        assertReads(key("counted"), value("42"));
        assertReads(key("fresh"), value("5"));
        assertThat(Stream.of("deleted", "absent", "removed").map(this::key)).noneMatch(this::there);
    }

    @Test
    void keepsTheOrderOfOperationsOnOneKey() {
        // Given
        put(key("key1"), "one");

        // When
        var transaction =
                execute(delete(key("key1")), set(key("key2"), "two"), delete(key("key2")), set(key("key3"), "three"));

        // Then
        assertThat(transaction.committed()).isTrue();
        assertThat(transaction.results().subList(0, 3))
                .containsExactly(new Deleted(true), transaction.results().get(1), new Deleted(true));
        assertThat(there(key("key1"))).isFalse();
        assertThat(there(key("key2"))).isFalse();
        assertReads(key("key3"), value("three"));
    }

    @Test
    void doesGroupsOfOperationsOneAfterTheOther() {
        // Given
        var groups = IntStream.range(0, 4)
                .mapToObj(group -> IntStream.range(0, 3)
                        .mapToObj(i -> key("g%d-%d".formatted(group, i)))
                        .toList())
                .toList();

        for (int group = 0; group < groups.size(); group++) {
            // When: each group deletes the first key of the group before it.
            var operations = new ArrayList<Operation>();
            groups.get(group).forEach(key -> operations.add(set(key, key.name())));
            if (group > 0) {
                operations.add(delete(groups.get(group - 1).getFirst()));
            }
            assertThat(execute(operations).committed()).isTrue();

            // Then
            for (int i = 0; i < groups.size(); i++) {
                assertThat(there(groups.get(i).getFirst())).isEqualTo(i == group);
                assertThat(there(groups.get(i).getLast())).isEqualTo(i <= group);
            }
        }
    }

    @Test
    void letsEveryOperationSeeThoseBeforeIt() {
        // Given
        var key = key("a");

        // When
        var transaction = execute(
                get(key),
                set(key, "40"),
                get(key),
                add(key, 2),
                get(key),
                create(key("b"), "one"),
                get(key("b")),
                delete(key),
                get(key),
                create(key, "again"),
                get(key));

        // Then
        assertThat(transaction.committed()).isTrue();
        var results = transaction.results();
        assertThat(results.get(0)).isEqualTo(new Read(Optional.empty()));
        assertThat(seen(results.get(2))).isEqualTo(value("40"));
        assertThat(versionIn(results.get(2))).isEqualTo(versionIn(results.get(1)));
        assertThat(seen(results.get(4))).isEqualTo(value("42"));
        assertThat(versionIn(results.get(4))).isEqualTo(versionIn(results.get(3)));
        assertThat(results.get(6)).isEqualTo(new Read(read(key("b"))));
        assertThat(results.get(7)).isEqualTo(new Deleted(true));
        assertThat(results.get(8)).isEqualTo(new Read(Optional.empty()));
        assertThat(results.get(10)).isEqualTo(new Read(read(key)));
        assertThat(versionIn(results.get(9))).isEqualTo(versionOf("a"));
    }

    @Test
    void givesEveryWriteAVersionOfItsOwn() {
        // Given
        var key = key("a");
        var before = put(key, "0");

        // When
        var results = execute(
                        set(key, "0"),
                        set(key, "0"),
                        add(key, 0),
                        add(key, 0),
                        set(key("b"), "0"),
                        delete(key),
                        create(key, "0"))
                .results();

        // Then
        var versions = results.stream()
                .filter(result -> !(result instanceof Deleted))
                .map(KeyValueTransactionalContract::versionIn)
                .toList();
        assertThat(new HashSet<>(versions)).hasSize(6).doesNotContain(before);
        assertThat(versionOf("a")).isEqualTo(versions.getLast());
        assertThat(versionOf("b")).isEqualTo(versions.get(4));
    }

    @Test
    void readsManyKeysWithoutChangingThem() {
        // Given
        put(key("a"), "one");
        put(key("b"), "two");
        var a = read(key("a"));
        var b = read(key("b"));

        // When
        var transaction = execute(get(key("a")), get(key("absent")), get(key("b")), get(key("a")));

        // Then
        assertThat(transaction)
                .isEqualTo(new Transaction(
                        true, List.of(new Read(a), new Read(Optional.empty()), new Read(b), new Read(a))));
        assertThat(List.of(read(key("a")), read(key("b")))).isEqualTo(List.of(a, b));
    }

    @Test
    void takesAHundredLargeOperations() {
        // Given
        var keys = IntStream.range(0, 100).mapToObj(i -> key("n" + i)).toList();

        // When
        var transaction = execute(IntStream.range(0, 100)
                .mapToObj(i -> set(keys.get(i), random(10 << 10, i)))
                .toList());

        // Then
        assertThat(transaction.committed()).isTrue();
        assertThat(transaction.results()).hasSize(100);
        for (int i = 0; i < 100; i++) {
            var entry = read(keys.get(i)).orElseThrow();
            assertThat(entry.value()).isEqualTo(random(10 << 10, i));
            assertThat(transaction.results().get(i)).isEqualTo(new Written(entry.version()));
        }
    }

    @Test
    void countsOneKeyManyTimes() {
        // Given
        var key = key("a");

        // When
        var transaction =
                execute(IntStream.rangeClosed(1, 100).mapToObj(i -> add(key, i)).toArray(Operation[]::new));

        // Then
        assertThat(transaction.results().getLast()).isEqualTo(counted(5050, "a"));
        assertReads(key, value("5050"));
    }

    @Test
    void keepsKeysAndValuesToTheByte() {
        // Given
        var values = List.of(
                Value.EMPTY,
                new Value(ByteString.fromHex("00010203fffefd")),
                new Value(ByteString.fromHex("08ffffffffffffffffff01")),
                value("{\"a\":\"b\"}"),
                random(500 << 10, 1));
        var keys = Stream.of("a\u0000b", "a\u0000", "\ud83d\ude00", "100%_*?[a]\\", "'; --\"")
                .map(this::key)
                .toList();
        var operations = new ArrayList<Operation>();
        IntStream.range(0, 5).forEach(i -> operations.add(set(keys.get(i), values.get(i))));
        keys.forEach(key -> operations.add(get(key)));

        // When
        var results = execute(operations).results();

        // Then
        for (int i = 0; i < 5; i++) {
            assertReads(keys.get(i), values.get(i));
            assertThat(results.get(5 + i)).isEqualTo(new Read(read(keys.get(i))));
        }
    }

    @Test
    void doesNothingBeforeItIsSubscribedTo() {
        // Given
        var key = key("a");

        // When
        var call = transactional().execute(List.of(add(key, 1)), soon());

        // Then
        assertThat(there(key)).isFalse();
        assertThat(await(call)).isNotEqualTo(await(call));
        assertReads(key, value("2"));
    }

    @Test
    void refusesACallWhoseDeadlineIsOverAndDoesNothing() {
        // Given
        var key = key("late");
        var kept = key("kept");
        put(kept, "one");

        // When, Then
        assertLate(
                transactional().execute(List.of(set(key, "one"), delete(kept)), over()),
                transactional().execute(List.of(get(kept)), over()));
        assertThat(there(key)).isFalse();
        assertReads(kept, value("one"));
    }

    private Transaction execute(Operation... operations) {
        return execute(List.of(operations));
    }

    private Transaction execute(List<Operation> operations) {
        return await(transactional().execute(operations, soon()));
    }

    private Version versionOf(String name) {
        return read(key(name)).orElseThrow().version();
    }

    private Counted counted(long value, String name) {
        return new Counted(new Count(value, versionOf(name)));
    }

    private static Compared matched(Version version) {
        return new Compared(new Comparison(true, Optional.of(version)));
    }

    private static Value seen(Result result) {
        assertThat(result).isInstanceOf(Read.class);
        return ((Read) result).entry().orElseThrow().value();
    }

    private static Version versionIn(Result result) {
        return switch (result) {
            case Written(Version version) -> version;
            case Counted(var count) -> count.version();
            case Compared(var compared) -> compared.version().orElseThrow();
            case Read(var entry) -> entry.orElseThrow().version();
            case Deleted _, Result.Expiring _, Result.Persisted _ ->
                throw new AssertionError("no version in " + result);
        };
    }
}
