// SPDX-License-Identifier: Apache-2.0
package io.prism.testkit.keyvalue.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.Value;
import io.prism.spi.keyvalue.entry.Version;
import io.prism.spi.keyvalue.operation.Comparison;
import io.prism.spi.keyvalue.operation.Expected;
import io.prism.spi.keyvalue.operation.Operation;
import io.prism.testkit.CoversInterface;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link io.prism.spi.keyvalue.KeyValueCas} must do. Never weaken it for one backend. */
@CoversInterface("keyvalue_cas")
public abstract class KeyValueCasContract extends KeyValueContract {

    @Test
    void createsAKeyThatIsAbsent() {
        // Given
        var key = key("a");

        // When
        var created = run(create(key, "one"));

        // Then
        assertThat(created.matched()).isTrue();
        assertThat(read(key))
                .contains(new Entry(key, value("one"), created.version().orElseThrow(), Optional.empty()));
    }

    @Test
    void doesNotCreateAKeyThatIsThere() {
        // Given
        var key = key("a");
        var version = put(key, "one");

        // When
        var created = run(create(key, "two"));

        // Then
        assertThat(created).isEqualTo(differs(version));
        assertThat(read(key)).contains(new Entry(key, value("one"), version, Optional.empty()));
    }

    @Test
    void createsAKeyAgainThatWasDeleted() {
        // Given
        var key = key("a");
        put(key, "one");
        await(basic().delete(key, soon()));

        // When
        var first = run(create(key, "two"));
        var second = run(create(key, "three"));

        // Then
        assertThat(first.matched()).isTrue();
        assertThat(second).isEqualTo(new Comparison(false, first.version()));
        assertReads(key, value("two"));
    }

    @Test
    void countsAnEmptyValueAsThere() {
        // Given
        var key = key("a");
        var version = await(basic().set(key, Value.EMPTY, soon()));

        // When
        var created = run(create(key, "two"));

        // Then
        assertThat(created).isEqualTo(differs(version));
        assertReads(key, Value.EMPTY);
    }

    @Test
    void swapsAKeyThatIsAsExpected() {
        // Given
        var key = key("a");
        var version = put(key, "one");

        // When
        var swapped = run(swap(key, version, "two"));

        // Then
        assertThat(swapped.matched()).isTrue();
        assertThat(swapped.version()).isPresent().isNotEqualTo(Optional.of(version));
        assertThat(read(key))
                .contains(new Entry(key, value("two"), swapped.version().orElseThrow(), Optional.empty()));
    }

    @Test
    void doesNotSwapAKeyThatWasChanged() {
        // Given
        var key = key("a");
        var old = put(key, "one");
        var version = put(key, "two");

        // When
        var swapped = run(swap(key, old, "three"));

        // Then
        assertThat(swapped).isEqualTo(differs(version));
        assertThat(read(key)).contains(new Entry(key, value("two"), version, Optional.empty()));
    }

    @Test
    void neitherSwapsNorDeletesAnAbsentKey() {
        // Given
        var key = key("a");
        var version = put(key, "one");
        await(basic().delete(key, soon()));

        // When
        var swapped = run(swap(key, version, "two"));
        var deleted = removed(key, version);

        // Then
        assertThat(swapped).isEqualTo(absent());
        assertThat(deleted).isEqualTo(absent());
        assertThat(there(key)).isFalse();
    }

    @Test
    void deletesAKeyThatIsAsExpected() {
        // Given
        var key = key("a");
        var other = key("b");
        var version = put(key, "one");
        put(other, "one");

        // When
        var deleted = removed(key, version);

        // Then
        assertThat(deleted).isEqualTo(new Comparison(true, Optional.empty()));
        assertThat(there(key)).isFalse();
        assertThat(there(other)).isTrue();
        assertThat(removed(key, version)).isEqualTo(absent());
    }

    @Test
    void doesNotDeleteAKeyThatWasChanged() {
        // Given
        var key = key("a");
        var old = put(key, "one");
        var version = put(key, "two");

        // When
        var deleted = removed(key, old);

        // Then
        assertThat(deleted).isEqualTo(differs(version));
        assertThat(read(key)).contains(new Entry(key, value("two"), version, Optional.empty()));
    }

    @Test
    void givesEverySwapAVersionOfItsOwnAlsoWhenTheValueStays() {
        // Given
        var key = key("a");
        var seen = new HashSet<Version>();
        var version = run(create(key, "same")).version().orElseThrow();

        // When
        for (int i = 0; i < 10; i++) {
            seen.add(version);
            version = run(swap(key, version, "same")).version().orElseThrow();
        }

        // Then
        assertThat(seen).hasSize(10).doesNotContain(version);
        assertThat(seen).allMatch(one -> one.token().matches("[\\x21-\\x7e]{1,64}"));
        assertThat(read(key).map(Entry::version)).contains(version);
    }

