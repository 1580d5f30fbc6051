// SPDX-License-Identifier: Apache-2.0
package io.prism.testkit.keyvalue.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.spi.keyvalue.KeyValueTtl;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.TimeToLive;
import io.prism.spi.keyvalue.entry.Version;
import io.prism.spi.keyvalue.operation.Comparison;
import io.prism.spi.keyvalue.operation.Operation;
import io.prism.testkit.CoversInterface;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@link io.prism.spi.keyvalue.KeyValueCas} promises when other callers, or the clock, may be faster. */
@CoversInterface("keyvalue_cas")
public abstract class KeyValueCasRacesContract extends KeyValueContract {

    private static final int ROUNDS = 100;
    private static final Duration SHORT = Duration.ofMillis(150);
    /** Longer than any call takes on a busy machine. */
    private static final Duration BRIEF = Duration.ofSeconds(1);

    private static final Duration LONG = Duration.ofHours(1);

    @Test
    void givesTheExpiryOfTheSwap() {
        // Given
        assumeHas(KeyValueTtl.class);
        var key = key("a");
        var brief = key("brief");

        // When
        var created = run(create(key, "one", LONG));
        var first = ttlOf(key);
        var swapped = run(swap(key, created.version().orElseThrow(), "two", LONG.multipliedBy(2)));
        var shortly = run(swap(brief, put(brief, "one"), "two", SHORT));

        // Then
        assertThat(first).isInstanceOf(TimeToLive.Left.class);
        assertThat(List.of(created, swapped, shortly)).allMatch(Comparison::matched);
        assertThat(ttlOf(key))
                .isInstanceOfSatisfying(
                        TimeToLive.Left.class, left -> assertThat(left.left()).isGreaterThan(LONG));
        eventually().until(() -> !there(brief));
    }

    @Test
    void removesTheExpiryWhenSwappedWithoutOne() {
        // Given
        assumeHas(KeyValueTtl.class);
        var key = key("a");
        var version = put(key, "one", LONG);

        // When
        var swapped = run(swap(key, version, "two"));

        // Then
        assertThat(swapped.matched()).isTrue();
        assertThat(read(key).orElseThrow().expiresAt()).isEmpty();
        assertThat(ttlOf(key)).isEqualTo(new TimeToLive.Forever());
    }

    @Test
    void keepsTheExpiryWhenNothingWasSwapped() {
        // Given
        assumeHas(KeyValueTtl.class);
        var key = key("a");
        var old = put(key, "one");
        put(key, "two", LONG);
        var before = read(key);

        // When
        run(swap(key, old, "three"));
        run(create(key, "three", LONG.multipliedBy(2)));
        removed(key, old);

        // Then
        assertThat(before.flatMap(Entry::expiresAt)).isPresent();
        assertThat(read(key)).isEqualTo(before);
    }

    @Test
    void changesNoVersionByChangingTheExpiry() {
        // Given
        assumeHas(KeyValueTtl.class);
        var key = key("a");
        var other = key("b");
        var version = put(key, "one");
        var expiring = put(other, "one", LONG);

        // When
        await(ttl().expire(key, LONG, soon()));
        await(ttl().persist(other, soon()));

        // Then
        assertThat(run(swap(key, version, "two")).matched()).isTrue();
        assertThat(removed(other, expiring).matched()).isTrue();
    }

    @Test
    void countsAnExpiredEntryAsAbsent() {
        // Given
        assumeHas(KeyValueTtl.class);
        var key = key("a");
        var version = put(key, "one", SHORT);
        eventually().until(() -> !there(key));

        // When
        var swapped = run(swap(key, version, "two"));
        var deleted = removed(key, version);
        var created = run(create(key, "three"));

        // Then
        assertThat(swapped).isEqualTo(new Comparison(false, Optional.empty()));
        assertThat(deleted).isEqualTo(new Comparison(false, Optional.empty()));
        assertThat(created.matched()).isTrue();
        assertThat(created.version()).isNotEqualTo(Optional.of(version));
        assertThat(read(key))
                .contains(new Entry(key, value("three"), created.version().orElseThrow(), Optional.empty()));
        assertThat(run(swap(key, version, "four")).matched()).isFalse();
    }

    @Test
    void createsAKeyAgainOnceItHasExpired() {
        // Given
        assumeHas(KeyValueTtl.class);
        var key = key("a");
        var first = run(create(key, "one", BRIEF));

        // When
        var meanwhile = run(create(key, "two"));
        eventually().until(() -> run(create(key, "three")).matched());

        // Then
        assertThat(meanwhile).isEqualTo(new Comparison(false, first.version()));
        assertReads(key, value("three"));
    }

