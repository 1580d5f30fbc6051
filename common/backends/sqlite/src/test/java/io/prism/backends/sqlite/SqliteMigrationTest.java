// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prism.core.Deadline;
import io.prism.core.failure.GatewayException.BackendDown;
import io.prism.spi.Backend;
import io.prism.spi.IdempotencyToken;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.KeyValueIdempotency;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.operation.Operation;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files of earlier versions, and files that many open at once. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SqliteMigrationTest {

    private static final int MANY = 10;

    @TempDir
    private Path folder = Path.of("");

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (var each : opened) {
            each.close();
        }
    }

    @Test
    void keepsTheEntriesOfAVersion1File() {
        // Given
        var file = Version1.write(folder.resolve("prism.db"));

        // When
        var backend = open(file);

        // Then
        assertHoldsVersion1Entries(backend);
        assertThat(Version1.number(file, "PRAGMA user_version")).isEqualTo(2);
    }

    @Test
    void remembersOutcomesInAVersion1File() {
        // Given
        var once = open(Version1.write(folder.resolve("prism.db")))
                .as(KeyValueIdempotency.class, OpeningProcess.KEYSPACE)
                .orElseThrow();
        var request = new IdempotencyToken("token", "request", Duration.ofHours(1));
        List<Operation> add = List.of(new Operation.Increment(new Key("n"), 1, 0, Optional.empty()));

        // When
        var first = await(once.executeOnce(add, request, Deadline.NONE));
        var second = await(once.executeOnce(add, request, Deadline.NONE));

        // Then
        assertThat(first.committed()).isTrue();
        assertThat(second).isEqualTo(first);
    }

    @Test
    void leavesAFileAsItIsWhenItCannotBeBroughtUpToDate() {
        // Given: something else is where the new table belongs.
        var file = Version1.write(folder.resolve("prism.db"));
        Version1.run(file, List.of("CREATE TABLE idempotency_expiry(a INTEGER)"));

        // When
        var keys = open(file).as(KeyValueBasic.class, OpeningProcess.KEYSPACE).orElseThrow();

        // Then
        assertThatThrownBy(() -> await(keys.get(new Key("lasting"), Deadline.NONE)))
                .isInstanceOf(BackendDown.class);
        assertThat(Version1.number(file, "PRAGMA user_version")).isEqualTo(1);
        assertThat(Version1.number(file, "SELECT count(*) FROM sqlite_schema WHERE name = 'idempotency'"))
                .isZero();
    }

    @Test
    void letsTenBackendsBringAVersion1FileUpToDateAtOnce() {
        for (int round = 0; round < 5; round++) {
            // Given
            var file = Version1.write(folder.resolve("round" + round + ".db"));
            var start = new CompletableFuture<Boolean>();
            var all = IntStream.range(0, MANY).mapToObj(_ -> open(file)).toList();

            // When
            try (var threads = Executors.newFixedThreadPool(MANY)) {
                var running = IntStream.range(0, MANY)
                        .mapToObj(i -> start.thenApplyAsync(_ -> OpeningProcess.use(all.get(i), "k" + i), threads))
                        .toList();
                start.complete(true);
                running.forEach(CompletableFuture::join);
            }

            // Then
            assertWholeAfterAll(all.getFirst());
            assertHoldsVersion1Entries(all.getFirst());
        }
    }

    @Test
    void letsTenProcessesOpenAVersion1FileAndAnEmptyPathAtOnce() throws IOException, InterruptedException {
        // Given
        var old = Version1.write(folder.resolve("old.db"));
        var empty = folder.resolve("deep/below/new.db");
        var processes = new ArrayList<JavaProcess>();
        for (int i = 0; i < MANY; i++) {
            // Half of them begin with the one file, half with the other.
            var files = i % 2 == 0 ? List.of(old, empty) : List.of(empty, old);
            var process = JavaProcess.start(
                    OpeningProcess.class,
                    "k" + i,
                    files.getFirst().toString(),
                    files.getLast().toString());
            opened.add(process);
            processes.add(process);
        }
        for (var process : processes) {
            assertThat(process.line()).isEqualTo("ready");
        }

        // When
        for (var process : processes) {
            process.tell("go");
        }

        // Then
        var versions = new TreeSet<String>();
        for (var process : processes) {
            versions.add(process.line());
            versions.add(process.line());
            assertThat(process.process().waitFor()).isZero();
        }
        assertThat(versions).hasSize(2 * MANY);
        for (var file : List.of(old, empty)) {
            assertWholeAfterAll(open(file));
            assertThat(Version1.number(file, "PRAGMA user_version")).isEqualTo(2);
            assertThat(Version1.number(file, "SELECT count(*) FROM version_sequence"))
                    .isEqualTo(1);
        }
        assertHoldsVersion1Entries(open(old));
    }

    private static void assertHoldsVersion1Entries(Backend backend) {
        var lasting = entry(backend, "lasting").orElseThrow();
        var expiring = entry(backend, "expiring").orElseThrow();
        assertThat(lasting.value().bytes().toStringUtf8()).isEqualTo("value of lasting");
        assertThat(lasting.version().token()).isEqualTo(Long.toString(999, 36));
        assertThat(lasting.expiresAt()).isEmpty();
        assertThat(expiring.version().token()).isEqualTo(Long.toString(1000, 36));
        assertThat(expiring.expiresAt()).contains(Instant.ofEpochMilli(Version1.EXPIRES_AT_MS));
    }

    /** Each of ten wrote a key of its own and added one to a counter. */
    private static void assertWholeAfterAll(Backend backend) {
        for (int i = 0; i < MANY; i++) {
            assertThat(entry(backend, "k" + i)).isPresent();
        }
        assertThat(entry(backend, "opened").orElseThrow().value().bytes().toStringUtf8())
                .isEqualTo("" + MANY);
    }

    private static Optional<Entry> entry(Backend backend, String name) {
        return await(backend.as(KeyValueBasic.class, OpeningProcess.KEYSPACE)
                .orElseThrow()
                .get(new Key(name), Deadline.NONE));
    }

    private Backend open(Path file) {
        var backend = SqliteSubject.backend(file);
        opened.add(backend);
        return backend;
    }

    private static <T> T await(Uni<T> call) {
        return call.await().atMost(Duration.ofSeconds(20));
    }
}
