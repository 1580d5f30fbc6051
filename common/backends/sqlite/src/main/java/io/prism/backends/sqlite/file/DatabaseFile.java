// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite.file;

import io.prism.core.failure.GatewayException.BackendDown;
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
import java.time.InstantSource;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConnection;

/** The database file. Opens connections to it, and makes it when it is not there. Safe for use by many threads. */
public final class DatabaseFile {

    /** How long a failure to open is repeated to callers before the file is tried again. */
    static final Duration RETRY_AFTER = Duration.ofMillis(250);

    private static final long SWITCH_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int VERSIONS_PER_MS_LOG2 = 20;

    private final SqliteOptions options;
    private final SqliteFailures failures;
    private final InstantSource clock;
    private final AtomicReference<Optional<Failed>> lastFailure = new AtomicReference<>(Optional.empty());

    /** A file that is opened when it is first connected to. */
    public DatabaseFile(SqliteOptions options, SqliteFailures failures, InstantSource clock) {
        this.options = options;
        this.failures = failures;
        this.clock = clock;
    }

    /**
     * Opens a connection. Fails at once for a short while after it failed, so that a flood of calls does not become a
     * flood of attempts.
     *
     * @param readOnly whether the connection must never write
     */
    Statements connect(boolean readOnly) throws BackendDown {
        Optional<Failed> before = lastFailure.get();
        if (before.isPresent() && System.nanoTime() - before.get().atNanos() < RETRY_AFTER.toNanos()) {
            throw before.get().failure();
        }
        try {
            Statements opened = open(readOnly);
            lastFailure.set(Optional.empty());
            return opened;
        } catch (SQLException e) {
            throw remember((BackendDown) failures.of(e, false));
        } catch (IOException e) {
            throw remember(failures.down(
                    "cannot make its file or folder (" + e.getClass().getSimpleName() + ")", false, e));
        } catch (BackendDown e) {
            throw remember(e);
        }
    }

    private BackendDown remember(BackendDown failure) {
        lastFailure.set(Optional.of(new Failed(failure, System.nanoTime())));
        return failure;
    }

    private Statements open(boolean readOnly) throws SQLException, IOException {
        makeFile(options.path());
        SQLiteConnection connection = JDBC.createConnection("jdbc:sqlite:" + options.path(), new Properties());
        try {
            prepare(connection);
            if (readOnly) {
                execute(connection, "PRAGMA query_only = ON");
            }
            return new Statements(connection);
        } catch (SQLException | BackendDown e) {
            connection.close();
            throw e;
        }
    }

    private void prepare(Connection connection) throws SQLException {
        execute(connection, "PRAGMA busy_timeout = " + options.busyTimeout().toMillis());
        execute(connection, "PRAGMA trusted_schema = OFF");
        switchToWal(connection);
        execute(connection, "PRAGMA synchronous = " + options.synchronous().name());
        execute(connection, "PRAGMA journal_size_limit = " + (64L << 20));
        int version = SqliteMigrations.migrate(connection, clock.millis() << VERSIONS_PER_MS_LOG2);
        if (version > SqliteMigrations.CURRENT) {
            throw failures.down(
                    "was written by a newer Prism: its tables have version %d, this Prism knows %d"
                            .formatted(version, SqliteMigrations.CURRENT),
                    false,
                    null);
        }
    }

    /** SQLite does not wait by itself when two processes switch a new file at once, so this does. */
    private void switchToWal(Connection connection) throws SQLException {
        long start = System.nanoTime();
        while (true) {
            try {
                execute(connection, "PRAGMA journal_mode = WAL");
                return;
            } catch (SQLException e) {
                boolean waitedEnough =
                        System.nanoTime() - start > options.busyTimeout().toNanos();
                if (waitedEnough || !SqliteFailures.isBusy(e)) {
                    throw e;
                }
                LockSupport.parkNanos(SWITCH_PAUSE_NANOS);
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Makes folder and file; only the user that runs Prism may read the file. SQLite's side files follow its mode. */
    private static void makeFile(Path file) throws IOException {
        Path folder = file.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] mode = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        if (!Files.exists(file)) {
            Files.newByteChannel(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), mode)
                    .close();
        }
    }

    private record Failed(BackendDown failure, long atNanos) {}
}
