// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres.keyvalue.table;

import io.prism.backends.postgres.connect.PostgresFailures;
import io.prism.backends.postgres.connect.PostgresSession;
import io.prism.backends.postgres.connect.StatementFailed;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/**
 * Prism's own tables, by version. {@code schema_version} says which versions were applied. Processes that start at once
 * take turns: each looks again once it has the lock, and what it does is one transaction. Where the tables are as they
 * should be, only rights to read and write them are needed.
 */
public final class PostgresMigrations {

    /** Version this code reads and writes. */
    static final int CURRENT = 1;

    private static final int SERVER_MIN = 13;

    /** Not with to_regclass: within a transaction that can remember what was before the lock was waited for. */
    private static final String LOOK = "SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = $1::text),"
            + " EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE n.nspname = $1::text AND c.relname = 'schema_version'),"
            + " current_setting('server_version_num')::int / 10000, current_database()::text, current_user::text";

    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended($1::text, 0))";

    /**
     * The steps, from one version to the next. Not to be changed once they are released: a new step is added.
     *
     * <p>Values of more than about 2,000 bytes are stored out of line, where reading a row's other columns does not meet
     * them. They are not compressed: most are compressed already or encrypted, so that trying costs more than it saves.
     */
    private static final List<String> STEPS = List.of("""
            CREATE TABLE {schema}.keyvalue (
                namespace text COLLATE "C" NOT NULL,
                binding text COLLATE "C" NOT NULL,
                key bytea NOT NULL CHECK (octet_length(key) BETWEEN 1 AND 1024),
                value bytea NOT NULL,
                version uuid NOT NULL DEFAULT gen_random_uuid(),
                expires_at timestamptz,
                PRIMARY KEY (namespace, binding, key));
            ALTER TABLE {schema}.keyvalue ALTER COLUMN value SET STORAGE EXTERNAL;
            CREATE INDEX keyvalue_expiry ON {schema}.keyvalue (expires_at) WHERE expires_at IS NOT NULL;
            COMMENT ON TABLE {schema}.keyvalue IS 'Entries of Prism''s KeyValue pattern';
            COMMENT ON COLUMN {schema}.keyvalue.key IS 'The key in UTF-8';
            COMMENT ON COLUMN {schema}.keyvalue.version IS 'Another one with each write of value';
            COMMENT ON COLUMN {schema}.keyvalue.expires_at IS
                'From then on the row counts as absent; it is deleted later';
            CREATE TABLE {schema}.idempotency (
                namespace text COLLATE "C" NOT NULL,
                binding text COLLATE "C" NOT NULL,
                token text COLLATE "C" NOT NULL,
                request text NOT NULL,
                outcome bytea NOT NULL,
                expires_at timestamptz NOT NULL,
                PRIMARY KEY (namespace, binding, token));
            CREATE INDEX idempotency_expiry ON {schema}.idempotency (expires_at);
            COMMENT ON TABLE {schema}.idempotency IS
                'What came of requests with an idempotency key, so that sending one again does nothing';
            CREATE VIEW {schema}.keyvalue_text AS
                SELECT namespace, binding, encode(key, 'escape') AS key,
                    encode(substr(value, 1, 100), 'escape') AS value_begin, octet_length(value) AS value_bytes,
                    version, expires_at, coalesce(expires_at <= now(), false) AS expired
                FROM {schema}.keyvalue;
            COMMENT ON VIEW {schema}.keyvalue_text IS 'The entries for people: text instead of bytes';
            """);

    private final String name;
    private final PostgresFailures failures;

    /**
     * Knows the schema with this name.
     *
     * @param name the quoted name
     */
    public PostgresMigrations(String name, PostgresFailures failures) {
        this.name = name;
        this.failures = failures;
    }

    /** What there is when one looks. */
    private record Found(boolean schema, boolean versions, int server, String database, String user) {}

    /** Makes the tables or brings them to the present version, where that is needed. */
    public Future<EntryTable> ready(PostgresSession session) {
        return look(session).compose(found -> {
            if (found.server < SERVER_MIN) {
                return failed("is PostgreSQL %d: Prism needs %d or newer".formatted(found.server, SERVER_MIN));
            }
            return version(session, found)
                    .compose(version -> version >= CURRENT ? Future.succeededFuture(version) : migrate(session, found))
                    .compose(this::known)
                    .map(_ -> EntryTable.ofPrism(name));
        });
    }

    private Future<Found> look(PostgresSession session) {
        return session.run(LOOK, Tuple.of(Identifiers.plain(name))).map(rows -> {
            Row row = rows.iterator().next();
            return new Found(
                    row.getBoolean(0), row.getBoolean(1), row.getInteger(2), row.getString(3), row.getString(4));
        });
    }

    private Future<Integer> version(PostgresSession session, Found found) {
        return found.versions
                ? session.command("SELECT coalesce(max(version), 0) FROM " + name + ".schema_version")
                        .map(rows -> rows.iterator().next().getInteger(0))
                : Future.succeededFuture(0);
    }

    private Future<Integer> known(int version) {
        return version > CURRENT
                ? failed("was written by a newer Prism: its tables have version %d, this Prism knows %d"
                        .formatted(version, CURRENT))
                : Future.succeededFuture(version);
    }

    private Future<Integer> migrate(PostgresSession session, Found before) {
        return session.command("BEGIN")
                .compose(_ -> session.run(LOCK, Tuple.of("prism schema " + name)))
                .compose(_ -> look(session))
                .compose(found -> version(session, found).compose(version -> apply(session, found, version)))
                .compose(version -> session.command("COMMIT").map(version))
                .recover(failure -> session.command("ROLLBACK")
                        .otherwiseEmpty()
                        .compose(_ -> Future.failedFuture(meaning(failure, before))));
    }

    private Future<Integer> apply(PostgresSession session, Found found, int version) {
        if (version >= CURRENT) {
            return Future.succeededFuture(version);
        }
        var sql = new StringBuilder();
        if (!found.schema) {
            sql.append("CREATE SCHEMA ").append(name).append("; ");
        }
        if (!found.versions) {
            sql.append("CREATE TABLE ")
                    .append(name)
                    .append(
                            ".schema_version (version int PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now()); ");
        }
        for (int step = version; step < CURRENT; step++) {
            sql.append(STEPS.get(step).replace("{schema}", name))
                    .append("INSERT INTO ")
                    .append(name)
                    .append(".schema_version (version) VALUES (")
                    .append(step + 1)
                    .append("); ");
        }
        return session.command(sql.toString()).map(CURRENT);
    }

    private Throwable meaning(Throwable failure, Found found) {
        return failure instanceof StatementFailed refused
                ? switch (refused.sqlState()) {
                    case "42501" -> failures.down(rightsMissing(found));
                    case "42P07", "42710" ->
                        failures.down("cannot make its tables: the schema %s has something else of their names; set the"
                                        .formatted(name)
                                + " option schema to another one");
                    case "25006" ->
                        failures.down("has no tables of Prism's yet and takes no writes: let url point to the primary");
                    default -> failure;
                }
                : failure;
    }

    private String rightsMissing(Found found) {
        String user = Identifiers.quoted(found.user);
        return found.schema
                ? "may not make its tables: run GRANT USAGE, CREATE ON SCHEMA %s TO %s".formatted(name, user)
                : "may not make its schema: run CREATE SCHEMA %s AUTHORIZATION %s, or GRANT CREATE ON DATABASE %s TO %s"
                        .formatted(name, user, Identifiers.quoted(found.database), user);
    }

    private <T> Future<T> failed(String sentence) {
        return Future.failedFuture(failures.down(sentence));
    }
}
