// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.core.Deadline;
import io.prism.spi.Backend;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.KeyValueIdempotency;
import io.prism.spi.keyvalue.KeyValueScan;
import io.prism.spi.keyvalue.KeyValueScan.Bound;
import io.prism.spi.keyvalue.KeyValueScan.Range;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left of a file whose process was killed in the midst of writing. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SqliteCrashTest {

    private static final int KILLS = 3;
    private static final int WRITES_BEFORE_KILL = 2000;
    private static final int THREADS = 2;

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"full", "normal", "off"})
    void keepsWhatWasAcknowledgedAndNothingHalfWhenItsProcessIsKilled(String synchronous)
            throws IOException, InterruptedException {
        // Given
        var file = folder.resolve("prism.db");
        var printed = new ArrayList<String>();

        // When
        for (int kill = 0; kill < KILLS; kill++) {
            printed.addAll(printedUntilKilled(file, synchronous, "run" + kill));
        }

        // Then
        try (var backend = SqliteSubject.backend(file)) {
            assertThat(keys(backend, "set-")).containsAll(acknowledged(printed, "set"));
            assertTransactionsAreWhole(backend, acknowledged(printed, "transaction"));
            assertCountersHold(backend, acknowledged(printed, "count"));
            assertDoneOnce(backend, acknowledged(printed, "once"));
        }
        assertThat(printed).hasSizeGreaterThanOrEqualTo(KILLS * WRITES_BEFORE_KILL);
        System.out.println("acknowledged writes checked after kill -9 with synchronous " + synchronous + ": "
                + Stream.of("set", "transaction", "count", "once")
                        .map(way -> acknowledged(printed, way).size() + " " + way)
                        .collect(Collectors.joining(", ")));
    }

    /** A transaction writes two keys and counts itself: if the three agree, none is half there. */
    private static void assertTransactionsAreWhole(Backend backend, Set<String> acknowledged) {
        var left = keys(backend, "left-");
        var right = keys(backend, "right-");
        assertThat(left).containsAll(acknowledged).isEqualTo(right);
        assertThat(number(backend, AcknowledgingWriter.TRANSACTIONS)).isEqualTo(left.size());
    }

    /** Each counter has one writer, so at most one increment was done and not acknowledged. */
    private static void assertCountersHold(Backend backend, Set<String> acknowledged) {
        Map<String, Long> highest = acknowledged.stream()
                .map(count -> count.split("=", 2))
                .collect(Collectors.toMap(count -> count[0], count -> Long.parseLong(count[1]), Math::max));
        assertThat(highest).hasSize(KILLS * THREADS);
        highest.forEach((name, last) ->
                assertThat(number(backend, new Key("count-" + name))).isBetween(last, last + 1));
    }

    /**
     * Sends every request again, those too that were under way: what had happened does not happen again, and what had
     * not happens now.
     */
    private static void assertDoneOnce(Backend backend, Set<String> acknowledged) {
        var once = backend.as(KeyValueIdempotency.class, AcknowledgingWriter.KEYSPACE)
                .orElseThrow();
        long before = number(backend, AcknowledgingWriter.ONCE);
        assertThat(before).isBetween((long) acknowledged.size(), (long) acknowledged.size() + KILLS * THREADS);
        acknowledged.forEach(name -> await(AcknowledgingWriter.once(once, name)));
        assertThat(number(backend, AcknowledgingWriter.ONCE)).isEqualTo(before);

        var all = new HashSet<>(acknowledged);
        acknowledged.forEach(name -> all.add(next(name)));
        all.forEach(name -> await(AcknowledgingWriter.once(once, name)));
        assertThat(number(backend, AcknowledgingWriter.ONCE)).isEqualTo(all.size());
    }

    /** The request that the same thread sends next. */
    private static String next(String name) {
        int dash = name.lastIndexOf('-');
        return name.substring(0, dash + 1) + (Integer.parseInt(name.substring(dash + 1)) + 1);
    }

    private static List<String> printedUntilKilled(Path file, String synchronous, String run)
            throws IOException, InterruptedException {
        var lines = new ArrayList<String>();
        try (var writer = JavaProcess.start(AcknowledgingWriter.class, file.toString(), synchronous, run)) {
            for (int i = 0; i < WRITES_BEFORE_KILL; i++) {
                lines.add(writer.line());
            }
            lines.addAll(writer.kill());
        }
        return lines;
    }

    /** Names of the writes of one way. */
    private static Set<String> acknowledged(List<String> lines, String way) {
        return lines.stream()
                .filter(line -> line.startsWith(way + " "))
                .map(line -> line.substring(way.length() + 1))
                .collect(Collectors.toSet());
    }

    /** Names of the keys with a prefix, without it. */
    private static Set<String> keys(Backend backend, String prefix) {
        var scan = backend.as(KeyValueScan.class, AcknowledgingWriter.KEYSPACE).orElseThrow();
        var page = await(scan.scanKeys(
                new Range(prefix, Optional.empty()), new Bound(Integer.MAX_VALUE, Long.MAX_VALUE), Deadline.NONE));
        return page.items().stream()
                .map(key -> key.name().substring(prefix.length()))
                .collect(Collectors.toSet());
    }

    private static long number(Backend backend, Key key) {
        Optional<Entry> entry = await(backend.as(KeyValueBasic.class, AcknowledgingWriter.KEYSPACE)
                .orElseThrow()
                .get(key, Deadline.NONE));
        return Long.parseLong(entry.orElseThrow().value().bytes().toStringUtf8());
    }

    private static <T> T await(Uni<T> call) {
        return call.await().atMost(Duration.ofSeconds(20));
    }
}
