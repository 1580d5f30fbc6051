// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.registry.store.DurableStore;
import io.prism.registry.store.Store;
import io.prism.registry.store.cache.CachedStore;
import io.prism.registry.store.memory.MemoryStore;
import io.prism.registry.store.postgres.Databases;
import io.prism.registry.store.sqlite.SqliteStore;
import io.prism.testkit.server.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many register at once: threads, stores of one process, and processes. */
class RaceTest {

    private static final int STORES = 3;
    private static final int WRITERS = 4;
    private static final int EACH = 60;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void isLinearizableInMemory() throws InterruptedException, ExecutionException {
        // Given
        var store = new MemoryStore();

        // When
        var history = new History(Registrations.race(List.of(store), STORES * WRITERS, EACH, "race"));

        // Then
        assertRight(history, store);
    }

    @Test
    void isLinearizableInManyStoresOnOneSqliteFile() throws InterruptedException, ExecutionException {
        Path file = folder.resolve("registry.db");
        isLinearizable(() -> SqliteStore.in(file));
    }

    @Test
    void isLinearizableInManyStoresOnOnePostgresDatabase() throws InterruptedException, ExecutionException {
        String url = PostgresServer.shared().database();
        isLinearizable(() -> Databases.store(url));
    }

    private static void isLinearizable(Supplier<DurableStore> database)
            throws InterruptedException, ExecutionException {
        // Given
        List<CachedStore> stores = new ArrayList<>();
        for (int i = 0; i < STORES; i++) {
            stores.add(new CachedStore(database.get(), 1 << 20, System::nanoTime));
        }

        // When
        var history = new History(Registrations.race(stores, WRITERS, EACH, "race"));

        // Then
        assertRight(history, stores.getFirst());
        stores.forEach(CachedStore::close);
    }

    @Test
    void isLinearizableInManyProcessesOnOneSqliteFile() throws IOException, InterruptedException {
        Path file = folder.resolve("registry.db");
        try (var store = SqliteStore.in(file)) {
            isLinearizableInManyProcesses("sqlite:" + file, store);
        }
    }

    @Test
    void isLinearizableInManyProcessesOnOnePostgresDatabase() throws IOException, InterruptedException {
        String url = PostgresServer.shared().database();
        try (var store = Databases.store(url)) {
            isLinearizableInManyProcesses("postgres:" + url, store);
        }
    }

    /** The processes find no tables, and begin at the same moment. */
    private static void isLinearizableInManyProcesses(String choice, Store store)
            throws IOException, InterruptedException {
        // Given
        List<JavaProcess> processes = new ArrayList<>();
        List<Registered> all = new ArrayList<>();
        try {
            for (int i = 0; i < STORES; i++) {
                processes.add(JavaProcess.start(
                        RegisteringProcess.class, choice, "p" + i, String.valueOf(WRITERS), String.valueOf(EACH)));
            }
            for (JavaProcess process : processes) {
                assertThat(process.line()).isEqualTo("ready");
            }

            // When
            for (JavaProcess process : processes) {
                process.tell("go");
            }
            for (JavaProcess process : processes) {
                process.end().forEach(line -> all.add(Registered.read(line)));
            }
        } finally {
            processes.forEach(JavaProcess::close);
        }

        // Then
        assertRight(new History(all), store);
    }

    private static void assertRight(History history, Store store) {
        assertThat(history.acknowledged()).hasSize(STORES * WRITERS * EACH);
        history.assertNumbersAreUnique();
        history.assertLinearizable();
        history.assertIsIn(store);
        history.assertIsAllOf(store, 0);
    }
}
