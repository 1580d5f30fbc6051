// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables, by version. {@code schema_version} says which versions were applied. Processes that start at once take
 * turns: each looks again once it has the lock, and what it does is one transaction. Where the tables are as they
 * should be, only rights to read and write them are needed.
 */
final class PostgresTables {

    private static final int SERVER_MIN = 13;

    private static final String LOOK = "SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = ?),"
            + " EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE n.nspname = ? AND c.relname = 'schema_version'),"
            + " current_setting('server_version_num')::int / 10000, pg_is_in_recovery()";

    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(?, 0))";

    /**
     * The steps, from one version to the next. Not to be changed once they are released: a new step is added.
     *
     * <p>{@code context} and {@code epoch} are rows that are changed all the time; the room that is left in their pages
     * lets PostgreSQL do that in place.
     */
    private static final List<String> STEPS = List.of("""
            CREATE TABLE {s}.context (
                name text COLLATE "C" PRIMARY KEY,
                highest_id int NOT NULL) WITH (fillfactor = 10);
            CREATE TABLE {s}.content (
                context text COLLATE "C" NOT NULL,
                id int NOT NULL,
                fingerprint bytea NOT NULL,
                format text NOT NULL,
                text text NOT NULL,
                beside text,
                PRIMARY KEY (context, id),
                UNIQUE (context, fingerprint));
            CREATE TABLE {s}.subject (
                context text COLLATE "C" NOT NULL,
                name text COLLATE "C" NOT NULL,
                revision bigint NOT NULL,
                PRIMARY KEY (context, name));
            CREATE TABLE {s}.version (
                context text COLLATE "C" NOT NULL,
                subject text COLLATE "C" NOT NULL,
                version int NOT NULL,
                id int NOT NULL,
                since_ms bigint NOT NULL,
                hidden int NOT NULL CHECK (hidden IN (0, 1)),
                sent text,
                PRIMARY KEY (context, subject, version),
                FOREIGN KEY (context, id) REFERENCES {s}.content (context, id));
            CREATE INDEX version_id ON {s}.version (context, id);
            CREATE TABLE {s}.reference (
                context text COLLATE "C" NOT NULL,
                subject text COLLATE "C" NOT NULL,
                version int NOT NULL,
                to_context text COLLATE "C" NOT NULL,
                to_subject text COLLATE "C" NOT NULL,
                to_version int NOT NULL,
                PRIMARY KEY (context, subject, version, to_context, to_subject, to_version),
                FOREIGN KEY (context, subject, version)
                    REFERENCES {s}.version (context, subject, version) ON DELETE CASCADE);
            CREATE INDEX reference_to ON {s}.reference (to_context, to_subject, to_version);
            CREATE TABLE {s}.setting (
                scope text NOT NULL CHECK (scope IN ('everything', 'context', 'subject')),
                context text COLLATE "C" NOT NULL,
                subject text COLLATE "C" NOT NULL,
                config text,
                mode text,
                PRIMARY KEY (scope, context, subject));
            CREATE TABLE {s}.epoch (
                one int PRIMARY KEY CHECK (one = 1),
                epoch bigint NOT NULL) WITH (fillfactor = 10);
            INSERT INTO {s}.epoch (one, epoch) VALUES (1, 1);
            CREATE SEQUENCE {s}.revision;
            COMMENT ON TABLE {s}.context IS 'The highest id that each context has given';
            COMMENT ON TABLE {s}.content IS 'Schemas, each once in a context';
            COMMENT ON TABLE {s}.subject IS 'Subjects; revision is another one after each change of their versions';
            COMMENT ON TABLE {s}.version IS 'Versions of subjects; hidden = 1: softly deleted';
            COMMENT ON TABLE {s}.reference IS 'Which version refers to which';
            COMMENT ON TABLE {s}.setting IS 'Compatibility and mode by scope';
            COMMENT ON TABLE {s}.epoch IS 'Counts what makes caches of other processes stale';
            """);

    /** Version this code reads and writes. */
    static final int CURRENT = STEPS.size();

    private final String schema;
    private volatile boolean seen;

    PostgresTables(String schema) {
        this.schema = schema;
    }

    /** What there is when one looks. */
    private record Found(boolean schema, boolean versions, int server, boolean standby) {}

    /**
     * Makes the tables or brings them to the present version, where that is needed.
     *
     * @throws Unfit when this server or its tables cannot be used
     */
    void ready(Connection connection) throws SQLException {
        // Asked before looking: another connection may make them, and see them, in between.
        boolean before = seen;
        Found found = look(connection);
        if (found.server < SERVER_MIN) {
            throw new Unfit("is PostgreSQL %d: the registry needs %d or newer".formatted(found.server, SERVER_MIN));
        }
        if (found.standby) {
            throw new Unfit("is a standby, which may be behind: let the address point to the primary");
        }
        if (known(version(connection, found)) < CURRENT) {
            if (before) {
                // Not made anew: nobody would notice that everything is gone.
                throw new Unfit("has lost the tables in the schema %s: restore them from a backup".formatted(schema));
            }
            migrate(connection);
        }
        seen = true;
    }

    private Found look(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOOK)) {
            statement.setString(1, schema);
            statement.setString(2, schema);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Found(row.getBoolean(1), row.getBoolean(2), row.getInt(3), row.getBoolean(4));
            }
        }
    }

    private int version(Connection connection, Found found) throws SQLException {
        if (!found.versions) {
            return 0;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT coalesce(max(version), 0) FROM %s.schema_version".formatted(schema))) {
            row.next();
            return row.getInt(1);
        }
    }

    private static int known(int version) throws Unfit {
        if (version > CURRENT) {
            throw new Unfit("was written by a newer Prism: its tables have version %d, this Prism knows %d"
                    .formatted(version, CURRENT));
        }
        return version;
    }

    private void migrate(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
            lock.setString(1, "prism schema registry " + schema);
            lock.execute();
            Found found = look(connection);
            apply(connection, found, known(version(connection, found)));
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw meaning(e);
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private void apply(Connection connection, Found found, int version) throws SQLException {
        if (version >= CURRENT) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            if (!found.schema) {
                statement.execute("CREATE SCHEMA " + schema);
            }
            if (!found.versions) {
                statement.execute(("CREATE TABLE %s.schema_version (version int PRIMARY KEY,"
                                + " applied_at timestamptz NOT NULL DEFAULT now())")
                        .formatted(schema));
            }
            for (int step = version; step < CURRENT; step++) {
                statement.execute(STEPS.get(step).replace("{s}", schema));
                statement.execute("INSERT INTO %s.schema_version (version) VALUES (%d)".formatted(schema, step + 1));
            }
        }
    }

    private SQLException meaning(SQLException failure) {
        return switch (String.valueOf(failure.getSQLState())) {
            case "42501" ->
                new Unfit("does not let its user make the tables: run CREATE SCHEMA %s AUTHORIZATION with that user"
                        .formatted(schema));
            case "42P07", "42710" ->
                new Unfit("has something else in the schema %s: name another one with ?schema=NAME".formatted(schema));
            default -> failure;
        };
    }

    /** A server, or a schema of it, that the registry must not use. */
    static final class Unfit extends SQLException {
        private static final long serialVersionUID = 1L;

        /** For the reason that {@code sentence} tells without its subject. */
        Unfit(String sentence) {
            super(sentence);
        }
    }
}
