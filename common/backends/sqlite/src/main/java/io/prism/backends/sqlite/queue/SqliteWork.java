// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite.queue;

import io.prism.backends.sqlite.file.Statements;
import java.sql.SQLException;

/** What a call does with the database. */
@FunctionalInterface
public interface SqliteWork<T> {

    /**
     * Does it, on the thread that owns the connection. A write is in a transaction already, together with others, and
     * is run again when one of them made the transaction fail.
     *
     * @throws io.prism.core.failure.GatewayException as the call's answer; nothing it did may be left then
     * @throws SQLException when SQLite fails; the whole transaction is rolled back then
     */
    T run(Statements statements) throws SQLException;
}
