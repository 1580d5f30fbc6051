// SPDX-License-Identifier: Apache-2.0
package io.prism.testkit.keyvalue.suite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.prism.spi.keyvalue.KeyValueScan.Bound;
import io.prism.spi.keyvalue.KeyValueScan.Page;
import io.prism.spi.keyvalue.KeyValueScan.Range;
import io.prism.spi.keyvalue.KeyValueTtl;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.Value;
import io.prism.testkit.CoversInterface;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link io.prism.spi.keyvalue.KeyValueScan} must do. Never weaken it for one backend. */
@CoversInterface("keyvalue_scan")
public abstract class KeyValueScanContract extends KeyValueContract {

    private static final Bound ROOMY = new Bound(1000, 1 << 20);
    private static final Comparator<Key> BY_BYTES =
            Comparator.comparing(key -> key.name().getBytes(UTF_8), Arrays::compareUnsigned);

    @Test
    void listsEntriesAsTheyWereWritten() {
        // Given
        var a = key("a");
        var b = key("b");
        var second = put(b, "two");
        var first = put(a, "one");

        // When
        var page = await(scan().scan(all(), ROOMY, soon()));

        // Then
        assertThat(page.items())
                .containsExactly(
                        new Entry(a, value("one"), first, Optional.empty()),
                        new Entry(b, value("two"), second, Optional.empty()));
        assertThat(page.more()).isFalse();
    }

    @Test
    void listsNothingWhereThereIsNothing() {
        // Given
        var nowhere = new Range(prefix() + "nowhere", Optional.empty());

        // When
        var entries = await(scan().scan(nowhere, ROOMY, soon()));
        var keys = await(scan().scanKeys(nowhere, ROOMY, soon()));

        // Then
        assertThat(entries).isEqualTo(new Page<Entry>(List.of(), false));
        assertThat(keys).isEqualTo(new Page<Key>(List.of(), false));
        assertThat(await(scan().count(nowhere.prefix(), soon()))).isZero();
    }

    @Test
    void listsKeysInTheOrderOfTheirBytes() {
        // Given: U+FFFF comes before a supplementary character in UTF-8, and behind it in UTF-16.
        var names = new ArrayList<>(Stream.of(
                        "",
                        "a",
                        "A",
                        "aa",
                        "a\u0000",
                        "a\u0000b",
                        "b",
                        "Z",
                        "\u007f",
                        "\u0080",
                        "\u00e9",
                        "\u07ff",
                        "\u0800",
                        "\ud7ff",
                        "\ue000",
                        "\uffff",
                        "\ud800\udc00",
                        "\ud83d\ude00",
                        "\udbff\udfff",
                        "\uffffa",
                        "\ud83d\ude00a",
                        "10",
                        "9",
                        " ",
                        "~")
                .map(this::key)
                .toList());
        Collections.shuffle(names, new Random(7));
        names.forEach(key -> put(key, "x"));

        // When
        var keys = await(scan().scanKeys(all(), ROOMY, soon())).items();

        // Then
        assertThat(keys)
                .containsExactlyElementsOf(names.stream().sorted(BY_BYTES).toList());
        assertThat(pages(prefix(), 2, List.of())).isEqualTo(keys);
    }

    @Test
    void pagesThroughARangeAndSaysExactlyWhetherThereIsMore() {
        // Given
        var keys = fill(12);

        // When
        var first = await(scan().scanKeys(all(), new Bound(6, 1 << 20), soon()));
        var second = await(scan().scanKeys(after(first), new Bound(5, 1 << 20), soon()));
        var third = await(scan().scanKeys(after(second), new Bound(1, 1 << 20), soon()));

        // Then
        assertThat(first).isEqualTo(new Page<>(keys.subList(0, 6), true));
        assertThat(second).isEqualTo(new Page<>(keys.subList(6, 11), true));
        assertThat(third).isEqualTo(new Page<>(keys.subList(11, 12), false));
        assertThat(await(scan().scanKeys(after(third), ROOMY, soon()))).isEqualTo(new Page<Key>(List.of(), false));
    }

    @Test
    void saysThatThereIsNoMoreBehindAPageThatIsJustFull() {
        // Given
        var keys = fill(3);

        // When
        var page = await(scan().scan(all(), new Bound(3, 1 << 20), soon()));

        // Then
        assertThat(page.items().stream().map(Entry::key)).isEqualTo(keys);
        assertThat(page.more()).isFalse();
    }

