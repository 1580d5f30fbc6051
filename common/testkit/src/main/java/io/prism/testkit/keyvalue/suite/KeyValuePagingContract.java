// SPDX-License-Identifier: Apache-2.0
package io.prism.testkit.keyvalue.suite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.prism.spi.keyvalue.KeyValueBatch;
import io.prism.spi.keyvalue.KeyValueScan.Bound;
import io.prism.spi.keyvalue.KeyValueScan.Page;
import io.prism.spi.keyvalue.KeyValueScan.Range;
import io.prism.spi.keyvalue.KeyValueTtl;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.testkit.CoversInterface;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link io.prism.spi.keyvalue.KeyValueScan} promises page by page, among odd names and busy writers. */
@CoversInterface("keyvalue_scan")
public abstract class KeyValuePagingContract extends KeyValueContract {

    private static final Bound ROOMY = new Bound(1000, 1 << 20);
    private static final Comparator<Key> BY_BYTES =
            Comparator.comparing(key -> key.name().getBytes(UTF_8), Arrays::compareUnsigned);
    private static final List<String> NAMES = List.of(
            "key1",
            "key33",
            "abc1",
            "abc33",
            "prefix||key1",
            "prefix||key2",
            "prefix||prefix2||key3",
            "other-prefix||key1",
            "no-prefix",
            "hello_workflow",
            "hello%%",
            "%hello_workflow%_yoyo");

    @ParameterizedTest
    @CsvSource({
        "'', 12",
        "prefix||, 3",
        "prefix||prefix2||, 1",
        "prefix, 3",
        "other-prefix||, 1",
        "no-prefix, 1",
        "||, 0",
        "abc, 2",
        "abc_, 0",
        "abc3, 1",
        "hello_, 1",
        "hello_workflow, 1",
        "helloXworkflow, 0",
        "hello%, 1",
        "hello%%, 1",
        "%hello_workflow%_yoyo, 1",
        "%, 1",
        "%key1, 0",
        "%||%, 0",
        "_, 0",
        "*, 0",
        "?, 0",
        "[a-z], 0",
        "'\\', 0",
        "hello\\_workflow, 0",
    })
    void listsAndCountsTheKeysOfAPrefixAndNoOther(String start, int expected) {
        // Given
        NAMES.forEach(name -> put(key(name), name));

        // When
        var keys = await(scan().scanKeys(from(start), ROOMY, soon()));
        var entries = await(scan().scan(from(start), ROOMY, soon()));

        // Then
        assertThat(keys.items())
                .hasSize(expected)
                .containsExactlyElementsOf(NAMES.stream()
                        .filter(name -> name.startsWith(start))
                        .map(this::key)
                        .sorted(BY_BYTES)
                        .toList());
        assertThat(entries.items().stream().map(Entry::key)).isEqualTo(keys.items());
        assertThat(entries.items())
                .allMatch(entry -> (prefix() + entry.value().bytes().toStringUtf8())
                        .equals(entry.key().name()));
        assertThat(await(scan().count(prefix() + start, soon()))).isEqualTo(expected);
    }

    @Test
    void listsWhatToDeleteOfAPrefixAndLeavesTheRest() {
        // Given
        NAMES.forEach(name -> put(key(name), name));

        // When
        var listed = await(scan().scanKeys(from("prefix||"), ROOMY, soon())).items();
        listed.forEach(key -> await(basic().delete(key, soon())));

        // Then
        assertThat(listed).hasSize(3);
        assertThat(await(scan().count(prefix() + "prefix||", soon()))).isZero();
        assertThat(await(scan().scanKeys(from(""), ROOMY, soon())).items())
                .containsExactlyElementsOf(NAMES.stream()
                        .filter(name -> !name.startsWith("prefix||"))
                        .map(this::key)
                        .sorted(BY_BYTES)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 6, 11, 12, 13, 100_000})
    void listsTheSameWhateverThePagesHold(int items) {
        // Given
        NAMES.forEach(name -> put(key(name), name));
        var expected = NAMES.stream().map(this::key).sorted(BY_BYTES).toList();

        // When
        var pages = pages(items, () -> {});

        // Then
        assertThat(pages.stream().map(Page::items).flatMap(List::stream)).containsExactlyElementsOf(expected);
        assertThat(pages.subList(0, pages.size() - 1))
                .allMatch(page -> page.more() && page.items().size() == items);
        assertThat(pages.getLast().more()).isFalse();
        assertThat(pages).hasSize((expected.size() + items - 1) / items);
    }

