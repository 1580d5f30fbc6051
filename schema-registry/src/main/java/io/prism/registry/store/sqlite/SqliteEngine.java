// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.sqlite;

import io.prism.registry.store.sql.Dialect;
import io.prism.registry.store.sql.Engine;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.JDBC;

/**
 * One SQLite file with a write-ahead log. Every commit waits for the disk. Other processes may use the file at the same
 * time, on the same machine.
 */
final class SqliteEngine implements Engine {

    /** How long other processes may keep the file locked. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int CONNECTIONS = 5;
    /** SQLite itself waits so long, in which it occupies a thread of the processor; the rest is waited here. */
    private static final long BUSY_MS = 2;

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(3);
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int PRIMARY_CODE = 0xff;

    private final Path file;

    SqliteEngine(Path file) {
        this.file = file.toAbsolutePath().normalize();
    }

    @Override
    public Dialect dialect() {
        return new Dialect("", "(SELECT revision FROM epoch)", false, false);
    }

    @Override
    public Bounds bounds() {
        return new Bounds(CONNECTIONS, 1, 1, PATIENCE);
    }

    @Override
    public Connection open() throws SQLException {
        makeFile();
        Connection connection = JDBC.createConnection("jdbc:sqlite:" + file, new Properties());
        try {
            execute(connection, "PRAGMA busy_timeout = " + BUSY_MS);
            execute(connection, "PRAGMA trusted_schema = OFF");
            // Before anything is changed: a file of somebody else's stays as it is.
            patiently(() -> SqliteTables.check(connection));
            // Only one process at a time can switch a new file, and SQLite does not wait for it by itself.
            patiently(connection, "PRAGMA journal_mode = WAL");
            execute(connection, "PRAGMA synchronous = FULL");
            execute(connection, "PRAGMA foreign_keys = ON");
            execute(connection, "PRAGMA journal_size_limit = " + (64L << 20));
            patiently(() -> SqliteTables.ready(connection));
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public void begin(Connection connection) throws SQLException {
        patiently(connection, "BEGIN IMMEDIATE");
        try {
            // What the transaction does to a subject is its next revision.
            execute(connection, "UPDATE epoch SET revision = revision + 1");
        } catch (SQLException e) {
            rollback(connection);
            throw e;
        }
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        execute(connection, "COMMIT");
    }

    @Override
    public void rollback(Connection connection) throws SQLException {
        execute(connection, "ROLLBACK");
    }

    @Override
    public boolean works(Connection connection) {
        return true;
    }

    @Override
    public Failure meaning(SQLException failure) {
        return switch (SqliteStoreFailures.code(failure)) {
            // A reader waits for nobody, except for the short while in which the log is put in order.
            case BUSY, LOCKED -> Failure.COLLISION;
            case SqliteStoreFailures.FULL, SqliteStoreFailures.OTHER -> Failure.STATEMENT;
            default -> Failure.CONNECTION;
        };
    }

    @Override
    public String sentence(SQLException failure) {
        return name() + " " + SqliteStoreFailures.sentence(failure);
    }

    @Override
    public String name() {
        return "the SQLite file " + file;
    }

    /** Something that other processes can be in the way of. */
    @FunctionalInterface
    private interface Step {
        void run() throws SQLException;
    }

    private static void patiently(Connection connection, String sql) throws SQLException {
        patiently(() -> execute(connection, sql));
    }

    private static void patiently(Step step) throws SQLException {
        long start = System.nanoTime();
        while (true) {
            try {
                step.run();
                return;
            } catch (SQLException e) {
                int code = e.getErrorCode() & PRIMARY_CODE;
                boolean busy = code == BUSY || code == LOCKED;
                if (!busy || System.nanoTime() - start > PATIENCE.toNanos()) {
                    throw busy ? SqliteStoreFailures.lockedTooLong(e) : e;
                }
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(PAUSE_NANOS));
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Makes folder and file; only the user that runs the registry may read the file. Its side files follow its mode. */
    private void makeFile() throws SQLException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] mode = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try {
            Path folder = file.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            if (!Files.exists(file)) {
                Files.newByteChannel(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), mode)
                        .close();
            }
        } catch (IOException e) {
            throw new SqliteStoreFailures.NoFile(e);
        }
    }
}