    @Test
    void endsAPageBehindTheItemThatReachesTheByteBound() {
        // Given
        var keys = IntStream.range(0, 5).mapToObj(i -> key("k" + i)).toList();
        keys.forEach(key -> await(basic().set(key, random(1000, 1), soon())));
        long item = 1000L + keys.getFirst().name().length();

        // When
        var below = await(scan().scan(all(), new Bound(100, item), soon()));
        var above = await(scan().scan(all(), new Bound(100, item + 1), soon()));
        var everything = await(scan().scan(all(), new Bound(100, item * 5), soon()));

        // Then
        assertThat(below.items()).hasSize(1);
        assertThat(below.more()).isTrue();
        assertThat(above.items()).hasSize(2);
        assertThat(everything.items()).hasSize(5);
        assertThat(everything.more()).isFalse();
    }

    @Test
    void listsAtLeastOneEntryHoweverLarge() {
        // Given
        var large = random(1 << 20, 1);
        await(basic().set(key("large"), large, soon()));
        put(key("small"), "one");

        // When
        var page = await(scan().scan(all(), new Bound(10, 1), soon()));

        // Then
        assertThat(page.items().stream().map(Entry::value)).containsExactly(large);
        assertThat(page.more()).isTrue();
    }

    @Test
    void countsOnlyKeysAgainstTheByteBoundWhenListingKeys() {
        // Given
        var keys = IntStream.range(0, 4).mapToObj(i -> key("k" + i)).toList();
        keys.forEach(key -> await(basic().set(key, random(1000, 1), soon())));

        // When
        var page = await(scan().scanKeys(
                        all(), new Bound(100, 2L * keys.getFirst().name().length()), soon()));

        // Then
        assertThat(page).isEqualTo(new Page<>(keys.subList(0, 2), true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"%", "_", "*", "?", "[a-z]", "a\\", "\\%", "'", "\"", ";--", "/", ":", ".", "a||", "^", "$"})
    void takesEveryCharacterOfAPrefixForItself(String text) {
        // Given
        var inside =
                Stream.of("", "x", "%", "_", text).map(rest -> key(text + rest)).toList();
        inside.forEach(key -> put(key, "x"));
        Stream.of("b", "ab", "abc", "A", "z", "0")
                .map(this::key)
                .filter(key -> !key.name().startsWith(prefix() + text))
                .forEach(key -> put(key, "x"));

        // When
        var keys = await(scan().scanKeys(new Range(prefix() + text, Optional.empty()), ROOMY, soon()))
                .items();

        // Then
        var expected = inside.stream().distinct().sorted(BY_BYTES).toList();
        assertThat(keys).isEqualTo(expected);
        assertThat(await(scan().count(prefix() + text, soon()))).isEqualTo(expected.size());
    }

    @Test
    void tellsPrefixesApartByCaseZeroAndSupplementaryCharacters() {
        // Given
        var keys = Stream.of("p", "P", "p\u0000", "p\uffff", "p\ud83d\ude00", "q", "o\udbff\udfff")
                .map(this::key)
                .toList();
        keys.forEach(key -> put(key, "x"));

        // When
        var counts = Stream.of("p", "P", "p\u0000", "p\uffff", "p\ud83d\ude00", "o\udbff\udfff")
                .map(name -> await(scan().count(prefix() + name, soon())));

        // Then
        assertThat(counts).containsExactly(4L, 1L, 1L, 1L, 1L, 1L);
    }

    @Test
    void startsBehindAKeyThatIsNotThereAnyMore() {
        // Given
        var keys = fill(5);

        // When
        await(basic().delete(keys.get(2), soon()));
        var page = await(scan().scanKeys(new Range(prefix(), Optional.of(keys.get(2))), ROOMY, soon()));

        // Then
        assertThat(page.items()).isEqualTo(keys.subList(3, 5));
    }

    @Test
    void startsAtThePrefixWhenAfterLiesBeforeItAndEndsWhenItLiesBehind() {
        // Given
        put(key("a"), "x");
        put(key("m1"), "x");
        put(key("z"), "x");

        // When
        var before = await(scan().scanKeys(new Range(prefix() + "m", Optional.of(key("a"))), ROOMY, soon()));
        var behind = await(scan().scanKeys(new Range(prefix() + "m", Optional.of(key("n"))), ROOMY, soon()));

        // Then
        assertThat(before.items()).containsExactly(key("m1"));
        assertThat(behind.items()).isEmpty();
        assertThat(behind.more()).isFalse();
    }

    @Test
    void listsKeysThatStayExactlyOnceWhateverComesAndGoesBetweenPages() {
        // Given
        var keys = fill(30);
        var churn = new ArrayList<Runnable>();
        IntStream.range(0, 30)
                .filter(i -> i % 3 == 0)
                .forEach(i -> churn.add(() -> {
                    await(basic().delete(keys.get(i), soon()));
                    put(key("k%02d-new".formatted(i)), "x");
                }));
        Collections.shuffle(churn, new Random(11));

        // When
        var listed = pages(prefix(), 4, churn);

        // Then
        var staying = IntStream.range(0, 30)
                .filter(i -> i % 3 != 0)
                .mapToObj(keys::get)
                .toList();
        assertThat(listed).doesNotHaveDuplicates().isSortedAccordingTo(BY_BYTES);
        assertThat(listed.stream().filter(staying::contains)).isEqualTo(staying);
    }

    @Test
    void listsEverythingForAnEmptyPrefix() {
        // Given
        var keys = fill(7);

        // When
        var found = pages("", 100, List.of());

        // Then
        assertThat(found.stream().filter(key -> key.name().startsWith(prefix())))
                .isEqualTo(keys);
        assertThat(await(scan().count("", soon()))).isGreaterThanOrEqualTo(7);
    }

    @Test
    void neitherListsNorCountsWhatHasExpired() {
        // Given
        assumeHas(KeyValueTtl.class);
        var keys = fill(6);
        await(ttl().set(keys.get(1), value("x"), Duration.ofMillis(150), soon()));
        await(ttl().set(keys.get(5), value("x"), Duration.ofMillis(150), soon()));

        // When
        eventually().until(() -> !there(keys.get(1)) && !there(keys.get(5)));

        // Then
        var page = await(scan().scanKeys(all(), new Bound(4, 1 << 20), soon()));
        assertThat(page).isEqualTo(new Page<>(List.of(keys.get(0), keys.get(2), keys.get(3), keys.get(4)), false));
        assertThat(await(scan().scan(all(), ROOMY, soon())).items()).hasSize(4);
        assertThat(await(scan().count(prefix(), soon()))).isEqualTo(4);
    }

    @Test
    void showsTheExpiryOfListedEntries() {
        // Given
        assumeHas(KeyValueTtl.class);
        var key = key("a");
        await(ttl().set(key, Value.EMPTY, Duration.ofHours(1), soon()));

        // When
        var page = await(scan().scan(all(), ROOMY, soon()));

        // Then
        assertThat(page.items()).isEqualTo(read(key).stream().toList());
        assertThat(page.items().getFirst().expiresAt()).isPresent();
    }

    @Test
    void listsMoreThanAThousandKeysInOneLargePage() {
        // Given
        var keys = IntStream.range(0, 1025)
                .mapToObj(i -> key("n%04d".formatted(i)))
                .toList();
        keys.forEach(key -> put(key, "x"));

        // When
        var page = await(scan().scanKeys(all(), new Bound(100_000, 1 << 24), soon()));

        // Then
        assertThat(page).isEqualTo(new Page<>(keys, false));
        assertThat(await(scan().count(prefix(), soon()))).isEqualTo(1025);
    }

    @Test
    void refusesACallWhoseDeadlineIsOver() {
        // Given
        put(key("a"), "x");

        // When, Then
        assertLate(
                scan().scan(all(), ROOMY, over()),
                scan().scanKeys(all(), ROOMY, over()),
                scan().count(prefix(), over()));
    }

    private Range all() {
        return new Range(prefix(), Optional.empty());
    }

    private Range after(Page<Key> page) {
        return new Range(prefix(), Optional.of(page.items().getLast()));
    }

    private List<Key> fill(int count) {
        var keys = IntStream.range(0, count)
                .mapToObj(i -> key("k%02d".formatted(i)))
                .toList();
        keys.forEach(key -> put(key, "x"));
        return keys;
    }

    /** Lists all keys with a prefix page by page and does one of {@code between} after each page. */
    private List<Key> pages(String start, int items, List<Runnable> between) {
        var listed = new ArrayList<Key>();
        var steps = between.iterator();
        var range = new Range(start, Optional.empty());
        while (true) {
            Page<Key> page = await(scan().scanKeys(range, new Bound(items, 1 << 20), soon()));
            listed.addAll(page.items());
            if (!page.more()) {
                return listed;
            }
            if (steps.hasNext()) {
                steps.next().run();
            }
            range = new Range(start, Optional.of(listed.getLast()));
        }
    }
}