    @Test
    void startsBehindKeysWithOddNames() {
        // Given
        var names = Stream.of(
                        "", "\u0000", "\u0000\u0000", "%", "\uffff", "\ud83d\ude00", "\udbff\udfff", "a", "a\u0000")
                .map(name -> key("odd" + name))
                .sorted(BY_BYTES)
                .toList();
        names.forEach(key -> put(key, "x"));

        // When
        var rests = names.stream()
                .map(key -> await(scan().scanKeys(new Range(prefix() + "odd", Optional.of(key)), ROOMY, soon()))
                        .items())
                .toList();

        // Then
        for (int i = 0; i < names.size(); i++) {
            assertThat(rests.get(i)).isEqualTo(names.subList(i + 1, names.size()));
        }
    }

    @Test
    void listsTheLongestKeys() {
        // Given
        var longest = IntStream.range(0, 5)
                .mapToObj(i -> key(i + "x".repeat(Key.MAX_BYTES - prefix().length() - 1)))
                .toList();
        longest.forEach(key -> put(key, "x"));

        // When
        var pages = pages(2, () -> {});

        // Then
        assertThat(pages.stream().map(Page::items).flatMap(List::stream)).containsExactlyElementsOf(longest);
    }

    @Test
    void listsWhatWasAddedBehindThePageAndNotWhatWasDeletedThere() {
        // Given
        Stream.of("b", "d", "f").forEach(name -> put(key(name), "x"));

        // When
        var first = await(scan().scanKeys(from(""), new Bound(1, 1 << 20), soon()));
        put(key("a"), "x");
        put(key("c"), "x");
        await(basic().delete(key("d"), soon()));
        var rest = await(
                scan().scanKeys(new Range(prefix(), Optional.of(first.items().getLast())), ROOMY, soon()));

        // Then
        assertThat(first.items()).containsExactly(key("b"));
        assertThat(rest.items()).containsExactly(key("c"), key("f"));
    }

    @Test
    void endsWhenEverythingBehindThePageWasDeleted() {
        // Given
        var keys = fill(10);

        // When
        var first = await(scan().scanKeys(from(""), new Bound(4, 1 << 20), soon()));
        keys.forEach(key -> await(basic().delete(key, soon())));
        var rest = await(
                scan().scanKeys(new Range(prefix(), Optional.of(first.items().getLast())), ROOMY, soon()));

        // Then
        assertThat(first.more()).isTrue();
        assertThat(rest).isEqualTo(new Page<Key>(List.of(), false));
    }

    @Test
    void listsKeysThatStayExactlyOnceWhileOthersComeAndGo() {
        // Given
        var staying = fill(60);
        var churning = new AtomicBoolean(true);

        // When
        var listings = atOnce(4, caller -> {
            if (caller > 1) {
                churn(staying, caller, churning);
                return List.<List<Key>>of();
            }
            try {
                return IntStream.range(0, 5)
                        .mapToObj(_ -> pages(7, () -> {}).stream()
                                .map(Page::items)
                                .flatMap(List::stream)
                                .toList())
                        .toList();
            } finally {
                churning.set(false);
            }
        });

        // Then
        assertThat(listings.stream().flatMap(List::stream)).hasSize(10).allSatisfy(listed -> {
            assertThat(listed).doesNotHaveDuplicates().isSortedAccordingTo(BY_BYTES);
            assertThat(listed.stream().filter(staying::contains)).containsExactlyElementsOf(staying);
        });
    }

