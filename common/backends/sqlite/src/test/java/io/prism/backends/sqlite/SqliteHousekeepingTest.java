// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.backends.sqlite.file.SqliteOptions;
import io.prism.backends.sqlite.keyvalue.SqliteExpirySweeper;
import io.prism.core.Deadline;
import io.prism.core.Keyspace;
import io.prism.core.catalogue.Catalogue;
import io.prism.spi.IdempotencyToken;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.KeyValueIdempotency;
import io.prism.spi.keyvalue.KeyValueTtl;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.Value;
import io.prism.spi.keyvalue.operation.Operation;
import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteHousekeepingTest {

    private static final Keyspace KEYSPACE = new Keyspace("demo", "kv");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int MANY = 1200;

    /** 1,200 rows at 500 in one write. */
    private static final int STEPS = 3;

    @TempDir
    private Path folder = Path.of("");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2030-01-01T00:00:00Z"));
    private SqliteBackend backend = SqliteSubject.backend(Map.of("path", "none"));

    @BeforeEach
    void openBackend() {
        backend.close();
        var settings = Catalogue.builtIn()
                .backend("sqlite")
                .orElseThrow()
                .settings(
                        "backends.files",
                        Map.of("path", folder.resolve("prism.db").toString()));
        backend = new SqliteBackend("files", SqliteOptions.from(settings), now::get);
    }

    @AfterEach
    void closeBackend() {
        backend.close();
    }

    @Test
    void deletesExpiredEntriesInBoundedSteps() {
        // Given
        var ttl = backend.as(KeyValueTtl.class, KEYSPACE).orElseThrow();
        var basic = backend.as(KeyValueBasic.class, KEYSPACE).orElseThrow();
        all(i -> ttl.set(new Key("k" + i), Value.EMPTY, HOUR, Deadline.NONE));
        await(basic.set(new Key("stays"), Value.EMPTY, Deadline.NONE));
        await(ttl.set(new Key("stays too"), Value.EMPTY, HOUR.multipliedBy(3), Deadline.NONE));

        // When
        now.set(now.get().plus(HOUR));
        long commits = tidied();

        // Then
        Awaitility.await().until(() -> rows("keyvalue") == 2);
        assertThat(backend.workers().commits() - commits).isGreaterThanOrEqualTo(STEPS);
    }

    @Test
    void deletesExpiredOutcomesInBoundedSteps() {
        // Given
        all(i -> once("t" + i, HOUR));
        await(once("stays", HOUR.multipliedBy(3)));

        // When
        now.set(now.get().plus(HOUR));
        long commits = tidied();

        // Then
        Awaitility.await().until(() -> rows("idempotency") == 1);
        assertThat(backend.workers().commits() - commits).isGreaterThanOrEqualTo(STEPS);
        assertThat(rows("keyvalue")).isEqualTo(1);
    }

    @Test
    void deletesNothingBeforeItsTime() {
        // Given
        all(i -> once("t" + i, HOUR));

        // When
        now.set(now.get().plus(HOUR).minusMillis(1));
        tidied();
        await(once("behind", HOUR));

        // Then
        assertThat(rows("idempotency")).isEqualTo(MANY + 1);
    }

    @Test
    void forgetsAnOutcomeExactlyAtTheEndOfItsWindow() {
        // Given
        var first = await(once("t", HOUR));

        // When
        now.set(now.get().plus(HOUR).minusMillis(1));
        var within = await(once("t", HOUR));
        now.set(now.get().plusMillis(1));
        var behind = await(once("t", HOUR));
        var behindAgain = await(once("t", HOUR));

        // Then
        assertThat(within).isEqualTo(first);
        assertThat(behind).isNotEqualTo(first);
        assertThat(behindAgain).isEqualTo(behind);
        assertThat(rows("idempotency")).isEqualTo(1);
    }

    /** Answers the commits before. */
    private long tidied() {
        long commits = backend.workers().commits();
        new SqliteExpirySweeper(backend.workers().calls(), () -> true).tidy();
        return commits;
    }

    private Uni<?> once(String token, Duration window) {
        var operation = new Operation.Set(new Key("a"), Value.EMPTY, Optional.empty());
        return backend.as(KeyValueIdempotency.class, KEYSPACE)
                .orElseThrow()
                .executeOnce(List.of(operation), new IdempotencyToken(token, "request", window), Deadline.NONE);
    }

    private long rows(String table) {
        return await(backend.workers().calls().read(Deadline.NONE, statements -> {
            try (var row = statements.bind("SELECT count(*) FROM " + table).executeQuery()) {
                return row.getLong(1);
            }
        }));
    }

    private static void all(IntFunction<Uni<?>> call) {
        var calls = IntStream.range(0, MANY)
                .mapToObj(i -> call.apply(i).subscribeAsCompletionStage())
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(calls).join();
    }

    private static <T> T await(Uni<T> call) {
        return call.await().atMost(Duration.ofSeconds(20));
    }
}
