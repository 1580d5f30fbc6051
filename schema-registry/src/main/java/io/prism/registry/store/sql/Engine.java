// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** One kind of database, as far as kinds differ. Safe for use by many threads; a connection is used by one at a time. */
public interface Engine {

    /** What a failure of a statement means. */
    enum Failure {
        /** Another transaction was in the way; this one was undone and can be run again. */
        COLLISION,
        /** The connection is of no more use. What was committed is in doubt only if the commit was under way. */
        CONNECTION,
        /** The statement failed; the connection is good. */
        STATEMENT
    }

    /** How its statements are written. */
    Dialect dialect();

    /**
     * How much it may take.
     *
     * @param connections most connections, 1 or more
     * @param writers most transactions that write at a time, 1 to {@code connections}
     * @param writersOfContext most of them in one context, 1 or more
     * @param patience how long to wait for each of these
     */
    record Bounds(int connections, int writers, int writersOfContext, Duration patience) {}

    /** How much it may take. */
    Bounds bounds();

    /** Opens a connection, and makes the tables that are not there. Blocks until it is there or cannot be had. */
    Connection open() throws SQLException;

    /** Begins a transaction that may write. */
    void begin(Connection connection) throws SQLException;

    /** Ends the transaction; its effects stay, and outlive the process and the machine. */
    void commit(Connection connection) throws SQLException;

    /** Ends the transaction as if it had never been. */
    void rollback(Connection connection) throws SQLException;

    /** Whether a connection that was not used for a while still works. */
    boolean works(Connection connection) throws SQLException;

    /** What a failure means for what comes next. */
    Failure meaning(SQLException failure);

    /** A whole sentence about a failure for people: what, where, what to do. Shows no secret and nothing of a schema. */
    String sentence(SQLException failure);

    /** What the database is called in sentences: its address or file. */
    String name();
}
