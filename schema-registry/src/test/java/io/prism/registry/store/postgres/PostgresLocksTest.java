// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prism.registry.content.Reference;
import io.prism.registry.content.SchemaContent;
import io.prism.registry.name.SubjectName;
import io.prism.registry.store.DurableStore;
import io.prism.registry.store.NewVersion;
import io.prism.registry.store.SchemaVersion;
import io.prism.registry.store.StoreException;
import io.prism.schema.SchemaFormat;
import io.prism.testkit.server.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Another registry is in the midst of a transaction, which is played here statement by statement. */
class PostgresLocksTest {

    private static final SubjectName ORDERS = SubjectName.of("orders");
    private static final SubjectName AUDIT = SubjectName.of("audit");
    private static final SchemaContent SCHEMA = SchemaContent.of(SchemaFormat.AVRO, "\"int\"");
    private static final SchemaContent REFERRING =
            new SchemaContent(SchemaFormat.AVRO, "\"refers\"", List.of(new Reference("r", "orders", 1)), null, null);

    private final String url = PostgresServer.shared().database();
    private final DurableStore store = Databases.store(url);
    private final Connection other = PostgresServer.connect(url);

    @BeforeEach
    void begin() throws SQLException {
        add(ORDERS, SCHEMA);
        other.setAutoCommit(false);
    }

    @AfterEach
    void end() throws SQLException {
        store.close();
        other.close();
    }

    @Test
    void aSchemaThatIsBeingRemovedGetsANewId() throws SQLException {
        // Given
        run("DELETE FROM prism_registry.version", "DELETE FROM prism_registry.content");

        // When
        SchemaVersion added = whileOtherIsAtIt(() -> add(AUDIT, SCHEMA));

        // Then
        assertThat(added.id()).isEqualTo(2);
        assertThat(store.content(".", 2)).contains(SCHEMA);
        assertThat(store.content(".", 1)).isEmpty();
    }

    @Test
    void whatIsBeingHiddenCannotBeReferredTo() throws SQLException {
        // Given
        run("UPDATE prism_registry.version SET hidden = 1");

        // Then
        assertThatThrownBy(() -> whileOtherIsAtIt(() -> add(AUDIT, REFERRING)))
                .isInstanceOf(StoreException.MissingReference.class);
        assertThat(store.subjects()).hasSize(1);
    }

    @Test
    void whatIsBeingReferredToCanNeitherBeHiddenNorRemoved() throws SQLException {
        for (boolean remove : new boolean[] {false, true}) {
            // Given
            String subject = remove ? "one" : "two";
            run(
                    "SELECT * FROM prism_registry.version WHERE subject = 'orders' FOR SHARE",
                    "INSERT INTO prism_registry.version (context, subject, version, id, since_ms, hidden)"
                            + " VALUES ('.', '%s', 1, 1, 0, 0)".formatted(subject),
                    "INSERT INTO prism_registry.reference VALUES ('.', '%s', 1, '.', 'orders', 1)".formatted(subject));

            // Then
            assertThatThrownBy(() -> whileOtherIsAtIt(() -> {
                        long revision = store.revision(ORDERS);
                        if (remove) {
                            store.remove(ORDERS, Set.of(1), revision);
                        } else {
                            store.hide(ORDERS, Set.of(1), revision);
                        }
                        return true;
                    }))
                    .isInstanceOf(StoreException.Referenced.class);
        }
        assertThat(store.subject(ORDERS).live()).hasSize(1);
    }

    @Test
    void aSchemaThatIsBeingRegisteredElsewhereOutlivesItsLastVersionHere() throws SQLException {
        // Given
        run(
                "SELECT * FROM prism_registry.content FOR KEY SHARE",
                "INSERT INTO prism_registry.subject VALUES ('.', 'audit', nextval('prism_registry.revision'))",
                "INSERT INTO prism_registry.version (context, subject, version, id, since_ms, hidden)"
                        + " VALUES ('.', 'audit', 1, 1, 0, 0)");

        // When
        whileOtherIsAtIt(() -> {
            store.remove(ORDERS, Set.of(1), store.revision(ORDERS));
            return true;
        });

        // Then
        assertThat(store.content(".", 1)).contains(SCHEMA);
        assertThat(store.subject(AUDIT).versions()).hasSize(1);
        assertThat(store.subject(ORDERS).versions()).isEmpty();
    }

    @Test
    void theSameSchemaThatIsBeingRegisteredElsewhereHasOneIdAndLeavesNoHole() throws SQLException {
        // Given
        SchemaContent fresh = SchemaContent.of(SchemaFormat.AVRO, "\"long\"");
        try (var elsewhere = Databases.store(url)) {
            run("SELECT * FROM prism_registry.context FOR UPDATE");
            var first = CompletableFuture.supplyAsync(
                    () -> elsewhere.add(NewVersion.of(AUDIT, fresh, Instant.EPOCH), 0), Thread::startVirtualThread);
            awaitWaiting(1);
            var second = CompletableFuture.supplyAsync(() -> add(ORDERS, fresh), Thread::startVirtualThread);
            awaitWaiting(2);

            // When
            other.commit();

            // Then
            assertThat(List.of(first.join().id(), second.join().id())).containsExactly(2, 2);
            assertThat(store.highestId(".")).isEqualTo(2);
        }
    }

    @Test
    void aCollisionIsUndoneAndRepeated() throws SQLException {
        // Given: what the other holds and what it wants next is what the registration holds and wants.
        run("SELECT * FROM prism_registry.context FOR UPDATE");
        var adding = CompletableFuture.supplyAsync(
                () -> add(ORDERS, SchemaContent.of(SchemaFormat.AVRO, "\"long\"")), Thread::startVirtualThread);
        awaitWaiting(1);

        // When
        boolean otherLost = false;
        try {
            run("SELECT * FROM prism_registry.subject FOR UPDATE");
            other.commit();
        } catch (SQLException e) {
            assertThat(e.getSQLState()).isEqualTo("40P01");
            other.rollback();
            otherLost = true;
        }

        // Then
        assertThat(adding.join().version()).isEqualTo(2);
        assertThat(store.highestId(".")).isEqualTo(2);
        System.out.println("the deadlock was lost by " + (otherLost ? "the other" : "the registration"));
    }

    /** Runs {@code call} until it waits for the other transaction, which is committed then. */
    private <T> T whileOtherIsAtIt(Supplier<T> call) throws SQLException {
        var running = CompletableFuture.supplyAsync(call, Thread::startVirtualThread);
        awaitWaiting(1);
        other.commit();
        try {
            return running.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StoreException refused) {
                throw refused;
            }
            throw e;
        }
    }

    private void awaitWaiting(int calls) {
        Awaitility.await().ignoreExceptions().until(() -> waiting() >= calls);
    }

    private int waiting() throws SQLException {
        try (Connection third = PostgresServer.connect(url);
                Statement statement = third.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND wait_event_type = 'Lock'")) {
            row.next();
            return row.getInt(1);
        }
    }

    private void run(String... statements) throws SQLException {
        try (Statement statement = other.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private SchemaVersion add(SubjectName subject, SchemaContent content) {
        return store.add(
                NewVersion.of(subject, content, Instant.EPOCH),
                store.subject(subject).revision());
    }
}
