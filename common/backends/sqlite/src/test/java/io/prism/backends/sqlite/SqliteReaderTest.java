// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prism.backends.sqlite.file.Statements;
import io.prism.core.Deadline;
import io.prism.core.Keyspace;
import io.prism.core.failure.GatewayException.DeadlinePassed;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.KeyValueBatch;
import io.prism.spi.keyvalue.KeyValueBatch.Write;
import io.prism.spi.keyvalue.KeyValueScan;
import io.prism.spi.keyvalue.KeyValueScan.Bound;
import io.prism.spi.keyvalue.KeyValueScan.Range;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.Value;
import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class SqliteReaderTest {

    private static final Keyspace KEYSPACE = new Keyspace("demo", "kv");
    private static final String ENDLESS =
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

    @TempDir
    private Path folder = Path.of("");

    private final List<SqliteBackend> opened = new ArrayList<>();

    @AfterEach
    void closeAll() {
        opened.forEach(SqliteBackend::close);
    }

    @Test
    void endsAReadWhoseDeadlinePassesSoThatOthersGetTheirTurn() {
        // Given
        var backend = open(1);
        await(basic(backend).set(new Key("a"), Value.EMPTY, Deadline.NONE));

        // When
        var late = backend.workers().calls().read(Deadline.in(Duration.ofMillis(200)), SqliteReaderTest::endless);

        // Then
        assertThatThrownBy(() -> await(late)).isInstanceOf(DeadlinePassed.class);
        assertThat(await(basic(backend).exists(new Key("a"), Deadline.NONE))).isTrue();
    }

    @Test
    void endsAReadWhoseCallerGivesUp() {
        // Given
        var backend = open(1);
        var running = new CompletableFuture<Boolean>();
        var call = backend.workers()
                .calls()
                .read(Deadline.NONE, statements -> {
                    running.complete(true);
                    return endless(statements);
                })
                .subscribe()
                .with(_ -> {});
        running.join();

        // When
        call.cancel();

        // Then
        assertThat(await(basic(backend).exists(new Key("a"), Deadline.NONE))).isFalse();
    }

    @Test
    void interruptsNoReadButTheOneThatIsLate() {
        // Given
        var backend = open(1);
        fill(backend, 5_000);
        var scan = backend.as(KeyValueScan.class, KEYSPACE).orElseThrow();
        int late = 0;

        for (int i = 0; i < 400; i++) {
            // When: the deadline passes before, during or just after the count.
            var counted = scan.count("", Deadline.in(Duration.ofNanos(i * 5_000L)))
                    .map(_ -> true)
                    .onFailure(DeadlinePassed.class)
                    .recoverWithItem(false)
                    .subscribeAsCompletionStage();
            var read = basic(backend).get(new Key("k1"), Deadline.NONE).subscribeAsCompletionStage();

            // Then
            assertThat(read.join()).isPresent();
            late += counted.join() ? 0 : 1;
        }
        assertThat(late).as("counts that were late").isBetween(1, 399);
    }

    @Test
    void seesEveryAcknowledgedWriteWhileLongReadsHoldOlderStates() {
        // Given
        var backend = open(4);
        var other = open(2);
        fill(backend, 5_000);
        var stop = new AtomicBoolean();
        var scanning = IntStream.range(0, 2)
                .mapToObj(_ -> CompletableFuture.runAsync(() -> scanUntil(backend, stop)))
                .toList();

        // When
        var key = new Key("counter");
        var missed = new ArrayList<String>();
        for (int i = 0; i < 2_000; i++) {
            var written = await(basic(i % 2 == 0 ? backend : other).set(key, Value.EMPTY, Deadline.NONE));
            for (var reader : List.of(backend, other)) {
                var read = await(basic(reader).get(key, Deadline.NONE)).map(Entry::version);
                if (!read.equals(Optional.of(written))) {
                    missed.add(written + " reads as " + read);
                }
            }
        }
        stop.set(true);

        // Then
        scanning.forEach(CompletableFuture::join);
        assertThat(missed).isEmpty();
    }

    private static void scanUntil(SqliteBackend backend, AtomicBoolean stop) {
        var scan = backend.as(KeyValueScan.class, KEYSPACE).orElseThrow();
        while (!stop.get()) {
            var page = await(scan.scan(new Range("k", Optional.empty()), new Bound(10_000, 1L << 30), Deadline.NONE));
            assertThat(page.items()).hasSize(5_000);
        }
    }

    private static long endless(Statements statements) throws SQLException {
        try (var row = statements.bind(ENDLESS).executeQuery()) {
            return row.getLong(1);
        }
    }

    private SqliteBackend open(int readers) {
        var backend =
                SqliteSubject.backend(Map.of("path", folder.resolve("prism.db").toString(), "readers", "" + readers));
        opened.add(backend);
        return backend;
    }

    private static void fill(SqliteBackend backend, int keys) {
        var writes = IntStream.range(0, keys)
                .mapToObj(i -> new Write(new Key("k" + i), Value.EMPTY, Optional.empty()))
                .toList();
        await(backend.as(KeyValueBatch.class, KEYSPACE).orElseThrow().setAll(writes, Deadline.NONE));
    }

    private static KeyValueBasic basic(SqliteBackend backend) {
        return backend.as(KeyValueBasic.class, KEYSPACE).orElseThrow();
    }

    private static <T> T await(Uni<T> call) {
        return call.await().atMost(Duration.ofSeconds(20));
    }
}
