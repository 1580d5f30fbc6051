// SPDX-License-Identifier: Apache-2.0
package io.prism.testkit.keyvalue.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prism.core.failure.GatewayException.Rejected;
import io.prism.spi.keyvalue.KeyValueTtl;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.TimeToLive;
import io.prism.spi.keyvalue.entry.Version;
import io.prism.spi.keyvalue.operation.Comparison;
import io.prism.spi.keyvalue.operation.Operation;
import io.prism.spi.keyvalue.operation.Result;
import io.prism.spi.keyvalue.operation.Result.Compared;
import io.prism.spi.keyvalue.operation.Result.Counted;
import io.prism.spi.keyvalue.operation.Result.Deleted;
import io.prism.spi.keyvalue.operation.Result.Expiring;
import io.prism.spi.keyvalue.operation.Result.Persisted;
import io.prism.spi.keyvalue.operation.Result.Read;
import io.prism.spi.keyvalue.operation.Transaction;
import io.prism.testkit.CoversInterface;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@link io.prism.spi.keyvalue.KeyValueTransactional} undoes, and what it does about expiry. */
@CoversInterface("keyvalue_transactional")
public abstract class KeyValueRollbackContract extends KeyValueContract {

    private static final Version NEVER_WAS = new Version("never-was");
    private static final Duration SHORT = Duration.ofMillis(150);
    private static final Duration LONG = Duration.ofHours(1);

    @Test
    void createsAKeyOnlyOnce() {
        // Given
        var key = key("a");

        // When
        var transaction = execute(create(key, "one"), create(key, "two"), set(key("b"), "three"));

        // Then
        assertThat(transaction.committed()).isFalse();
        assertThat(transaction.results()).hasSize(2);
        assertThat(comparison(transaction.results().get(0)).matched()).isTrue();
        assertThat(comparison(transaction.results().get(1)).matched()).isFalse();
        assertThat(there(key)).isFalse();
        assertThat(there(key("b"))).isFalse();
    }

