// SPDX-License-Identifier: Apache-2.0
package io.prism.testkit.keyvalue;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.core.Key;
import io.prism.spi.keyvalue.Entry;
import io.prism.spi.keyvalue.KeyValueTtl;
import io.prism.spi.keyvalue.Version;
import io.prism.testkit.Covers;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link io.prism.spi.keyvalue.KeyValueBasic} promises to many callers at once. */
@Covers("keyvalue_basic")
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

    /** Runs {@code work} on as many threads, started together; answers come in the order of the callers' numbers. */
    private static <T> List<T> atOnce(int callers, IntFunction<T> work) {
        // Not virtual threads: readers that never block would keep the writer they wait for from ever running.
        try (var threads = Executors.newFixedThreadPool(callers)) {
            var start = new CompletableFuture<Boolean>();
            var running = IntStream.range(0, callers)
                    .mapToObj(caller -> start.thenApplyAsync(_ -> work.apply(caller), threads)
                            .orTimeout(PATIENCE.toSeconds() * 3, TimeUnit.SECONDS))
                    .toList();
            start.complete(true);
            return running.stream().map(CompletableFuture::join).toList();
        }
    }

    private record Seen(Version written, Entry read) {}
}
