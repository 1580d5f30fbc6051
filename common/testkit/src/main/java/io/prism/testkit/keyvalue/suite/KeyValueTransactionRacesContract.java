// SPDX-License-Identifier: Apache-2.0
package io.prism.testkit.keyvalue.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.spi.keyvalue.KeyValueCounter;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.Version;
import io.prism.spi.keyvalue.operation.Operation;
import io.prism.spi.keyvalue.operation.Result;
import io.prism.spi.keyvalue.operation.Transaction;
import io.prism.testkit.CoversInterface;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link io.prism.spi.keyvalue.KeyValueTransactional} promises when many callers work on the same keys. */
@CoversInterface("keyvalue_transactional")
public abstract class KeyValueTransactionRacesContract extends KeyValueContract {

    @Test
    void keepsTheSumOfAccountsWhileMoneyMoves() {
        // Given
        var accounts = IntStream.range(0, 5).mapToObj(i -> key("account" + i)).toList();
        accounts.forEach(account -> put(account, "1000"));
        var moving = new AtomicBoolean(true);

        // When
        var sums = atOnce(10, caller -> {
            if (caller == 0) {
                return collectWhile(moving, () -> sum(accounts));
            }
            try {
                var random = new Random(caller);
                IntStream.range(0, 10).forEach(_ -> transfer(accounts, random));
            } finally {
                moving.set(false);
            }
            return List.<Long>of();
        });

        // Then
        assertThat(sums.getFirst()).isNotEmpty().containsOnly(5000L);
        assertThat(sum(accounts)).isEqualTo(5000);
    }

    @Test
    void neverShowsHalfATransactionToATransaction() {
        // Given
        var a = key("a");
        var b = key("b");
        execute(set(a, "start"), set(b, "start"));
        var writing = new AtomicBoolean(true);

        // When
        var torn = atOnce(6, caller -> {
            if (caller < 4) {
                return collectWhile(writing, () -> texts(execute(get(a), get(b), get(a))));
            }
            try {
                // Two writers in opposite orders, so that neither order hides the other's half.
                repeat(30, i -> {
                    var text = caller + "-" + i;
                    execute(caller == 4 ? List.of(set(a, text), set(b, text)) : List.of(set(b, text), set(a, text)));
                });
            } finally {
                writing.set(false);
            }
            return List.<List<String>>of();
        });

        // Then
        var seen = torn.stream().flatMap(List::stream).toList();
        assertThat(seen).isNotEmpty().allMatch(texts -> texts.size() == 3 && new HashSet<>(texts).size() == 1);
    }

    @Test
    void showsAllEffectsOrNoneToReadersOfSingleKeys() {
        // Given: many numbers that are always written together and only grow.
        var keys = IntStream.range(0, 50).mapToObj(i -> key("k" + i)).toList();
        writeAll(keys, 0);
        var writing = new AtomicBoolean(true);

        // When
        var pairs = atOnce(4, caller -> {
            if (caller > 0) {
                var first = keys.get(caller % 2 * 49);
                var second = keys.get(49 - caller % 2 * 49);
                return collectWhile(writing, () -> List.of(number(first), number(second)));
            }
            try {
                repeat(30, i -> writeAll(keys, i + 1));
            } finally {
                writing.set(false);
            }
            return List.<List<Long>>of();
        });

        // Then
        assertThat(pairs.stream().flatMap(List::stream))
                .isNotEmpty()
                .allMatch(pair -> pair.getLast() >= pair.getFirst());
    }

    @Test
    void neverShowsAKeyInBetweenThatIsDeletedAndWrittenAgain() {
        // Given
        var key = key("a");
        put(key, "start");
        var writing = new AtomicBoolean(true);

        // When
        var found = atOnce(5, caller -> {
            if (caller > 0) {
                return collectWhile(writing, () -> there(key));
            }
            try {
                repeat(50, i -> execute(delete(key), set(key, "value " + i)));
            } finally {
                writing.set(false);
            }
            return List.<Boolean>of();
        });

        // Then
        assertThat(found.stream().flatMap(List::stream)).isNotEmpty().containsOnly(true);
    }

    @Test
    void neverShowsWhatIsUndone() {
        // Given
        var key = key("a");
        var guard = key("guard");
        put(key, "kept");
        put(guard, "there");
        var writing = new AtomicBoolean(true);

        // When
        var texts = atOnce(5, caller -> {
            if (caller > 0) {
                return collectWhile(writing, () -> text(read(key).orElseThrow()));
            }
            try {
                repeat(50, _ -> execute(set(key, "undone"), create(guard, "mine")));
            } finally {
                writing.set(false);
            }
            return List.<String>of();
        });

        // Then
        assertThat(texts.stream().flatMap(List::stream)).isNotEmpty().containsOnly("kept");
    }

    @Test
    void losesNoUpdateOfTransactionsInOppositeOrders() {
        // Given
        var a = key("a");
        var b = key("b");

        // When
        var times = atOnce(
                8,
                caller -> repeat(
                        20,
                        _ -> assertThat((caller % 2 == 0
                                                ? execute(add(a, 1), add(b, 2))
                                                : execute(add(b, 2), add(a, 1)))
                                        .committed())
                                .isTrue()));

        // Then
        int all = times.stream().mapToInt(Integer::intValue).sum();
        assertThat(number(a)).isEqualTo(all);
        assertThat(number(b)).isEqualTo(2L * all);
    }

