// SPDX-License-Identifier: Apache-2.0
package io.prism.testkit.keyvalue.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.spi.keyvalue.KeyValueTtl;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.TimeToLive;
import io.prism.spi.keyvalue.entry.Version;
import io.prism.testkit.CoversInterface;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link io.prism.spi.keyvalue.KeyValueBasic} promises to many callers at once. */
@CoversInterface("keyvalue_basic")
public abstract class KeyValueConcurrencyContract extends KeyValueContract {

    @Test
    void keepsEveryKeyOfManyWriters() {
        // Given
        int writers = 10;
        int each = 100;

        // When
        atOnce(writers, writer -> {
            for (int i = 0; i < each; i++) {
                var key = key(writer + "-" + i);
                put(key, key.name());
                assertReads(key, value(key.name()));
            }
            return writer;
        });

        // Then
        IntStream.range(0, writers * each)
                .mapToObj(i -> key(i / each + "-" + i % each))
                .forEach(key -> assertReads(key, value(key.name())));
    }

    @Test
    void answersManyReadersAlike() {
        // Given
        var key = key("a");
        put(key, "one");

        // When
        var answers =
                atOnce(20, _ -> IntStream.range(0, 20).mapToObj(_ -> read(key)).toList());

        // Then
        var expected = read(key);
        assertThat(expected).isPresent();
        answers.forEach(read -> assertThat(read).containsOnly(expected));
    }

    @Test
    void neverMissesAKeyThatIsBeingOverwritten() {
        // Given
        var key = key("a");
        put(key, "start");
        var writing = new AtomicBoolean(true);

        // When
        var missed = atOnce(11, caller -> {
            if (caller > 0) {
                return readWhile(writing, key);
            }
            try {
                IntStream.range(0, 100).forEach(i -> put(key, "value " + i));
            } finally {
                writing.set(false);
            }
            return 0;
        });

        // Then
        assertThat(missed).containsOnly(0);
        assertReads(key, value("value 99"));
    }

    @Test
    void neverMissesAKeyWhoseExpiryIsBeingChanged() {
        // Given
        assumeHas(KeyValueTtl.class);
        var key = key("a");
        put(key, "start");
        var writing = new AtomicBoolean(true);

        // When
        var missed = atOnce(5, caller -> {
            if (caller > 0) {
                return readWhile(writing, key);
            }
            try {
                for (int i = 0; i < 50; i++) {
                    await(ttl().expire(key, Duration.ofHours(1), soon()));
                    await(ttl().persist(key, soon()));
                }
            } finally {
                writing.set(false);
            }
            return 0;
        });

        // Then
        assertThat(missed).containsOnly(0);
    }

    @Test
    void keepsOneWholeValueOfManyWritersToOneKey() {
        // Given
        var key = key("a");

        // When
        var versions = atOnce(64, writer -> await(basic().set(key, random(5000, writer), soon())));

        // Then
        var entry = read(key).orElseThrow();
        int winner = versions.indexOf(entry.version());
        assertThat(new HashSet<>(versions)).hasSize(64);
        assertThat(winner).isNotNegative();
        assertThat(entry.value()).isEqualTo(random(5000, winner));
    }

    @Test
    void showsValueAndVersionOfOneWriteTogether() {
        // Given
        var key = key("a");

        // When
        var seen = atOnce(8, caller -> {
            var version = put(key, "of " + caller);
            return Optional.of(read(key).orElseThrow()).map(entry -> new Seen(version, entry));
        });

        // Then
        var byWriter = IntStream.range(0, 8)
                .mapToObj(i -> seen.get(i).orElseThrow().written())
                .toList();
        seen.forEach(one -> {
            Entry entry = one.orElseThrow().read();
            assertThat(entry.value()).isEqualTo(value("of " + byWriter.indexOf(entry.version())));
        });
    }

    @Test
    void letsExactlyOneOfManyDeletersWin() {
        // Given
        var keys = IntStream.range(0, 50).mapToObj(i -> key("k" + i)).toList();
        keys.forEach(key -> put(key, "x"));

        // When
        var answers = atOnce(
                10,
                _ -> keys.stream()
                        .map(key -> await(basic().delete(key, soon())))
                        .toList());

        // Then
        for (int i = 0; i < keys.size(); i++) {
            int at = i;
            assertThat(answers.stream().filter(answer -> answer.get(at))).hasSize(1);
            assertThat(there(keys.get(i))).isFalse();
        }
    }

    @Test
    void seesAWriteOfAnotherCallerOnceItIsAcknowledged() {
        // Given
        var keys = IntStream.range(0, 20).mapToObj(i -> key("k" + i)).toList();

        // When
        var found = atOnce(20, writer -> {
            put(keys.get(writer), "x");
            return atOnceFound(keys.get(writer));
        });

        // Then
        assertThat(found).containsOnly(true);
    }

