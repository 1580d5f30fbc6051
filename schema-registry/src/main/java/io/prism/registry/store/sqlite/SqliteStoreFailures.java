// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.sqlite;

import java.io.IOException;
import java.sql.SQLException;

/** Says what went wrong in SQLite. */
final class SqliteStoreFailures {

    static final int FULL = 13;
    /** No code of SQLite. */
    static final int OTHER = -1;

    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int READONLY = 8;
    private static final int IOERR = 10;
    private static final int CORRUPT = 11;
    private static final int CANTOPEN = 14;
    private static final int NOTADB = 26;
    private static final int PRIMARY_CODE = 0xff;

    private SqliteStoreFailures() {}

    /** The file, or its folder, cannot be made. */
    static final class NoFile extends SQLException {
        private static final long serialVersionUID = 1L;

        NoFile(IOException cause) {
            super("cannot make its file or folder", cause);
        }
    }

    /** Other processes kept the file locked for longer than anyone waits. */
    private static final class LockedTooLong extends SQLException {
        private static final long serialVersionUID = 1L;

        LockedTooLong(SQLException cause) {
            super("is locked", cause);
        }
    }

    static SQLException lockedTooLong(SQLException cause) {
        return new LockedTooLong(cause);
    }

    /** SQLite's code without its details, if the connection or what is in its way is concerned. */
    static int code(SQLException failure) {
        int code = failure.getErrorCode() & PRIMARY_CODE;
        return switch (code) {
            case BUSY, LOCKED, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB -> code;
            default -> OTHER;
        };
    }

    /** A sentence without its subject. */
    static String sentence(SQLException failure) {
        return switch (failure) {
            case NoFile _ -> "cannot be made: check that its folder exists and may be written to";
            case LockedTooLong _ -> busy();
            case SqliteTables.ForeignFile foreign -> String.valueOf(foreign.getMessage());
            default -> byCode(failure);
        };
    }

    private static String byCode(SQLException failure) {
        return switch (code(failure)) {
            case BUSY, LOCKED -> busy();
            case READONLY -> "cannot be written: the file, its folder or the disk is read-only";
            case IOERR -> "cannot be read or written: the disk reports an error";
            case CORRUPT -> "is damaged: restore it from a backup, or try 'sqlite3 FILE .recover'";
            case FULL -> "has no room left on its disk";
            case CANTOPEN -> "cannot be opened: check that its folder exists and may be written to";
            case NOTADB -> "is no SQLite database, or a damaged one";
            default -> "failed with SQLite code " + failure.getErrorCode();
        };
    }

    private static String busy() {
        return "is locked by another process for longer than %d s".formatted(SqliteEngine.PATIENCE.toSeconds());
    }
}
