// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite.file;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables, by version. {@code PRAGMA user_version} names the version a file has; each step makes the next of it, and
 * all that are missing are one transaction. Processes that start at once take turns: each looks again once it has the
 * write lock.
 *
 * <p>{@code value} and {@code outcome} are last columns, so that their overflow pages are not read where only the
 * others are wanted. The tables have row ids because rows of a megabyte would make the pages of a table without them
 * nearly empty.
 */
final class SqliteMigrations {

    private static final List<String> ENTRIES = List.of(
            """
            CREATE TABLE keyvalue(
                id INTEGER PRIMARY KEY,
                namespace TEXT NOT NULL,
                binding TEXT NOT NULL,
                key BLOB NOT NULL,
                version INTEGER NOT NULL,
                expires_at INTEGER,
                value BLOB NOT NULL) STRICT""",
            "CREATE UNIQUE INDEX keyvalue_key ON keyvalue(namespace, binding, key)",
            "CREATE INDEX keyvalue_expiry ON keyvalue(expires_at) WHERE expires_at IS NOT NULL",
            "CREATE TABLE version_sequence(one INTEGER PRIMARY KEY CHECK (one = 1), last INTEGER NOT NULL) STRICT",
            "INSERT INTO version_sequence(one, last) VALUES (1, %d)");

    private static final List<String> OUTCOMES = List.of(
            """
            CREATE TABLE idempotency(
                id INTEGER PRIMARY KEY,
                namespace TEXT NOT NULL,
                binding TEXT NOT NULL,
                token TEXT NOT NULL,
                request TEXT NOT NULL,
                expires_at INTEGER NOT NULL,
                outcome BLOB NOT NULL) STRICT""",
            "CREATE UNIQUE INDEX idempotency_token ON idempotency(namespace, binding, token)",
            "CREATE INDEX idempotency_expiry ON idempotency(expires_at)");

    /** What leads from each version to the next, from 0, a file without tables. Never changed once it was shipped. */
    private static final List<List<String>> STEPS = List.of(ENTRIES, OUTCOMES);

    /** Version this code reads and writes. */
    static final int CURRENT = STEPS.size();

    private SqliteMigrations() {}

    /**
     * Brings the file to {@link #CURRENT}.
     *
     * @param firstVersion where versions of entries start in a new file
     * @return the version the file has afterwards; above {@link #CURRENT} when a newer Prism wrote it, and then
     *     nothing was changed
     */
    static int migrate(Connection connection, long firstVersion) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int found = version(statement);
            if (found >= CURRENT) {
                return found;
            }
            statement.execute("BEGIN IMMEDIATE");
            try {
                int foundWithLock = version(statement);
                step(statement, foundWithLock, firstVersion);
                statement.execute("COMMIT");
                return Math.max(foundWithLock, CURRENT);
            } catch (SQLException e) {
                statement.execute("ROLLBACK");
                throw e;
            }
        }
    }

    private static void step(Statement statement, int from, long firstVersion) throws SQLException {
        for (int version = from; version < CURRENT; version++) {
            for (String sql : STEPS.get(version)) {
                statement.execute(sql.formatted(firstVersion));
            }
            statement.execute("PRAGMA user_version = " + (version + 1));
        }
    }

    private static int version(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("PRAGMA user_version")) {
            return row.getInt(1);
        }
    }
}
