// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prism.registry.content.SchemaContent;
import io.prism.registry.name.SubjectName;
import io.prism.registry.store.DurableStore;
import io.prism.registry.store.NewVersion;
import io.prism.registry.store.StoreException.Unavailable;
import io.prism.schema.SchemaFormat;
import io.prism.testkit.server.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** How the tables come to be. */
class PostgresTablesTest {

    private static final int AT_ONCE = 10;
    private static final int CONNECTIONS = 30;
    private static final int ROUNDS = 20;
    private static final int STEP_NANOS = 500_000;

    private final String url = PostgresServer.shared().database();

    @Test
    void areMadeOnceWhenManyRegistriesStartAtOnce() throws InterruptedException, ExecutionException, SQLException {
        // Given
        var barrier = new CyclicBarrier(AT_ONCE);
        List<DurableStore> stores = new ArrayList<>();
        List<Future<?>> starting = new ArrayList<>();

        // When
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < AT_ONCE; i++) {
                DurableStore store = Databases.store(url);
                SubjectName subject = SubjectName.of("subject-" + i);
                stores.add(store);
                starting.add(threads.submit(() -> {
                    barrier.await();
                    return store.add(NewVersion.of(subject, schema("same"), Instant.EPOCH), 0);
                }));
            }
        }

        // Then
        for (Future<?> one : starting) {
            one.get();
        }
        assertThat(stores.getFirst().subjects()).hasSize(AT_ONCE);
        assertThat(stores.getFirst().highestId(".")).isEqualTo(1);
        assertThat(number("SELECT count(*) FROM prism_registry.schema_version")).isEqualTo(PostgresTables.CURRENT);
        stores.forEach(DurableStore::close);
    }

    /** One that looks just before they are made must not take them for lost. */
    @Test
    void areMadeOnceWhenManyConnectionsOfOneRegistryAreOpenedAtOnce()
            throws InterruptedException, ExecutionException, SQLException {
        // Given
        List<Connection> connections = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            connections.add(PostgresServer.connect(url));
        }

        // When
        List<Future<?>> opening = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            var tables = new PostgresTables("made_" + round);
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Connection connection : connections) {
                    opening.add(threads.submit(() -> {
                        tables.ready(connection);
                        return connection;
                    }));
                    LockSupport.parkNanos(STEP_NANOS);
                }
            }
        }
        for (Connection connection : connections) {
            connection.close();
        }

        // Then
        for (Future<?> one : opening) {
            one.get();
        }
    }

    @Test
    void needNoRightToBeMadeWhereTheyAre() {
        // Given
        try (var owner = Databases.store(url)) {
            owner.add(NewVersion.of(SubjectName.of("a"), schema("a"), Instant.EPOCH), 0);
        }
        role("plain");
        PostgresServer.execute(
                url,
                "GRANT USAGE ON SCHEMA prism_registry TO plain",
                "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA prism_registry TO plain",
                "GRANT USAGE ON ALL SEQUENCES IN SCHEMA prism_registry TO plain");

        // When
        try (var store = Databases.store(as("plain"))) {
            store.add(NewVersion.of(SubjectName.of("b"), schema("b"), Instant.EPOCH), 0);

            // Then
            assertThat(store.subjects()).hasSize(2);
        }
    }

    @Test
    void areAskedForWithAClearSentenceWhereTheRightIsMissing() {
        // Given
        role("poor");
        String database = url.substring(url.lastIndexOf('/') + 1);
        PostgresServer.execute(url, "REVOKE CREATE ON DATABASE %s FROM PUBLIC".formatted(database));

        // Then
        assertDown(as("poor"), "does not let its user make the tables: run CREATE SCHEMA prism_registry");
    }

    @Test
    void areLeftAloneWhenTheyAreNewer() {
        // Given
        try (var store = Databases.store(url)) {
            store.subjects();
        }
        PostgresServer.execute(url, "INSERT INTO prism_registry.schema_version (version) VALUES (99)");

        // Then
        assertDown(url, "was written by a newer Prism: its tables have version 99");
    }

    @Test
    void doNotTakeThePlaceOfOthersOfTheirNames() {
        // Given
        PostgresServer.execute(url, "CREATE SCHEMA prism_registry", "CREATE TABLE prism_registry.subject (a int)");

        // Then
        assertDown(url, "has something else in the schema prism_registry");
        try (var store = Databases.store(url + "?schema=elsewhere")) {
            assertThat(store.subjects()).isEmpty();
        }
    }

    @Test
    void ofTwoSchemasHaveNothingToDoWithEachOther() {
        try (var one = Databases.store(url + "?schema=one");
                var two = Databases.store(url + "?schema=two")) {
            // When
            one.add(NewVersion.of(SubjectName.of("a"), schema("a"), Instant.EPOCH), 0);

            // Then
            assertThat(one.subjects()).hasSize(1);
            assertThat(two.subjects()).isEmpty();
        }
    }

    @Test
    void holdWhatPeopleCanRead() throws SQLException {
        // Given
        try (var store = Databases.store(url)) {
            store.add(NewVersion.of(SubjectName.of("a"), schema("\"int\""), Instant.EPOCH), 0);
        }

        // Then
        assertThat(number("SELECT count(*) FROM prism_registry.content WHERE text = '\"int\"' AND format = 'AVRO'"))
                .isEqualTo(1);
    }

    private int number(String sql) throws SQLException {
        try (Connection connection = PostgresServer.connect(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }

    /** Roles belong to all databases of a server, which may be one that was there before. */
    private void role(String name) {
        PostgresServer.execute(
                url,
                "DO $$ BEGIN CREATE ROLE %s LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$".formatted(name));
    }

    private String as(String user) {
        return url.replaceFirst("//[^@]*@", "//" + user + "@");
    }

    private static void assertDown(String url, String sentence) {
        try (var store = Databases.store(url)) {
            assertThatThrownBy(store::subjects).isInstanceOf(Unavailable.class).hasMessageContaining(sentence);
        }
    }

    private static SchemaContent schema(String text) {
        return SchemaContent.of(SchemaFormat.AVRO, text);
    }
}
