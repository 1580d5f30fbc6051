// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;

/** Files as the first Prism wrote them. The SQL is a copy of what was shipped then: it must never follow the code. */
final class Version1 {

    /** When the entry {@code expiring} expires, far from now. */
    static final long EXPIRES_AT_MS = 4_102_444_800_000L;

    private static final List<String> TABLES = List.of(
            "PRAGMA journal_mode = WAL",
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
            "INSERT INTO version_sequence(one, last) VALUES (1, 1000)",
            "PRAGMA user_version = 1");

    private Version1() {}

    /** Makes a file with the entries {@code lasting} and {@code expiring}, at the versions 999 and 1000. */
    static Path write(Path file) {
        run(file, TABLES);
        insert(file, "lasting", 999, null);
        insert(file, "expiring", 1000, EXPIRES_AT_MS);
        return file;
    }

    /** Runs SQL on a file behind the backend's back. */
    static void run(Path file, List<String> statements) {
        try (var connection = JDBC.createConnection("jdbc:sqlite:" + file, new Properties());
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** A number that is in a file. */
    static long number(Path file, String sql) {
        try (var connection = JDBC.createConnection("jdbc:sqlite:" + file, new Properties());
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            return row.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static void insert(Path file, String key, long version, @Nullable Long expiresAtMs) {
        try (var connection = JDBC.createConnection("jdbc:sqlite:" + file, new Properties());
                var insert = connection.prepareStatement(
                        "INSERT INTO keyvalue(namespace, binding, key, version, expires_at, value)"
                                + " VALUES ('demo', 'kv', ?, ?, ?, ?)")) {
            insert.setBytes(1, key.getBytes(UTF_8));
            insert.setLong(2, version);
            insert.setObject(3, expiresAtMs);
            insert.setBytes(4, ("value of " + key).getBytes(UTF_8));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
