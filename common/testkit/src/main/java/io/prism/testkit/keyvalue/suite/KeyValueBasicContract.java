// SPDX-License-Identifier: Apache-2.0
package io.prism.testkit.keyvalue.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.google.protobuf.ByteString;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.Value;
import io.prism.spi.keyvalue.entry.Version;
import io.prism.testkit.CoversInterface;
import java.util.HashSet;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every {@link io.prism.spi.keyvalue.KeyValueBasic} must do. Never weaken it for one backend. */
@CoversInterface("keyvalue_basic")
public abstract class KeyValueBasicContract extends KeyValueContract {

    @Test
    void readsBackWhatWasWritten() {
        // Given
        var key = key("a");

        // When
        var version = put(key, "one");

        // Then
        assertThat(read(key)).contains(new Entry(key, value("one"), version, Optional.empty()));
    }

    @Test
    void answersEmptyForAnAbsentKey() {
        // Given
        var key = key("absent");

        // When
        var entry = read(key);

        // Then
        assertThat(entry).isEmpty();
        assertThat(there(key)).isFalse();
    }

    @Test
    void overwrites() {
        // Given
        var key = key("a");
        put(key, "original, and longer");

        // When
        put(key, "updated");

        // Then
        assertReads(key, value("updated"));
    }

    @Test
    void keepsTheLastOfManyRapidWrites() {
        // Given
        var key = key("a");

        // When
        IntStream.range(0, 100).forEach(i -> put(key, "value " + i));

        // Then
        assertReads(key, value("value 99"));
    }

    @Test
    void deletes() {
        // Given
        var key = key("a");
        put(key, "one");

        // When
        boolean existed = await(basic().delete(key, soon()));

        // Then
        assertThat(existed).isTrue();
        assertThat(read(key)).isEmpty();
        assertThat(there(key)).isFalse();
    }

    @Test
    void deletesAnAbsentKeyWithoutComplaint() {
        // Given
        var key = key("absent");

        // When
        boolean existed = await(basic().delete(key, soon()));

        // Then
        assertThat(existed).isFalse();
    }

    @Test
    void deletesOnlyWhatWasNamed() {
        // Given
        var keys = IntStream.range(0, 20).mapToObj(i -> key("k" + i)).toList();
        keys.forEach(key -> put(key, key.name()));

        // When
        IntStream.range(0, 20).filter(i -> i % 3 == 0).forEach(i -> await(basic().delete(keys.get(i), soon())));

        // Then
        IntStream.range(0, 20).forEach(i -> assertThat(there(keys.get(i))).isEqualTo(i % 3 != 0));
    }

    @Test
    void saysThatAKeyExists() {
        // Given
        var key = key("a");
        boolean before = there(key);

        // When
        put(key, "one");

        // Then
        assertThat(before).isFalse();
        assertThat(there(key)).isTrue();
    }

    @Test
    void tellsAnEmptyValueFromAnAbsentKey() {
        // Given
        var key = key("empty");

        // When
        await(basic().set(key, Value.EMPTY, soon()));

        // Then
        assertReads(key, Value.EMPTY);
        assertThat(there(key)).isTrue();
    }

    static Stream<Arguments> values() {
        byte[] all = new byte[256];
        IntStream.range(0, 256).forEach(i -> all[i] = (byte) i);
        byte[] million = new byte[1 << 20];
        IntStream.range(0, million.length).forEach(i -> million[i] = (byte) i);
        return Stream.of(
                argumentSet("no bytes", Value.EMPTY),
                argumentSet("a zero byte", new Value(ByteString.copyFrom(new byte[1]))),
                argumentSet("zero and high bytes", new Value(ByteString.copyFrom(new byte[] {0, 1, 2, -1, -2, -3}))),
                argumentSet("all byte values", new Value(ByteString.copyFrom(all))),
                argumentSet("bytes that are no UTF-8", new Value(ByteString.copyFrom(new byte[] {-61, 40, -96, -1}))),
                argumentSet("text", value("hello world")),
                argumentSet("number in digits", value("123")),
                argumentSet("truth", value("true")),
                argumentSet("byte one", new Value(ByteString.copyFrom(new byte[] {1}))),
                argumentSet("a hundred characters", value("r4nd0m-Str".repeat(10))),
                argumentSet("256 bytes of noise", random(256, 4)),
                argumentSet("JSON", value("{\"a\":\"b\",\"n\":-1}")),
                argumentSet("JSON in quotes", value("\"{\\\"a\\\":\\\"b\\\"}\"")),
                argumentSet("JSON inside JSON", value("{\"o\":{\"a\":[1,2.50,null,true]},\"s\":\"\\u00e9\"}")),
                argumentSet("negative varint", new Value(ByteString.fromHex("08ffffffffffffffffff01"))),
                argumentSet("10 KiB", random(10 << 10, 1)),
                argumentSet("500 KiB", random(500 << 10, 2)),
                argumentSet("1 MiB", new Value(ByteString.copyFrom(million))),
                argumentSet("1 MiB of noise", random(1 << 20, 3)));
    }

