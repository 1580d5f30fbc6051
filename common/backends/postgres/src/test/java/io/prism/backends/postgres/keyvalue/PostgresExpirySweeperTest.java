// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres.keyvalue;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.backends.postgres.BackendsTest;
import io.prism.backends.postgres.connect.DatabaseCalls;
import io.prism.backends.postgres.connect.DatabaseTarget;
import io.prism.backends.postgres.connect.PostgresConnectionLimits;
import io.prism.backends.postgres.connect.PostgresFailures;
import io.prism.backends.postgres.keyvalue.table.EntryTable;
import io.prism.backends.postgres.keyvalue.table.PostgresMigrations;
import io.prism.core.catalogue.Catalogue;
import io.prism.spi.IdempotencyToken;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.operation.Operation;
import io.prism.testkit.server.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresExpirySweeperTest extends BackendsTest {

    private static final String EXPIRED = "INSERT INTO prism.keyvalue (namespace, binding, key, value, expires_at)"
            + " SELECT 'demo', 'kv', convert_to('k' || i, 'UTF8'), 'x', now() - i * interval '1 s'"
            + " FROM generate_series(1, %d) i";

    private String url = "";
    private DatabaseCalls<EntryTable> calls = calls("postgresql://nobody@127.0.0.1:1/none");

    @BeforeEach
    void prepare() {
        url = database();
        calls = calls(url);
        var entries = new PostgresEntries(KEYSPACE, calls);
        await(entries.set(new Key("stays"), value("x"), soon()));
        await(entries.set(new Key("lives"), value("x"), Duration.ofHours(1), soon()));
    }

    @AfterEach
    void close() {
        calls.close();
    }

    @Test
    void deletesWhatHasExpiredInBoundedSteps() {
        // Given
        PostgresServer.execute(
                url,
                EXPIRED.formatted(1700),
                "CREATE TABLE steps (rows int)",
                "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN INSERT INTO steps SELECT count(*) FROM gone; RETURN NULL; END'",
                "CREATE TRIGGER note AFTER DELETE ON prism.keyvalue REFERENCING OLD TABLE AS gone"
                        + " FOR EACH STATEMENT EXECUTE FUNCTION note()");

        // When
        long deleted = await(new PostgresExpirySweeper(vertx(), calls).tidy());

        // Then
        assertThat(deleted).isEqualTo(1700);
        assertThat(select(url, "SELECT rows FROM steps")).containsExactly("500", "500", "500", "200");
        assertThat(select(url, "SELECT key FROM prism.keyvalue_text ORDER BY 1"))
                .containsExactly("lives", "stays");
    }

    @Test
    void leavesRowsToOthersThatWorkOnThem() throws SQLException {
        // Given
        PostgresServer.execute(url, EXPIRED.formatted(10));
        try (Connection other = PostgresServer.connect(url);
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT 1 FROM prism.keyvalue WHERE key = 'k3' FOR UPDATE");

            // When
            long deleted = await(new PostgresExpirySweeper(vertx(), calls).tidy());

            // Then
            assertThat(deleted).isEqualTo(9);
            other.rollback();
        }
        assertThat(await(new PostgresExpirySweeper(vertx(), calls).tidy())).isEqualTo(1);
    }

    @Test
    void forgetsOutcomesWhoseWindowIsOver() {
        // Given
        var transactions = new Transactions(KEYSPACE, calls);
        var operations = List.<Operation>of(new Operation.Get(new Key("stays")));
        await(transactions.executeOnce(operations, new IdempotencyToken("brief", "r", Duration.ofSeconds(1)), soon()));
        await(transactions.executeOnce(operations, new IdempotencyToken("long", "r", Duration.ofHours(1)), soon()));

        // When
        Awaitility.await().until(() -> await(new PostgresExpirySweeper(vertx(), calls).tidy()) == 1);

        // Then
        assertThat(select(url, "SELECT token FROM prism.idempotency")).containsExactly("long");
    }

    @Test
    void happensByItselfOnceTheBackendWasWrittenTo() {
        // Given
        var written = open(url, Map.of());
        set(written, "a", "x");

        // When
        PostgresServer.execute(url, EXPIRED.formatted(3));

        // Then
        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .until(() -> select(url, "SELECT count(*) FROM prism.keyvalue").equals(List.of("3")));
    }

    private DatabaseCalls<EntryTable> calls(String address) {
        var settings =
                Catalogue.builtIn().backend("postgres").orElseThrow().settings("backends.pg", Map.of("url", address));
        var target = DatabaseTarget.from(settings);
        var failures = new PostgresFailures("pg", target);
        return new DatabaseCalls<>(
                vertx(),
                target,
                PostgresConnectionLimits.from(settings),
                failures,
                new PostgresMigrations("\"prism\"", failures)::ready);
    }
}