    @Test
    void showsValueAndVersionOfOneWriteTogether() {
        // Given
        var keys = fill(20);

        // When: every value names its key, and the version of a value is never that of another one.
        var seen = atOnce(3, caller -> {
            var entries = new ArrayList<Entry>();
            for (int i = 0; i < 20; i++) {
                if (caller > 0) {
                    entries.addAll(await(scan().scan(from(""), ROOMY, soon())).items());
                } else {
                    int turn = i;
                    keys.forEach(key -> put(key, key.name() + " " + turn));
                }
            }
            return entries;
        });

        // Then
        var valueOf = new HashMap<String, String>();
        assertThat(seen.stream().flatMap(List::stream)).isNotEmpty().allSatisfy(entry -> {
            var text = entry.value().bytes().toStringUtf8();
            assertThat(text)
                    .satisfiesAnyOf(
                            one -> assertThat(one).isEqualTo("x"),
                            one -> assertThat(one).startsWith(entry.key().name() + " "));
            var known = valueOf.putIfAbsent(entry.version().token(), entry.key() + text);
            assertThat(known == null || known.equals(entry.key() + text)).isTrue();
        });
    }

    @Test
    void listsWhatABatchWrote() {
        // Given
        assumeHas(KeyValueBatch.class);
        var keys =
                IntStream.range(0, 300).mapToObj(i -> key("n%03d".formatted(i))).toList();

        // When
        await(batch().setAll(
                        keys.stream()
                                .map(key -> new KeyValueBatch.Write(key, value(key.name()), Optional.empty()))
                                .toList(),
                        soon()));

        // Then
        assertThat(pages(128, () -> {}).stream().map(Page::items).flatMap(List::stream))
                .containsExactlyElementsOf(keys);
        assertThat(await(scan().count(prefix(), soon()))).isEqualTo(300);
    }

    @Test
    void dropsWhatExpiresBetweenPages() {
        // Given
        assumeHas(KeyValueTtl.class);
        var keys = fill(9);
        put(keys.get(4), "x", Duration.ofMillis(150));
        put(keys.get(8), "x", Duration.ofMillis(150));

        // When
        var pages = pages(3, () -> eventually().until(() -> !there(keys.get(4)) && !there(keys.get(8))));

        // Then
        assertThat(pages.stream().map(Page::items).flatMap(List::stream))
                .containsExactlyElementsOf(keys.stream()
                        .filter(key -> !key.equals(keys.get(4)) && !key.equals(keys.get(8)))
                        .toList());
        assertThat(pages.getLast().more()).isFalse();
    }

    private Range from(String start) {
        return new Range(prefix() + start, Optional.empty());
    }

    private List<Key> fill(int count) {
        var keys = IntStream.range(0, count)
                .mapToObj(i -> key("k%02d".formatted(i)))
                .toList();
        keys.forEach(key -> put(key, "x"));
        return keys;
    }

    /** Writes and deletes keys between those that stay, until the listing is over. */
    private void churn(List<Key> staying, int caller, AtomicBoolean churning) {
        var end = soon();
        for (int i = 0; churning.get() && !end.passed(); i++) {
            var key = new Key(staying.get(i % staying.size()).name() + "-" + caller);
            put(key, "x");
            await(basic().delete(key, soon()));
        }
    }

    /** The pages of all keys of this test; {@code between} is done after each but the last. */
    private List<Page<Key>> pages(int items, Runnable between) {
        var pages = new ArrayList<Page<Key>>();
        var range = from("");
        while (true) {
            Page<Key> page = await(scan().scanKeys(range, new Bound(items, 1 << 20), soon()));
            pages.add(page);
            if (!page.more()) {
                return pages;
            }
            between.run();
            range = new Range(range.prefix(), Optional.of(page.items().getLast()));
        }
    }
}
