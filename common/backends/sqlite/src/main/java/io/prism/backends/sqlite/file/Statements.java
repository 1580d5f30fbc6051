// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite.file;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConnection;

/** One connection and the statements prepared on it. Used by one thread. */
public final class Statements implements AutoCloseable {

    /** About a millisecond of work. */
    private static final int STEPS_BETWEEN_LOOKS = 10_000;

    private final SQLiteConnection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private long lastVersion;
    private boolean versionsTaken;
    private boolean stoppable;
    private BooleanSupplier over = () -> false;

    Statements(SQLiteConnection connection) {
        this.connection = connection;
    }

    /**
     * The prepared form of {@code sql} with its parameters set; prepared once for each connection.
     *
     * @param parameters texts, numbers and byte arrays
     */
    public PreparedStatement bind(String sql, Object... parameters) throws SQLException {
        if (over.getAsBoolean()) {
            throw new SQLException("nobody waits for it any more", null, SqliteFailures.INTERRUPT);
        }
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
    public void begin() throws SQLException {
        bind("BEGIN IMMEDIATE").execute();
        versionsTaken = false;
    }

    /** A number no write had before, in any process that writes to this file. Only inside a transaction. */
    public long nextVersion() throws SQLException {
        if (!versionsTaken) {
            try (ResultSet row =
                    bind("SELECT last FROM version_sequence WHERE one = 1").executeQuery()) {
                lastVersion = row.getLong(1);
            }
            versionsTaken = true;
        }
        return ++lastVersion;
    }

    /** Starts a part of a transaction that can be undone by itself; ended by {@link #keep} or {@link #undo}. */
    public void mark() throws SQLException {
        bind("SAVEPOINT part").execute();
    }

    /** Ends the part that {@link #mark} started; its effects become those of the transaction. */
    public void keep() throws SQLException {
        bind("RELEASE part").execute();
    }

    /** Ends the part that {@link #mark} started as if it had never been. Versions it took are not taken again. */
    public void undo() throws SQLException {
        bind("ROLLBACK TO part").execute();
        keep();
    }

    /** Writes down which versions were taken. The last thing before {@link #commit}. */
    public void keepVersions() throws SQLException {
        if (versionsTaken) {
            bind("UPDATE version_sequence SET last = ? WHERE one = 1", lastVersion)
                    .executeUpdate();
        }
    }

    /** Ends the transaction; its effects stay. */
    public void commit() throws SQLException {
        bind("COMMIT").execute();
    }

    /** Ends the transaction as if it had never been. */
    public void rollback() throws SQLException {
        bind("ROLLBACK").execute();
    }

    /** Moves what the write-ahead log holds into the file, as far as other processes let it. */
    public void checkpoint() throws SQLException {
        try (ResultSet row = bind("PRAGMA wal_checkpoint(TRUNCATE)").executeQuery()) {
            row.next();
        }
    }

    /**
     * Makes statements fail from now on as soon as {@code over} says so: before they start, and every few thousand steps
     * of SQLite's machine while they run. Asked on the thread that uses the connection.
     */
    public void stopWhen(BooleanSupplier over) throws SQLException {
        if (!stoppable) {
            ProgressHandler.setHandler(connection, STEPS_BETWEEN_LOOKS, new ProgressHandler() {
                @Override
                protected int progress() {
                    return Statements.this.over.getAsBoolean() ? 1 : 0;
                }
            });
            stoppable = true;
        }
        this.over = over;
    }

    /** Lets go of what was prepared: after most failures the JDBC driver leaves a statement that is of no more use. */
    void forget() throws SQLException {
        for (PreparedStatement statement : prepared.values()) {
            statement.close();
        }
        prepared.clear();
    }

    @Override
    public void close() throws SQLException {
        forget();
        connection.close();
    }
}
