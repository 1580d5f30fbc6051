// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prism.registry.content.SchemaContent;
import io.prism.registry.name.SubjectName;
import io.prism.registry.store.DurableStore;
import io.prism.registry.store.NewVersion;
import io.prism.registry.store.StoreException.Unavailable;
import io.prism.schema.SchemaFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.JDBC;

/** The file itself: how it comes to be, what it must not be, who else may use it. */
class SqliteFileTest {

    private static final int AT_ONCE = 10;

    @TempDir
    private Path folder = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void name() {
        file = folder.resolve("registry.db");
    }

    @Test
    void keepsEverythingWhenItIsOpenedAgain() {
        // Given
        try (var store = SqliteStore.in(file)) {
            add(store, "a", "a");
        }

        // When
        try (var store = SqliteStore.in(file)) {
            // Then
            assertThat(store.content(".", 1)).contains(schema("a"));
            assertThat(store.subject(SubjectName.of("a")).revision()).isPositive();
            add(store, "a", "b");
            assertThat(store.highestId(".")).isEqualTo(2);
        }
    }

    @Test
    void isMadeForItsUserOnlyWithItsFolder() throws IOException {
        // Given
        Path deep = folder.resolve("a").resolve("b").resolve("registry.db");

        // When
        try (var store = SqliteStore.in(deep)) {
            add(store, "a", "a");

            // Then
            for (Path each : List.of(deep, Path.of(deep + "-wal"))) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void isMadeOnceWhenManyStartAtOnce() throws InterruptedException, ExecutionException {
        // Given
        var barrier = new CyclicBarrier(AT_ONCE);
        List<DurableStore> stores = new ArrayList<>();
        List<Future<?>> starting = new ArrayList<>();

        // When
        try (ExecutorService threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            for (int i = 0; i < AT_ONCE; i++) {
                DurableStore store = SqliteStore.in(file);
                String subject = "subject-" + i;
                stores.add(store);
                starting.add(threads.submit(() -> {
                    barrier.await();
                    add(store, subject, "same");
                    return null;
                }));
            }
        }

        // Then
        for (Future<?> one : starting) {
            one.get();
        }
        assertThat(stores.getFirst().subjects()).hasSize(AT_ONCE);
        assertThat(stores.getFirst().highestId(".")).isEqualTo(1);
        stores.forEach(DurableStore::close);
    }

    @Test
    void ofAnotherProgramIsLeftAlone() throws SQLException, IOException {
        // Given
        execute("CREATE TABLE mine (a)");
        byte[] before = Files.readAllBytes(file);

        // Then
        assertDown("is no file of the schema registry");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void ofANewerPrismIsLeftAlone() throws SQLException {
        // Given
        try (var store = SqliteStore.in(file)) {
            store.subjects();
        }
        execute("PRAGMA user_version = 99");

        // Then
        assertDown("was written by a newer Prism: its tables have version 99");
    }

    @Test
    void thatIsNoDatabaseIsNamed() throws IOException {
        // Given
        Files.writeString(file, "something else, and long enough to be looked at by the database engine".repeat(20));

        // Then
        assertDown("is no SQLite database, or a damaged one");
    }

    @Test
    void thatCannotBeMadeIsNamed() throws IOException {
        // Given
        Files.writeString(folder.resolve("taken"), "a file where a folder should be");
        file = folder.resolve("taken").resolve("registry.db");

        // Then
        assertDown("the SQLite file " + file + " cannot be made");
    }

    @Test
    void thatAnotherKeepsLockedIsGivenUpAndTakenBack() throws SQLException {
        // Given
        try (var store = SqliteStore.in(file);
                Connection other = JDBC.createConnection("jdbc:sqlite:" + file, new Properties());
                Statement statement = other.createStatement()) {
            add(store, "a", "a");
            statement.execute("BEGIN IMMEDIATE");

            // When
            long start = System.nanoTime();
            assertThatThrownBy(() -> add(store, "a", "b"))
                    .isInstanceOf(Unavailable.class)
                    .hasMessageContaining("is locked by another process for longer than 5 s");

            // Then
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
            assertThat(store.content(".", 1)).isPresent();
            statement.execute("ROLLBACK");
            add(store, "a", "b");
            assertThat(store.subject(SubjectName.of("a")).versions()).hasSize(2);
        }
    }

    @Test
    void canBeBackedUpWhileItIsUsed() throws SQLException {
        // Given
        Path copy = folder.resolve("backup.db");
        try (var store = SqliteStore.in(file)) {
            add(store, "a", "a");

            // When
            execute("VACUUM INTO '" + copy + "'");
            add(store, "a", "b");
        }

        // Then
        try (var restored = SqliteStore.in(copy)) {
            assertThat(restored.subject(SubjectName.of("a")).versions()).hasSize(1);
            add(restored, "a", "c");
            assertThat(restored.highestId(".")).isEqualTo(2);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = JDBC.createConnection("jdbc:sqlite:" + file, new Properties());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void assertDown(String sentence) {
        try (var store = SqliteStore.in(file)) {
            assertThatThrownBy(store::subjects).isInstanceOf(Unavailable.class).hasMessageContaining(sentence);
        }
    }

    private static void add(DurableStore store, String subject, String text) {
        SubjectName name = SubjectName.of(subject);
        store.add(
                NewVersion.of(name, schema(text), Instant.EPOCH),
                store.subject(name).revision());
    }

    private static SchemaContent schema(String text) {
        return SchemaContent.of(SchemaFormat.AVRO, text);
    }
}
