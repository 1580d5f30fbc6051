// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite.file;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one connection of a thread: opened when it is first needed, and again after it was given up. Used by that thread only. */
public final class ThreadConnection {

    private static final Logger LOG = LoggerFactory.getLogger(ThreadConnection.class);

    private final DatabaseFile database;
    private final boolean readOnly;
    private @Nullable Statements open;

    /** A connection that is still to be opened. */
    public ThreadConnection(DatabaseFile database, boolean readOnly) {
        this.database = database;
        this.readOnly = readOnly;
    }

    /** The connection; throws the failure that callers are to be answered with when there is none. */
    public Statements statements() {
        if (open == null) {
            open = database.connect(readOnly);
        }
        return open;
    }

    /** Gives the connection up if {@code failure} leaves it in doubt, and its statements in any case. */
    public void met(Exception failure) {
        if (SqliteFailures.spoilsConnection(failure)) {
            close();
            return;
        }
        try {
            if (open != null) {
                open.forget();
            }
        } catch (SQLException e) {
            LOG.atDebug().setCause(e).log("statement did not close cleanly");
            close();
        }
    }

    /** Moves the write-ahead log into the file. */
    public void checkpoint() {
        try {
            if (open != null) {
                open.checkpoint();
            }
        } catch (SQLException e) {
            LOG.atDebug().setCause(e).log("checkpoint left to the next start");
        }
    }

    /** Closes the connection, if there is one. */
    public void close() {
        try {
            if (open != null) {
                open.close();
            }
        } catch (SQLException e) {
            LOG.atDebug().setCause(e).log("connection did not close cleanly");
        }
        open = null;
    }
}