    @ParameterizedTest(name = "{argumentSetName}")
    @MethodSource("values")
    void keepsValuesToTheByte(Value value) {
        // Given
        var key = key("exact");

        // When
        await(basic().set(key, value, soon()));

        // Then
        assertReads(key, value);
    }

    static Stream<Arguments> names() {
        return Stream.of(
                argumentSet("Latin", "order 42"),
                argumentSet("Cyrillic", "\u043a\u043b\u044e\u0447"),
                argumentSet("four-byte characters", "\ud83d\ude00\ud834\udd1e"),
                argumentSet("last code points", "\uffff\udbff\udfff"),
                argumentSet("zero character inside", "a\u0000b"),
                argumentSet("zero character at the end", "a\u0000"),
                argumentSet("control characters", "\u0001\t\r\n\u001b\u007f\u0085"),
                argumentSet("right-to-left and joiners", "\u202e\u200d\ufeff"),
                argumentSet("percent and underscore", "100%_done"),
                argumentSet("globs", "*?[a-z]^{}!"),
                argumentSet("backslashes", "a\\b\\\\%\\_"),
                argumentSet("quotes", "'; DROP TABLE keyvalue; --\""),
                argumentSet("separators", "a:b-c_d.e/f|g||h"),
                argumentSet("dots", "../../etc/passwd"),
                argumentSet("only a blank", " "));
    }

    @ParameterizedTest(name = "{argumentSetName}")
    @MethodSource("names")
    void takesEveryCharacterInAKey(String name) {
        // Given
        var key = key(name);

        // When
        var version = put(key, "of " + name);

        // Then
        assertThat(read(key)).contains(new Entry(key, value("of " + name), version, Optional.empty()));
        assertThat(await(basic().delete(key, soon()))).isTrue();
        assertThat(there(key)).isFalse();
    }

    @Test
    void takesTheShortestAndTheLongestKey() {
        // Given
        var shortest = new Key("\u0001");
        var longest = key("x".repeat(Key.MAX_BYTES - prefix().length()));

        // When
        put(shortest, "short");
        put(longest, "long");

        // Then
        assertReads(shortest, value("short"));
        assertReads(longest, value("long"));
        assertThat(await(basic().delete(shortest, soon()))).isTrue();
    }

    @Test
    void keepsKeysApartThatOnlyLookAlike() {
        // Given
        var keys = Stream.of(
                        "key",
                        "Key",
                        "KEY",
                        "key ",
                        " key",
                        "key\u0000",
                        "key\t",
                        "\u00e9",
                        "e\u0301",
                        "\u00df",
                        "ss",
                        "\uff4b\uff45\uff59",
                        "k%y",
                        "k_y",
                        "k*y",
                        "k?y",
                        "[k]ey",
                        "'key'",
                        "\\key",
                        "1",
                        "01",
                        "1.0")
                .map(this::key)
                .toList();

        // When
        keys.forEach(key -> put(key, "value of " + key));

        // Then
        keys.forEach(key -> assertReads(key, value("value of " + key)));
        assertThat(await(basic().delete(key("k_y"), soon()))).isTrue();
        assertThat(await(basic().delete(key("k%y"), soon()))).isTrue();
        assertThat(keys.stream().filter(this::there)).hasSize(keys.size() - 2);
    }

    @Test
    void givesEveryWriteAVersionOfItsOwn() {
        // Given
        var key = key("a");
        var seen = new HashSet<Version>();

        // When
        seen.add(put(key, "one"));
        seen.add(put(key, "two"));
        seen.add(put(key, "two"));
        await(basic().delete(key, soon()));
        seen.add(put(key, "one"));
        seen.add(put(key("b"), "one"));

        // Then
        assertThat(seen).hasSize(5);
        assertThat(seen).allMatch(version -> version.token().matches("[\\x21-\\x7e]{1,64}"));
    }

    @Test
    void changesNoVersionByReading() {
        // Given
        var key = key("a");
        var version = put(key, "one");

        // When
        read(key);
        there(key);
        await(basic().delete(key("other"), soon()));

        // Then
        assertThat(read(key).map(Entry::version)).contains(version);
    }

    @Test
    void doesNothingBeforeItIsSubscribedTo() {
        // Given
        var key = key("a");

        // When
        var call = basic().set(key, value("one"), soon());

        // Then
        assertThat(there(key)).isFalse();
        assertThat(await(call)).isNotEqualTo(await(call));
        assertThat(there(key)).isTrue();
    }

    @Test
    void refusesACallWhoseDeadlineIsOverAndDoesNothing() {
        // Given
        var key = key("late");
        var kept = key("kept");
        put(kept, "one");

        // When, Then
        assertLate(
                basic().set(key, value("one"), over()),
                basic().get(kept, over()),
                basic().delete(kept, over()),
                basic().exists(kept, over()));
        assertThat(there(key)).isFalse();
        assertReads(kept, value("one"));
    }

    @Test
    void findsEveryOneOfAThousandKeys() {
        // Given
        var keys = IntStream.range(0, 1000).mapToObj(i -> key("n" + i)).toList();

        // When
        keys.forEach(key -> put(key, key.name()));

        // Then
        keys.forEach(key -> assertReads(key, value(key.name())));
    }
}