    @Test
    void undoesEverythingWhenAComparisonDoesNotMatch() {
        // Given
        put(key("overwritten"), "one");
        put(key("deleted"), "one");
        put(key("counted"), "41");
        var swapped = put(key("swapped"), "one");
        var removed = put(key("removed"), "one");
        var current = put(key("changed"), "one");
        var before = state();

        // When
        var transaction = execute(
                set(key("overwritten"), "two"),
                set(key("set"), "two"),
                delete(key("deleted")),
                create(key("created"), "two"),
                swap(key("swapped"), swapped, "two"),
                remove(key("removed"), removed),
                add(key("counted"), 1),
                add(key("fresh"), 1),
                swap(key("changed"), NEVER_WAS, "two"),
                set(key("late"), "two"));

        // Then
        assertThat(transaction.committed()).isFalse();
        assertThat(transaction.results()).hasSize(9);
        assertThat(transaction.results().getLast())
                .isEqualTo(new Compared(new Comparison(false, Optional.of(current))));
        assertThat(transaction.results().get(2)).isEqualTo(new Deleted(true));
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void endsWithTheFirstComparisonThatDoesNotMatch() {
        // Given
        var version = put(key("a"), "abc");
        var none = new Compared(new Comparison(false, Optional.empty()));
        var differs = new Compared(new Comparison(false, Optional.of(version)));

        // When: what is behind the mismatch is not even tried.
        var created = execute(create(key("a"), "one"), add(key("a"), 1));
        var swapped = execute(swap(key("absent"), version, "one"), create(key("a"), "one"));
        var removed = execute(remove(key("absent"), version), set(key("b"), "one"));
        var removedOther = execute(get(key("absent")), remove(key("a"), NEVER_WAS));

        // Then
        assertThat(created).isEqualTo(new Transaction(false, List.of(differs)));
        assertThat(swapped).isEqualTo(new Transaction(false, List.of(none)));
        assertThat(removed).isEqualTo(new Transaction(false, List.of(none)));
        assertThat(removedOther).isEqualTo(new Transaction(false, List.of(new Read(Optional.empty()), differs)));
        assertThat(read(key("a")).map(Entry::version)).contains(version);
    }

    @Test
    void undoesEverythingWhenAnOperationFailsAndNamesIt() {
        // Given
        put(key("overwritten"), "one");
        put(key("deleted"), "one");
        put(key("counted"), Long.toString(Long.MAX_VALUE));
        var before = state();

        // When
        assertRejected(
                "operations[3].key",
                set(key("overwritten"), "two"),
                set(key("set"), "abc"),
                delete(key("deleted")),
                add(key("set"), 1),
                set(key("late"), "two"));
        assertRejected("operations[1].delta", set(key("overwritten"), "two"), add(key("counted"), 1));
        assertRejected("operations[0].key", add(key("deleted"), 1), create(key("deleted"), "two"));

        // Then
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void restoresExpiriesToo() {
        // Given
        assumeHas(KeyValueTtl.class);
        put(key("overwritten"), "one", LONG);
        put(key("deleted"), "one", LONG);
        put(key("counted"), "41", LONG);
        var swapped = put(key("swapped"), "one", LONG);
        var before = state();

        // When
        var transaction = execute(
                set(key("overwritten"), "two"),
                delete(key("deleted")),
                add(key("counted"), 1),
                swap(key("swapped"), swapped, "two"),
                set(key("set"), "two", LONG),
                swap(key("absent"), NEVER_WAS, "two"));

        // Then
        assertThat(transaction.committed()).isFalse();
        assertThat(before.getFirst().orElseThrow().expiresAt()).isPresent();
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void undoesExpireAndPersist() {
        // Given
        assumeHas(KeyValueTtl.class);
        put(key("overwritten"), "one", LONG);
        put(key("deleted"), "one");
        put(key("counted"), "41", LONG);
        var before = state();

        // When
        var transaction = execute(
                new Operation.Persist(key("overwritten")),
                new Operation.Expire(key("deleted"), LONG),
                new Operation.Expire(key("counted"), Duration.ZERO),
                create(key("deleted"), "two"));

        // Then
        assertThat(transaction.committed()).isFalse();
        assertThat(transaction.results()).hasSize(4);
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void changesExpiriesOfExistingKeys() {
        // Given
        assumeHas(KeyValueTtl.class);
        var version = put(key("a"), "one");
        put(key("b"), "one", LONG);
        put(key("c"), "one");

        // When
        var transaction = execute(
                new Operation.Expire(key("a"), LONG),
                get(key("a")),
                new Operation.Persist(key("b")),
                new Operation.Persist(key("b")),
                new Operation.Expire(key("c"), Duration.ZERO),
                get(key("c")),
                new Operation.Expire(key("absent"), LONG),
                new Operation.Persist(key("absent")));

        // Then
        var results = transaction.results();
        assertThat(transaction.committed()).isTrue();
        assertThat(results.get(0)).isEqualTo(new Expiring(true));
        assertThat(results.get(1)).isEqualTo(new Read(read(key("a"))));
        assertThat(read(key("a")).orElseThrow().version()).isEqualTo(version);
        assertThat(read(key("a")).orElseThrow().expiresAt()).isPresent();
        assertThat(results.get(2))
                .isInstanceOfSatisfying(
                        Persisted.class, was -> assertThat(was.before()).isInstanceOf(TimeToLive.Left.class));
        assertThat(read(key("b")).orElseThrow().expiresAt()).isEmpty();
        assertThat(results.subList(3, 8))
                .containsExactly(
                        new Persisted(new TimeToLive.Forever()),
                        new Expiring(true),
                        new Read(Optional.empty()),
                        new Expiring(false),
                        new Persisted(new TimeToLive.Absent()));
        assertThat(there(key("c"))).isFalse();
    }

    @Test
    void writesEntriesThatExpire() {
        // Given
        assumeHas(KeyValueTtl.class);
        var version = put(key("swapped"), "one");
        put(key("overwritten"), "one", LONG);
        put(key("counted"), "41");

        // When
        var transaction = execute(
                set(key("set"), "one", LONG),
                create(key("created"), "one", LONG),
                swap(key("swapped"), version, "two", LONG),
                add(key("fresh"), 1, LONG),
                get(key("fresh")),
                set(key("overwritten"), "two"),
                add(key("counted"), 1, LONG),
                set(key("removed"), "one", SHORT));

        // Then
        assertThat(transaction.committed()).isTrue();
        assertThat(Stream.of("set", "created", "swapped", "fresh"))
                .allMatch(name -> read(key(name)).orElseThrow().expiresAt().isPresent());
        assertThat(transaction.results().get(4)).isEqualTo(new Read(read(key("fresh"))));
        assertThat(Stream.of("overwritten", "counted"))
                .allMatch(name -> read(key(name)).orElseThrow().expiresAt().isEmpty());
        eventually().until(() -> !there(key("removed")));
    }

    @Test
    void countsExpiredEntriesAsAbsent() {
        // Given
        assumeHas(KeyValueTtl.class);
        var names = List.of("set", "deleted", "created", "counted", "removed");
        var versions = names.stream().map(name -> put(key(name), "41", SHORT)).toList();
        eventually().until(() -> names.stream().noneMatch(name -> there(key(name))));

        // When
        var transaction = execute(
                get(key("set")),
                delete(key("deleted")),
                create(key("created"), "one"),
                add(key("counted"), 1),
                new Operation.Expire(key("removed"), LONG),
                new Operation.Persist(key("removed")));
        var mismatch = execute(set(key("late"), "one"), swap(key("removed"), versions.getLast(), "two"));

        // Then
        var results = transaction.results();
        assertThat(transaction.committed()).isTrue();
        assertThat(results.subList(0, 2)).containsExactly(new Read(Optional.empty()), new Deleted(false));
        assertThat(comparison(results.get(2)).matched()).isTrue();
        assertThat(results.get(3))
                .isInstanceOfSatisfying(
                        Counted.class,
                        counted -> assertThat(counted.count().value()).isEqualTo(1));
        assertThat(results.subList(4, 6)).containsExactly(new Expiring(false), new Persisted(new TimeToLive.Absent()));
        assertThat(mismatch.committed()).isFalse();
        assertThat(mismatch.results().getLast()).isEqualTo(new Compared(new Comparison(false, Optional.empty())));
        assertThat(there(key("late"))).isFalse();
    }

    private Transaction execute(Operation... operations) {
        return execute(List.of(operations));
    }

    private Transaction execute(List<Operation> operations) {
        return await(transactional().execute(operations, soon()));
    }

    private void assertRejected(String field, Operation... operations) {
        assertThatThrownBy(() -> execute(operations))
                .isInstanceOfSatisfying(
                        Rejected.class, rejected -> assertThat(rejected.field()).isEqualTo(field));
    }

    /** Every key that these tests may change, as it is now. */
    private List<Optional<Entry>> state() {
        return Stream.of(
                        "overwritten",
                        "set",
                        "deleted",
                        "created",
                        "swapped",
                        "removed",
                        "counted",
                        "fresh",
                        "changed",
                        "late")
                .map(name -> read(key(name)))
                .toList();
    }

    private static Comparison comparison(Result result) {
        assertThat(result).isInstanceOf(Compared.class);
        return ((Compared) result).comparison();
    }
}
