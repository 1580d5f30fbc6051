// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite.file;

import io.prism.core.failure.GatewayException;
import io.prism.core.failure.GatewayException.BackendDown;
import io.prism.core.failure.GatewayException.DeadlinePassed;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Says in words of the gateway what went wrong in SQLite. Never shows a path, key or value. */
public final class SqliteFailures {

    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int READONLY = 8;
    /** Code of a statement that was stopped because nobody waits for it. */
    static final int INTERRUPT = 9;

    private static final int IOERR = 10;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int CANTOPEN = 14;
    private static final int NOTADB = 26;

    private final String backend;

    /** The failures of one backend, by its name in {@code prism.yaml}. */
    public SqliteFailures(String backend) {
        this.backend = backend;
    }

    /**
     * Turns any failure of a piece of work into an answer.
     *
     * @param mayHaveHappened whether a write may have been done all the same
     */
    public GatewayException of(Exception failure, boolean mayHaveHappened) {
        return switch (failure) {
            case GatewayException answer -> answer;
            case SQLException sql when primary(sql) == INTERRUPT -> late();
            case SQLException sql -> down(sentence(sql), mayHaveHappened, sql);
            default -> down("met a defect in its driver: " + failure, mayHaveHappened, failure);
        };
    }

    /** The backend does not do its part, for the reason that {@code sentence} tells without its subject. */
    public BackendDown down(String sentence, boolean mayHaveHappened, @Nullable Exception cause) {
        return new BackendDown(backend, sentence, mayHaveHappened, cause);
    }

    /** The backend takes no more calls. */
    public BackendDown closed() {
        return new BackendDown(backend, "is closed", false, null);
    }

    /** The call took too long, or its caller gave up. */
    public DeadlinePassed late() {
        return new DeadlinePassed("backend '" + backend + "'");
    }

    static boolean isBusy(SQLException failure) {
        int code = primary(failure);
        return code == BUSY || code == LOCKED;
    }

    /** Whether the connection had better be given up. */
    static boolean spoilsConnection(Exception failure) {
        return failure instanceof SQLException sql
                && switch (primary(sql)) {
                    case READONLY, IOERR, CORRUPT, CANTOPEN, NOTADB -> true;
                    default -> false;
                };
    }

    private static String sentence(SQLException failure) {
        return switch (primary(failure)) {
            case BUSY, LOCKED -> "is locked by another process for longer than its busy-timeout";
            case READONLY -> "cannot write: the file, its folder or the disk is read-only";
            case IOERR -> "cannot read or write its file: the disk reports an error";
            case CORRUPT -> "has a damaged file: restore it from a backup, or try 'sqlite3 FILE .recover'";
            case FULL -> "has no room left on its disk";
            case CANTOPEN -> "cannot open its file: check that the folder exists and may be written to";
            case NOTADB -> "has a file that is no SQLite database, or a damaged one";
            default -> "failed with SQLite code " + failure.getErrorCode();
        };
    }

    /** The code without the details in its upper bytes. */
    private static int primary(SQLException failure) {
        return failure.getErrorCode() & 0xff;
    }
}
