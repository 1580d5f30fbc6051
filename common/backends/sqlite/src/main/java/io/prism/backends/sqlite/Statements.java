// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** One connection and the statements prepared on it. Used by one thread. */
final class Statements implements AutoCloseable {

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private long lastVersion;
    private boolean versionsTaken;

    Statements(Connection connection) {
        this.connection = connection;
    }

    /** The prepared form of {@code sql} with its parameters set; prepared once for each connection. */
    PreparedStatement bind(String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        for (int i = 0; i < parameters.length; i++) {
            switch (parameters[i]) {
                case byte[] bytes -> statement.setBytes(i + 1, bytes);
                case Long number -> statement.setLong(i + 1, number);
                case String text -> statement.setString(i + 1, text);
                default -> throw new IllegalArgumentException("no SQL type for parameter " + (i + 1));
            }
        }
        return statement;
    }

    /** Starts a transaction that may write; waits for other writers as long as the busy-timeout says. */
    void begin() throws SQLException {
        bind("BEGIN IMMEDIATE").execute();
        versionsTaken = false;
    }

    /** A number no write had before, in any process that writes to this file. Only inside a transaction. */
    long nextVersion() throws SQLException {
        if (!versionsTaken) {
            try (ResultSet row =
                    bind("SELECT last FROM version_sequence WHERE one = 1").executeQuery()) {
                lastVersion = row.getLong(1);
            }
            versionsTaken = true;
        }
        return ++lastVersion;
    }

    /** Writes down which versions were taken. The last thing before {@link #commit}. */
    void keepVersions() throws SQLException {
        if (versionsTaken) {
            bind("UPDATE version_sequence SET last = ? WHERE one = 1", lastVersion)
                    .executeUpdate();
        }
    }

    void commit() throws SQLException {
        bind("COMMIT").execute();
    }

    void rollback() throws SQLException {
        bind("ROLLBACK").execute();
    }

    /** Moves what the write-ahead log holds into the file, as far as other processes let it. */
    void checkpoint() throws SQLException {
        try (ResultSet row = bind("PRAGMA wal_checkpoint(TRUNCATE)").executeQuery()) {
            row.next();
        }
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : prepared.values()) {
            statement.close();
        }
        connection.close();
    }
}
