// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite.queue;

import io.prism.backends.sqlite.file.SqliteFailures;
import io.prism.backends.sqlite.file.Statements;
import io.prism.backends.sqlite.file.ThreadConnection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Runs reads, one after the other, on a connection of its own. Several readers share one queue. A read is stopped when
 * nobody waits for it any more. Writes are not: what SQLite stops there undoes the whole transaction, with the writes of
 * others.
 */
final class Reader implements Runnable {

    private final Inbox inbox;
    private final ThreadConnection session;
    private final SqliteFailures failures;

    Reader(Inbox inbox, ThreadConnection session, SqliteFailures failures) {
        this.inbox = inbox;
        this.session = session;
        this.failures = failures;
    }

    @Override
    public void run() {
        @Nullable Task<?> task = inbox.take();
        while (task != null) {
            answer(task);
            task = inbox.take();
        }
        session.close();
    }

    private void answer(Task<?> task) {
        if (task.late()) {
            task.fail(failures.late());
            return;
        }
        try {
            Statements statements = session.statements();
            statements.stopWhen(task::late);
            task.run(statements);
        } catch (SQLException | RuntimeException e) {
            session.met(e);
            task.fail(failures.of(e, false));
            return;
        }
        task.answer();
    }
}