    @Test
    void losesNoUpdateOfSingleCallers() {
        // Given
        assumeHas(KeyValueCounter.class);
        var a = key("a");
        var b = key("b");

        // When
        var times = atOnce(
                8,
                caller -> repeat(20, _ -> {
                    if (caller % 2 == 0) {
                        execute(add(a, 1), add(b, 1));
                    } else {
                        await(counter().increment(add(caller % 4 == 1 ? a : b, 1), soon()));
                    }
                }));

        // Then
        assertThat(number(a)).isEqualTo(sum(times, 0, 1, 2, 4, 5, 6));
        assertThat(number(b)).isEqualTo(sum(times, 0, 2, 3, 4, 6, 7));
    }

    @Test
    void losesNoPlainWrite() {
        // Given
        var guard = key("guard");
        put(guard, "start");
        var filler =
                IntStream.range(0, 30).mapToObj(i -> set(key("f" + i), "x")).toList();
        var successors = new ConcurrentHashMap<Version, Version>();

        // When: after a plain write there is that write, or what was swapped for it, and for that, and so on.
        var written = atOnce(4, caller -> {
            var pairs = new ArrayList<List<Version>>();
            repeat(20, i -> {
                if (caller == 0) {
                    pairs.add(List.of(
                            put(guard, "x" + i), read(guard).orElseThrow().version()));
                } else {
                    var version = read(guard).orElseThrow().version();
                    var operations = new ArrayList<Operation>(filler);
                    operations.add(0, swap(guard, version, "of " + caller));
                    var transaction = execute(operations);
                    if (transaction.committed()) {
                        successors.put(version, swapped(transaction));
                    }
                }
            });
            return pairs;
        });

        // Then
        assertThat(written.getFirst())
                .isNotEmpty()
                .allMatch(pair -> follows(pair.getFirst(), pair.getLast(), successors));
    }

    @Test
    void letsExactlyOneOfManyCreateTheSameKeys() {
        // Given
        int rounds = 50;

        // When
        var answers = inRounds(
                rounds,
                8,
                (round, caller) -> execute(
                                create(key((caller % 2 == 0 ? "a" : "b") + round), "of " + caller),
                                create(key((caller % 2 == 0 ? "b" : "a") + round), "of " + caller))
                        .committed());

        // Then
        for (int i = 0; i < rounds; i++) {
            int round = i;
            var winners = IntStream.range(0, 8)
                    .filter(caller -> answers.get(caller).get(round))
                    .boxed()
                    .toList();
            assertThat(winners).hasSize(1);
            assertReads(key("a" + i), value("of " + winners.getFirst()));
            assertReads(key("b" + i), value("of " + winners.getFirst()));
        }
    }

    private void writeAll(List<Key> keys, int number) {
        execute(keys.stream().map(key -> set(key, "" + number)).toList());
    }

    private static long sum(List<Integer> times, int... callers) {
        return IntStream.of(callers).mapToLong(times::get).sum();
    }

    private static Version swapped(Transaction transaction) {
        return ((Result.Compared) transaction.results().getFirst())
                .comparison()
                .version()
                .orElseThrow();
    }

    /** Moves one unit between two accounts; starts again when somebody else was faster. */
    private void transfer(List<Key> accounts, Random random) {
        var from = accounts.get(random.nextInt(accounts.size()));
        var to = accounts.get((accounts.indexOf(from) + 1 + random.nextInt(accounts.size() - 1)) % accounts.size());
        boolean moved = false;
        while (!moved) {
            var both = entries(execute(get(from), get(to)));
            var source = both.getFirst();
            var target = both.getLast();
            moved = execute(
                            swap(from, source.version(), "" + (Long.parseLong(text(source)) - 1)),
                            swap(to, target.version(), "" + (Long.parseLong(text(target)) + 1)))
                    .committed();
        }
    }

    private long sum(List<Key> accounts) {
        var transaction = await(transactional()
                .execute(accounts.stream().map(KeyValueContract::get).toList(), soon()));
        return texts(transaction).stream().mapToLong(Long::parseLong).sum();
    }

    private static <T> List<T> collectWhile(AtomicBoolean running, Supplier<T> look) {
        var seen = new ArrayList<T>();
        var end = soon();
        do {
            seen.add(look.get());
        } while (running.get() && !end.passed());
        return seen;
    }

    private Transaction execute(Operation... operations) {
        return execute(List.of(operations));
    }

    private Transaction execute(List<Operation> operations) {
        return await(transactional().execute(operations, soon()));
    }

    private long number(Key key) {
        return Long.parseLong(text(read(key).orElseThrow()));
    }

    private static List<Entry> entries(Transaction transaction) {
        return transaction.results().stream()
                .map(result -> ((Result.Read) result).entry().orElseThrow())
                .toList();
    }

    private static List<String> texts(Transaction transaction) {
        return entries(transaction).stream()
                .map(KeyValueTransactionRacesContract::text)
                .toList();
    }

    private static String text(Entry entry) {
        return entry.value().bytes().toStringUtf8();
    }
}