    @Test
    void losesNoUpdateOfManyWriters() {
        // Given
        var key = key("a");
        put(key, "");

        // When
        atOnce(64, writer -> {
            while (true) {
                Entry entry = read(key).orElseThrow();
                var next = text(entry) + writer + ";";
                if (run(swap(key, entry.version(), next)).matched()) {
                    return writer;
                }
            }
        });

        // Then
        var written = Stream.of(text(read(key).orElseThrow()).split(";")).map(Integer::valueOf);
        assertThat(written)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 64).boxed().toList());
    }

    @Test
    void letsExactlyOneOfManyCreatorsWin() {
        // Given
        var keys = keys();

        // When
        var answers = inRounds(ROUNDS, 8, (round, caller) -> run(create(keys.get(round), "of " + caller)));

        // Then
        for (int i = 0; i < ROUNDS; i++) {
            var ofOne = round(answers, i);
            assertThat(ofOne.stream().filter(Comparison::matched)).hasSize(1);
            int winner = ofOne.indexOf(
                    ofOne.stream().filter(Comparison::matched).findFirst().orElseThrow());
            var entry = read(keys.get(i)).orElseThrow();
            assertThat(entry.value()).isEqualTo(value("of " + winner));
            assertThat(ofOne.stream().map(Comparison::version)).containsOnly(Optional.of(entry.version()));
        }
    }

    @Test
    void letsExactlyOneOfManyDeletersOfOneVersionWin() {
        // Given
        var keys = keys();
        var versions = keys.stream().map(key -> put(key, "x")).toList();

        // When
        var answers = inRounds(ROUNDS, 8, (round, _) -> removed(keys.get(round), versions.get(round)));

        // Then
        for (int i = 0; i < ROUNDS; i++) {
            var ofOne = round(answers, i);
            assertThat(ofOne.stream().filter(Comparison::matched)).hasSize(1);
            assertThat(ofOne.stream().map(Comparison::version)).containsOnly(Optional.empty());
            assertThat(there(keys.get(i))).isFalse();
        }
    }

    @Test
    void letsExactlyOneOfManySwapsAndDeletesOfOneVersionWin() {
        // Given
        var keys = keys();
        var versions = keys.stream().map(key -> put(key, "x")).toList();

        // When
        var answers = inRounds(
                ROUNDS,
                8,
                (round, caller) -> caller % 2 == 0
                        ? run(swap(keys.get(round), versions.get(round), "of " + caller))
                        : removed(keys.get(round), versions.get(round)));

        // Then
        for (int i = 0; i < ROUNDS; i++) {
            var matched = round(answers, i).stream().filter(Comparison::matched).toList();
            assertThat(matched).hasSize(1);
            assertThat(read(keys.get(i)).map(Entry::version))
                    .isEqualTo(matched.getFirst().version());
        }
    }

    @Test
    void letsNoPlainWriterInBetweenComparisonAndSwap() {
        // Given
        var key = key("a");
        put(key, "start");

        // When: a version that was swapped is gone for good, so no two swaps may start from the same one.
        var swapped = atOnce(6, caller -> {
            var from = new ArrayList<Version>();
            if (caller < 2) {
                repeat(20, _ -> put(key, "of " + caller));
                return from;
            }
            // Plain writers may win every time while they are at it, so a caller goes on until it won once.
            int tries = 0;
            while (tries++ < 20 || from.isEmpty()) {
                var version = read(key).orElseThrow().version();
                if (run(swap(key, version, "of " + caller)).matched()) {
                    from.add(version);
                }
            }
            return from;
        });

        // Then
        var all = swapped.stream().flatMap(List::stream).toList();
        assertThat(new HashSet<>(all)).hasSameSizeAs(all).isNotEmpty();
    }

    @Test
    void losesNoPlainWriteToASwap() {
        // Given
        var key = key("a");
        put(key, "start");
        var successors = new ConcurrentHashMap<Version, Version>();

        // When: after a plain write there is that write, or what was swapped for it, and for that, and so on.
        var written = atOnce(4, caller -> {
            var pairs = new ArrayList<List<Version>>();
            repeat(20, i -> {
                if (caller == 0) {
                    pairs.add(List.of(put(key, "x" + i), read(key).orElseThrow().version()));
                } else {
                    var version = read(key).orElseThrow().version();
                    var swapped = run(swap(key, version, "of " + caller));
                    if (swapped.matched()) {
                        successors.put(version, swapped.version().orElseThrow());
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
    void deletesNoWriteThatItDidNotExpect() {
        // Given
        var key = key("a");
        var deleted = ConcurrentHashMap.<Version>newKeySet();

        // When: one caller writes and looks; the others delete what they saw.
        var written = atOnce(3, caller -> {
            var gone = new ArrayList<Version>();
            repeat(20, i -> {
                if (caller == 0) {
                    var version = put(key, "x" + i);
                    if (!there(key)) {
                        gone.add(version);
                    }
                } else {
                    read(key)
                            .map(Entry::version)
                            .filter(version -> removed(key, version).matched())
                            .ifPresent(deleted::add);
                }
            });
            return gone;
        });

        // Then
        assertThat(deleted).isNotEmpty().containsAll(written.getFirst());
    }

    private List<Key> keys() {
        return IntStream.range(0, ROUNDS).mapToObj(i -> key("k" + i)).toList();
    }

    private static List<Comparison> round(List<List<Comparison>> answers, int round) {
        return answers.stream().map(answer -> answer.get(round)).toList();
    }

    private Comparison run(Operation.CompareAndSwap swap) {
        return await(cas().compareAndSwap(swap, soon()));
    }

    private Comparison removed(Key key, Version expected) {
        return await(cas().compareAndDelete(key, expected, soon()));
    }

    private TimeToLive ttlOf(Key key) {
        return await(ttl().ttl(key, soon()));
    }

    private static String text(Entry entry) {
        return entry.value().bytes().toStringUtf8();
    }
}
