// SPDX-License-Identifier: Apache-2.0
package io.prism.testkit.keyvalue.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.spi.PartOutcome;
import io.prism.spi.keyvalue.KeyValueBatch.Write;
import io.prism.spi.keyvalue.KeyValueTtl;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.Value;
import io.prism.spi.keyvalue.entry.Version;
import io.prism.testkit.CoversInterface;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link io.prism.spi.keyvalue.KeyValueBatch} must do. Never weaken it for one backend. */
@CoversInterface("keyvalue_batch")
public abstract class KeyValueBatchContract extends KeyValueContract {

    @Test
    void writesAllAndAnswersInTheOrderOfTheRequest() {
        // Given
        var keys = List.of(key("c"), key("a"), key("b"));

        // When
        var versions = setAll(keys.stream().map(key -> write(key, key.name())).toList());

        // Then
        keys.forEach(key -> assertReads(key, value(key.name())));
        assertThat(versions)
                .isEqualTo(keys.stream()
                        .map(key -> read(key).orElseThrow().version())
                        .toList());
    }

    @Test
    void writesValuesOfAllKinds() {
        // Given
        var values = List.of(
                Value.EMPTY, value("{\"a\":\"b\"}"), random(1, 1), random(100_000, 2), value("\u0000"), value("123"));
        var keys = IntStream.range(0, values.size()).mapToObj(i -> key("k" + i)).toList();

        // When
        setAll(IntStream.range(0, values.size())
                .mapToObj(i -> new Write(keys.get(i), values.get(i), Optional.empty()))
                .toList());

        // Then
        assertThat(getAll(keys).stream().map(entry -> entry.orElseThrow().value()))
                .isEqualTo(values);
    }

    @Test
    void readsInTheOrderOfTheRequestWithAbsentKeysAmongThem() {
        // Given
        put(key("b"), "two");
        put(key("a"), "one");
        var keys = List.of(key("b"), key("absent"), key("a"));

        // When
        var entries = getAll(keys);

        // Then
        assertThat(entries).isEqualTo(keys.stream().map(this::read).toList());
        assertThat(entries.get(1)).isEmpty();
    }

    @Test
    void deletesInTheOrderOfTheRequestWithAbsentKeysAmongThem() {
        // Given
        put(key("a"), "one");
        put(key("b"), "two");
        put(key("kept"), "three");

        // When
        var existed = deleteAll(List.of(key("b"), key("absent"), key("a")));

        // Then
        assertThat(existed).containsExactly(true, false, true);
        assertThat(there(key("a"))).isFalse();
        assertThat(there(key("b"))).isFalse();
        assertThat(there(key("kept"))).isTrue();
    }

    @Test
    void keepsTheLastOfSeveralWritesToOneKey() {
        // Given
        var key = key("a");

        // When
        var versions = setAll(List.of(write(key, "one"), write(key("b"), "x"), write(key, "two"), write(key, "three")));

        // Then
        assertReads(key, value("three"));
        assertThat(read(key).map(Entry::version)).contains(versions.getLast());
        assertThat(new HashSet<>(versions)).hasSize(4);
    }

    @Test
    void answersEveryOneOfSeveralReadsOfOneKey() {
        // Given
        var key = key("a");
        put(key, "one");

        // When
        var entries = getAll(List.of(key, key, key));

        // Then
        assertThat(entries).hasSize(3).allMatch(entry -> entry.equals(read(key)));
    }

    @Test
    void deletesAKeyOnceThatIsNamedTwice() {
        // Given
        var key = key("a");
        put(key, "one");

        // When
        var existed = deleteAll(List.of(key, key));

        // Then
        assertThat(existed).containsExactly(true, false);
    }

    @Test
    void doesNothingForAnEmptyBatch() {
        // Given
        var none = List.<Key>of();

        // When
        var versions = setAll(List.of());

        // Then
        assertThat(versions).isEmpty();
        assertThat(getAll(none)).isEmpty();
        assertThat(deleteAll(none)).isEmpty();
    }

    @Test
    void takesAThousandParts() {
        // Given
        var keys = IntStream.range(0, 1000).mapToObj(i -> key("n" + i)).toList();

        // When
        var versions = setAll(keys.stream().map(key -> write(key, key.name())).toList());

        // Then
        var entries = getAll(keys);
        assertThat(new HashSet<>(versions)).hasSize(1000);
        assertThat(entries.stream().map(entry -> entry.orElseThrow().version())).isEqualTo(versions);
        assertThat(entries.stream().map(entry -> entry.orElseThrow().value()))
                .isEqualTo(keys.stream().map(key -> value(key.name())).toList());
        assertThat(deleteAll(keys)).hasSize(1000).containsOnly(true);
        assertThat(getAll(keys)).containsOnly(Optional.empty());
    }

    @Test
    void givesEachPartItsOwnExpiry() {
        // Given
        assumeHas(KeyValueTtl.class);
        var brief = key("brief");
        var lasting = key("lasting");
        var forever = key("forever");
        await(ttl().set(forever, Value.EMPTY, Duration.ofMinutes(1), soon()));

        // When
        setAll(List.of(
                new Write(brief, value("x"), Optional.of(Duration.ofMillis(150))),
                new Write(lasting, value("x"), Optional.of(Duration.ofHours(1))),
                write(forever, "x")));

        // Then
        eventually().until(() -> !there(brief));
        var entries = getAll(List.of(brief, lasting, forever));
        assertThat(entries.get(0)).isEmpty();
        assertThat(entries.get(1).orElseThrow().expiresAt()).isPresent();
        assertThat(entries.get(2).orElseThrow().expiresAt()).isEmpty();
        assertThat(deleteAll(List.of(brief, lasting))).containsExactly(false, true);
    }

    @Test
    void doesNothingBeforeItIsSubscribedTo() {
        // Given
        var key = key("a");

        // When
        var call = batch().setAll(List.of(write(key, "one")), soon());

        // Then
        assertThat(there(key)).isFalse();
        assertThat(await(call)).isNotEqualTo(await(call));
    }

    @Test
    void refusesACallWhoseDeadlineIsOverAndDoesNothing() {
        // Given
        var key = key("late");
        var kept = key("kept");
        put(kept, "one");

        // When, Then
        assertLate(
                batch().setAll(List.of(write(key, "one")), over()),
                batch().getAll(List.of(kept), over()),
                batch().deleteAll(List.of(kept), over()));
        assertThat(there(key)).isFalse();
        assertThat(there(kept)).isTrue();
    }

    private static Write write(Key key, String text) {
        return new Write(key, value(text), Optional.empty());
    }

    private List<Version> setAll(List<Write> writes) {
        return done(await(batch().setAll(writes, soon())));
    }

    private List<Optional<Entry>> getAll(List<Key> keys) {
        return done(await(batch().getAll(keys, soon())));
    }

    private List<Boolean> deleteAll(List<Key> keys) {
        return done(await(batch().deleteAll(keys, soon())));
    }

    private static <T> List<T> done(List<PartOutcome<T>> outcomes) {
        return outcomes.stream()
                .map(outcome -> switch (outcome) {
                    case PartOutcome.Done<T>(T value) -> value;
                    case PartOutcome.Failed<T>(var failure) -> throw failure;
                })
                .toList();
    }
}