    @Test
    void neverMissesAKeyThatManyWritersOverwrite() {
        // Given
        var key = key("a");
        put(key, "start");
        var writing = new AtomicBoolean(true);

        // When
        var missed = atOnce(15, caller -> {
            if (caller >= 5) {
                return readWhile(writing, key);
            }
            try {
                IntStream.range(0, 20).forEach(i -> put(key, caller + " " + i));
            } finally {
                writing.set(false);
            }
            return 0;
        });

        // Then
        assertThat(missed).containsOnly(0);
        assertThat(read(key)).isPresent();
    }

    @Test
    void keepsAWholeValueOfManyRapidWritersToOneKey() {
        // Given
        var key = key("a");

        // When
        atOnce(20, writer -> {
            IntStream.range(0, 50).forEach(i -> put(key, writer + "-" + i));
            return writer;
        });

        // Then: the last write of somebody, as each of them writes one after the other.
        assertThat(read(key).orElseThrow().value().bytes().toStringUtf8()).matches("[0-9]{1,2}-49");
    }

    @Test
    void answersReadersOfAbsentKeysWhileOthersWrite() {
        // Given
        var absent = key("absent");

        // When
        var found = atOnce(30, caller -> {
            if (caller < 10) {
                IntStream.range(0, 20).forEach(i -> put(key(caller + "-" + i), "x"));
                return 0L;
            }
            return IntStream.range(0, 20)
                    .filter(_ -> there(absent) || read(absent).isPresent())
                    .count();
        });

        // Then
        assertThat(found).containsOnly(0L);
        IntStream.range(0, 200).mapToObj(i -> key(i / 20 + "-" + i % 20)).forEach(key -> assertReads(key, value("x")));
    }

    @Test
    void tellsEveryCallerThatAKeyIsThere() {
        // Given
        var key = key("a");
        put(key, "one");

        // When
        var answers = atOnce(100, _ -> there(key));

        // Then
        assertThat(answers).containsOnly(true);
    }

    @Test
    void letsOneOfManyCallersDeleteAKeyThatTheySaw() {
        // Given
        var key = key("a");
        put(key, "one");

        // When
        var answers = atOnce(100, _ -> there(key) && await(basic().delete(key, soon())));

        // Then
        assertThat(answers.stream().filter(deleted -> deleted)).hasSize(1);
        assertThat(there(key)).isFalse();
    }

    @Test
    void handsItemsFromStageToStage() {
        // Given
        var stages = List.of("first", "second", "third");

        // When: every stage waits for what the one before it wrote.
        atOnce(stages.size(), stage -> {
            for (int i = 0; i < 20; i++) {
                var text = "item " + i;
                if (stage > 0) {
                    var before = key(stages.get(stage - 1) + i);
                    eventually().until(() -> there(before));
                    text = read(before).orElseThrow().value().bytes().toStringUtf8();
                }
                put(key(stages.get(stage) + i), text + ", " + stages.get(stage));
            }
            return stage;
        });

        // Then
        IntStream.range(0, 20)
                .forEach(i -> assertReads(key("third" + i), value("item " + i + ", first, second, third")));
    }

    @Test
    void keepsEveryExpiryOfManyWriters() {
        // Given
        assumeHas(KeyValueTtl.class);

        // When
        atOnce(10, writer -> {
            IntStream.range(0, 50).forEach(i -> put(key(writer + "-" + i), "x", Duration.ofMinutes(writer + 1)));
            return writer;
        });

        // Then
        IntStream.range(0, 500)
                .forEach(i -> assertThat(await(ttl().ttl(key(i / 50 + "-" + i % 50), soon())))
                        .isInstanceOfSatisfying(
                                TimeToLive.Left.class,
                                left -> assertThat(left.left())
                                        .isBetween(Duration.ofMinutes(i / 50), Duration.ofMinutes(i / 50 + 1))));
    }

    @Test
    void answersReadersOfKeysThatAreExpiring() {
        // Given
        assumeHas(KeyValueTtl.class);
        var keys = IntStream.range(0, 50).mapToObj(i -> key("k" + i)).toList();
        IntStream.range(0, 50).forEach(i -> put(keys.get(i), "x", Duration.ofMillis(200 + 4 * i)));

        // When: a reader that saw a key gone must never see it again.
        var returned = atOnce(10, _ -> {
            var gone = new HashSet<Key>();
            int again = 0;
            var end = soon();
            while (gone.size() < keys.size() && !end.passed()) {
                for (Key key : keys) {
                    boolean there = read(key).isPresent();
                    again += there && gone.contains(key) ? 1 : 0;
                    if (!there) {
                        gone.add(key);
                    }
                }
            }
            return gone.size() == keys.size() ? again : -1;
        });

        // Then
        assertThat(returned).containsOnly(0);
    }

    private boolean atOnceFound(Key key) {
        return IntStream.range(0, 10).allMatch(_ -> there(key));
    }

    private int readWhile(AtomicBoolean writing, Key key) {
        int missed = 0;
        var end = soon();
        do {
            missed += there(key) && read(key).isPresent() ? 0 : 1;
        } while (writing.get() && !end.passed());
        return missed;
    }

    private record Seen(Version written, Entry read) {}
}