    @Test
    void neverMatchesAnOldVersionAgain() {
        // Given
        var key = key("a");
        var old = new HashSet<Version>();
        old.add(put(key, "one"));
        old.add(put(key, "one"));
        old.add(run(swap(key, read(key).orElseThrow().version(), "one"))
                .version()
                .orElseThrow());
        await(basic().delete(key, soon()));
        old.add(run(create(key, "one")).version().orElseThrow());
        removed(key, read(key).orElseThrow().version());

        // When
        var version = put(key, "one");

        // Then
        assertThat(old).hasSize(4);
        old.forEach(one -> assertThat(run(swap(key, one, "two"))).isEqualTo(differs(version)));
        old.forEach(one -> assertThat(removed(key, one)).isEqualTo(differs(version)));
        assertReads(key, value("one"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "1",
                "-1",
                "00",
                "null",
                "NaN",
                "1e3",
                "0x1",
                "*",
                "%",
                "?",
                "{}",
                "\\",
                "'--",
                "\"v\"",
                "';DROP/**/TABLE/**/keyvalue;--",
                "!#$&()+,./:;<=>@[]^_`|~",
                "9223372036854775807",
                "-9223372036854775808",
                "99999999999999999999999999999999"
            })
    void treatsAVersionThatNeverWasAsAMismatch(String token) {
        // Given
        var key = key("a");
        var version = put(key, "one");

        // When
        var swapped = run(swap(key, new Version(token), "two"));
        var deleted = removed(key, new Version(token));

        // Then
        assertThat(swapped).isEqualTo(differs(version));
        assertThat(deleted).isEqualTo(differs(version));
        assertThat(run(swap(key("absent"), new Version(token), "two"))).isEqualTo(absent());
        assertReads(key, value("one"));
    }

    @Test
    void treatsAVersionThatOnlyLooksAlikeAsAMismatch() {
        // Given
        var key = key("a");
        var version = put(key, "one");
        String token = version.token();
        var alike = Stream.of(
                        "0" + token,
                        token + "0",
                        "+" + token,
                        "-" + token,
                        token + ".0",
                        token.substring(1),
                        token.substring(0, token.length() - 1),
                        token.toUpperCase(Locale.ROOT),
                        token.toLowerCase(Locale.ROOT),
                        token.repeat(30),
                        "9".repeat(64))
                .filter(text -> !text.isEmpty() && !text.equals(token))
                .map(Version::new)
                .toList();

        // When
        var swapped = alike.stream().map(one -> run(swap(key, one, "two"))).toList();
        var deleted = alike.stream().map(one -> removed(key, one)).toList();

        // Then
        assertThat(swapped).isNotEmpty().containsOnly(differs(version));
        assertThat(deleted).isNotEmpty().containsOnly(differs(version));
        assertReads(key, value("one"));
    }

    static Stream<Value> values() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        return Stream.of(
                Value.EMPTY,
                new Value(ByteString.copyFrom(all)),
                new Value(ByteString.fromHex("08ffffffffffffffffff01")),
                value("{\"a\":\"b\"}"),
                random(100 << 10, 1),
                random(1 << 20, 2));
    }

    @ParameterizedTest
    @MethodSource("values")
    void keepsValuesToTheByte(Value value) {
        // Given
        var created = key("created");
        var swapped = key("swapped");
        var version = put(swapped, "one");

        // When
        var first = run(new Operation.CompareAndSwap(created, value, new Expected.Absent(), Optional.empty()));
        var second = run(new Operation.CompareAndSwap(swapped, value, new Expected.At(version), Optional.empty()));

        // Then
        assertThat(List.of(first, second)).allMatch(Comparison::matched);
        assertReads(created, value);
        assertReads(swapped, value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "\ud83d\ude00", "100%_*?[a]\\", "'; --\"", "\uffff\udbff\udfff", " "})
    void takesEveryCharacterInAKey(String name) {
        // Given
        var key = key(name);

        // When
        var created = run(create(key, "one"));
        var swapped = run(swap(key, created.version().orElseThrow(), "two"));

        // Then
        assertThat(List.of(created, swapped)).allMatch(Comparison::matched);
        assertReads(key, value("two"));
        assertThat(removed(key, swapped.version().orElseThrow()).matched()).isTrue();
        assertThat(there(key)).isFalse();
    }

    @Test
    void doesNothingBeforeItIsSubscribedTo() {
        // Given
        var key = key("a");

        // When
        var call = cas().compareAndSwap(create(key, "one"), soon());

        // Then
        assertThat(there(key)).isFalse();
        var first = await(call);
        assertThat(first.matched()).isTrue();
        assertThat(await(call)).isEqualTo(new Comparison(false, first.version()));
    }

    @Test
    void refusesACallWhoseDeadlineIsOverAndDoesNothing() {
        // Given
        var key = key("late");
        var kept = key("kept");
        var version = put(kept, "one");

        // When, Then
        assertLate(
                cas().compareAndSwap(create(key, "one"), over()),
                cas().compareAndSwap(swap(kept, version, "two"), over()),
                cas().compareAndDelete(kept, version, over()));
        assertThat(there(key)).isFalse();
        assertThat(read(kept)).contains(new Entry(kept, value("one"), version, Optional.empty()));
    }

    private Comparison run(Operation.CompareAndSwap swap) {
        return await(cas().compareAndSwap(swap, soon()));
    }

    private Comparison removed(Key key, Version expected) {
        return await(cas().compareAndDelete(key, expected, soon()));
    }

    private static Comparison differs(Version current) {
        return new Comparison(false, Optional.of(current));
    }

    private static Comparison absent() {
        return new Comparison(false, Optional.empty());
    }
}
