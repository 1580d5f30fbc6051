// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection and the statements prepared on it. Used by one thread at a time. */
final class DatabaseSession {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseSession.class);

    private final Connection connection;
    private final Dialect dialect;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private long usedAtNanos = System.nanoTime();
    private long endsAtNanos;

    /** Makes something of a row. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    DatabaseSession(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    Connection connection() {
        return connection;
    }

    /** How statements are written here. */
    Dialect dialect() {
        return dialect;
    }

    /** All that a query, or a statement that returns something, answers. */
    <T> List<T> list(String sql, Row<T> reader, @Nullable Object... parameters) throws SQLException {
        try (ResultSet rows = bound(sql, parameters).executeQuery()) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(reader.read(rows));
            }
            return all;
        }
    }

    /** The one row that there is at most. */
    <T> Optional<T> one(String sql, Row<T> reader, @Nullable Object... parameters) throws SQLException {
        List<T> all = list(sql, reader, parameters);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getFirst());
    }

    /** Runs a statement and counts the rows that it changed. */
    int change(String sql, @Nullable Object... parameters) throws SQLException {
        return bound(sql, parameters).executeUpdate();
    }

    /** From this moment on the clock of {@link System#nanoTime} no statement is begun any more. */
    void endsAt(long nanos) {
        endsAtNanos = nanos;
    }

    /** Notes that it was used. */
    void used() {
        usedAtNanos = System.nanoTime();
    }

    /** How long it was not used. */
    long idleNanos() {
        return System.nanoTime() - usedAtNanos;
    }

    /** Lets go of what was prepared: after a failure a statement may be of no more use. */
    void forget() throws SQLException {
        for (PreparedStatement statement : prepared.values()) {
            statement.close();
        }
        prepared.clear();
    }

    void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.atDebug().setCause(e).log("connection did not close cleanly");
        }
    }

    private PreparedStatement bound(String sql, @Nullable Object... parameters) throws SQLException {
        if (System.nanoTime() - endsAtNanos > 0) {
            throw new SQLTimeoutException("the call has taken too long");
        }
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(dialect.sql(sql));
            prepared.put(sql, statement);
        }
        for (int i = 0; i < parameters.length; i++) {
            set(statement, i + 1, parameters[i]);
        }
        return statement;
    }

    private static void set(PreparedStatement statement, int at, @Nullable Object parameter) throws SQLException {
        switch (parameter) {
            case null -> statement.setString(at, null);
            case String text -> statement.setString(at, text);
            case Integer number -> statement.setInt(at, number);
            case Long number -> statement.setLong(at, number);
            case byte[] bytes -> statement.setBytes(at, bytes);
            default -> throw new IllegalArgumentException("no SQL type for parameter " + at);
        }
    }
}
