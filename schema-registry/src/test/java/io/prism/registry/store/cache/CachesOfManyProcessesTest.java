// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.registry.content.SchemaContent;
import io.prism.registry.name.SubjectName;
import io.prism.registry.setting.Config;
import io.prism.registry.setting.SettingScope;
import io.prism.registry.store.DurableStore;
import io.prism.registry.store.NewVersion;
import io.prism.registry.store.Store;
import io.prism.registry.store.postgres.Databases;
import io.prism.registry.store.sqlite.SqliteStore;
import io.prism.schema.SchemaFormat;
import io.prism.testkit.server.PostgresServer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several registries, each with a cache of its own, on one database. */
class CachesOfManyProcessesTest {

    private static final SubjectName SUBJECT = SubjectName.of(":.passing:orders");
    private static final SettingScope SCOPE = new SettingScope.OfSubject(SUBJECT);
    private static final int ROUNDS = 12;
    private static final int READERS = 3;
    private static final int READS = 300;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void neverShowWhatWasDeletedBeforeInSqlite() throws InterruptedException, ExecutionException {
        Path file = folder.resolve("registry.db");
        neverShowWhatWasDeletedBefore(() -> SqliteStore.in(file));
    }

    @Test
    void neverShowWhatWasDeletedBeforeInPostgres() throws InterruptedException, ExecutionException {
        String url = PostgresServer.shared().database();
        neverShowWhatWasDeletedBefore(() -> Databases.store(url));
    }

    /** How far the one that writes is. Each is set before a reading that starts afterwards. */
    private static final class Progress {
        private final AtomicInteger set = new AtomicInteger(-1);
        private final AtomicInteger removing = new AtomicInteger(-1);
        private final AtomicInteger removed = new AtomicInteger(-1);
        private final AtomicInteger reads = new AtomicInteger();
        private final AtomicBoolean running = new AtomicBoolean(true);
    }

    /**
     * One registry gives the same id to one schema after the other, which is possible when a context is dropped in
     * between, and sets something each time. The others read all the time: what they see must never be older than
     * what was acknowledged before they asked.
     */
    private static void neverShowWhatWasDeletedBefore(Supplier<DurableStore> database)
            throws InterruptedException, ExecutionException {
        // Given
        var progress = new Progress();
        List<Future<?>> readers = new ArrayList<>();
        try (var writer = new CachedStore(database.get(), 1 << 20, System::nanoTime);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < READERS; i++) {
                readers.add(threads.submit(() -> read(database.get(), progress)));
            }

            // When
            for (int round = 0; round < ROUNDS || progress.reads.get() < READS; round++) {
                write(writer, round, progress);
                if (readers.stream().anyMatch(Future::isDone)) {
                    break;
                }
            }
            progress.running.set(false);
        }

        // Then
        for (Future<?> reader : readers) {
            reader.get();
        }
        assertThat(progress.reads.get()).isGreaterThanOrEqualTo(READS);
    }

    private static void write(CachedStore writer, int round, Progress progress) {
        writer.add(NewVersion.of(SUBJECT, schema(round), Instant.EPOCH), 0);
        writer.setConfig(SCOPE, Optional.of(group(round)));
        progress.set.set(round);
        assertThat(writer.content(SUBJECT.context(), 1)).contains(schema(round));
        progress.removing.set(round);
        writer.remove(SUBJECT, Set.of(1), writer.subject(SUBJECT).revision());
        progress.removed.set(round);
        writer.dropContext(SUBJECT.context());
    }

    private static void read(DurableStore database, Progress progress) {
        try (var reader = new CachedStore(database, 1 << 20, System::nanoTime)) {
            while (progress.running.get()) {
                int removed = progress.removed.get();
                reader.content(SUBJECT.context(), 1)
                        .ifPresent(content -> assertThat(number(content.text())).isGreaterThan(removed));
                int set = progress.set.get();
                int gone = progress.removed.get();
                int shown = reader.config(SCOPE)
                        .map(config -> number(config.group()))
                        .orElse(-1);
                // What is set is there until it begins to be removed, and not any more once it was.
                assertThat(shown >= set || progress.removing.get() >= set).isTrue();
                assertThat(shown == -1 || shown > gone).isTrue();
                progress.reads.incrementAndGet();
            }
        }
    }

    private static int number(@Nullable String text) {
        return Integer.parseInt(String.valueOf(text));
    }

    @Test
    void seeASubjectAsItIsNow() {
        // Given
        String url = PostgresServer.shared().database();
        try (var one = new CachedStore(Databases.store(url), 1 << 20, System::nanoTime);
                var other = new CachedStore(Databases.store(url), 1 << 20, System::nanoTime)) {
            for (int i = 0; i < ROUNDS; i++) {
                Store writer = i % 2 == 0 ? one : other;
                Store reader = i % 2 == 0 ? other : one;

                // When
                var added = writer.add(
                        NewVersion.of(SUBJECT, schema(i), Instant.EPOCH),
                        reader.subject(SUBJECT).revision());

                // Then
                assertThat(reader.subject(SUBJECT).versions()).hasSize(i + 1).contains(added);
            }
        }
    }

    private static SchemaContent schema(int number) {
        return SchemaContent.of(SchemaFormat.AVRO, String.valueOf(number));
    }

    private static Config group(int number) {
        return new Config(null, null, String.valueOf(number), null, null, null, null, null, null, null);
    }
}
