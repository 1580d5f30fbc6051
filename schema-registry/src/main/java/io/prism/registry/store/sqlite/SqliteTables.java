// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables, by version. {@code PRAGMA user_version} names the version a file has; each step makes the next of it, and
 * all that are missing are one transaction. Processes that start at once take turns: each looks again once it has the
 * write lock. {@code PRAGMA application_id} marks the file as one of a registry.
 */
final class SqliteTables {

    /** "PrSR" in ASCII. */
    static final int APPLICATION_ID = 0x50725352;

    /** The steps, from one version to the next. Never changed once they were shipped: a new step is added. */
    private static final List<List<String>> STEPS = List.of(List.of(
            "CREATE TABLE context(name TEXT PRIMARY KEY, highest_id INTEGER NOT NULL) STRICT, WITHOUT ROWID",
            """
            CREATE TABLE content(
                context TEXT NOT NULL,
                id INTEGER NOT NULL,
                fingerprint BLOB NOT NULL,
                format TEXT NOT NULL,
                text TEXT NOT NULL,
                beside TEXT,
                PRIMARY KEY (context, id)) STRICT""",
            "CREATE UNIQUE INDEX content_fingerprint ON content(context, fingerprint)",
            """
            CREATE TABLE subject(
                context TEXT NOT NULL,
                name TEXT NOT NULL,
                revision INTEGER NOT NULL,
                PRIMARY KEY (context, name)) STRICT, WITHOUT ROWID""",
            """
            CREATE TABLE version(
                context TEXT NOT NULL,
                subject TEXT NOT NULL,
                version INTEGER NOT NULL,
                id INTEGER NOT NULL,
                since_ms INTEGER NOT NULL,
                hidden INTEGER NOT NULL CHECK (hidden IN (0, 1)),
                sent TEXT,
                PRIMARY KEY (context, subject, version),
                FOREIGN KEY (context, id) REFERENCES content(context, id)) STRICT""",
            "CREATE INDEX version_id ON version(context, id)",
            """
            CREATE TABLE reference(
                context TEXT NOT NULL,
                subject TEXT NOT NULL,
                version INTEGER NOT NULL,
                to_context TEXT NOT NULL,
                to_subject TEXT NOT NULL,
                to_version INTEGER NOT NULL,
                PRIMARY KEY (context, subject, version, to_context, to_subject, to_version),
                FOREIGN KEY (context, subject, version)
                    REFERENCES version(context, subject, version) ON DELETE CASCADE) STRICT, WITHOUT ROWID""",
            "CREATE INDEX reference_to ON reference(to_context, to_subject, to_version)",
            """
            CREATE TABLE setting(
                scope TEXT NOT NULL CHECK (scope IN ('everything', 'context', 'subject')),
                context TEXT NOT NULL,
                subject TEXT NOT NULL,
                config TEXT,
                mode TEXT,
                PRIMARY KEY (scope, context, subject)) STRICT, WITHOUT ROWID""",
            """
            CREATE TABLE epoch(
                one INTEGER PRIMARY KEY CHECK (one = 1),
                epoch INTEGER NOT NULL,
                revision INTEGER NOT NULL) STRICT""",
            "INSERT INTO epoch(one, epoch, revision) VALUES (1, 1, 0)",
            "PRAGMA application_id = " + APPLICATION_ID));

    /** Version this code reads and writes. */
    static final int CURRENT = STEPS.size();

    private SqliteTables() {}

    /**
     * Changes nothing.
     *
     * @throws ForeignFile when the file belongs to another program, or to a newer Prism
     */
    static void check(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            version(statement);
        }
    }

    /** Brings the file to {@link #CURRENT}. */
    static void ready(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (version(statement) == CURRENT) {
                return;
            }
            statement.execute("BEGIN IMMEDIATE");
            try {
                step(statement, version(statement));
                statement.execute("COMMIT");
            } catch (SQLException e) {
                statement.execute("ROLLBACK");
                throw e;
            }
        }
    }

    private static void step(Statement statement, int from) throws SQLException {
        for (int version = from; version < CURRENT; version++) {
            for (String sql : STEPS.get(version)) {
                statement.execute(sql);
            }
            statement.execute("PRAGMA user_version = " + (version + 1));
        }
    }

    private static int version(Statement statement) throws SQLException {
        int version = number(statement, "PRAGMA user_version");
        boolean empty = version == 0 && number(statement, "SELECT count(*) FROM sqlite_schema") == 0;
        if (!empty && number(statement, "PRAGMA application_id") != APPLICATION_ID) {
            throw new ForeignFile("is no file of the schema registry; give it a file of its own");
        }
        if (version > CURRENT) {
            throw new ForeignFile("was written by a newer Prism: its tables have version %d, this Prism knows %d"
                    .formatted(version, CURRENT));
        }
        return version;
    }

    private static int number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            return row.getInt(1);
        }
    }

    /** A file that must be left alone. */
    static final class ForeignFile extends SQLException {
        private static final long serialVersionUID = 1L;

        /** For the reason that {@code sentence} tells without its subject. */
        ForeignFile(String sentence) {
            super(sentence);
        }
    }
}
