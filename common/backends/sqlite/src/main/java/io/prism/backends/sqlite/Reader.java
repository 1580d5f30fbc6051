// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Runs reads, one after the other, on a connection of its own. Several readers share one queue. */
final class Reader implements Runnable {

    private final Inbox inbox;
    private final Session session;
    private final SqliteFailures failures;

    Reader(Inbox inbox, Session session, SqliteFailures failures) {
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
            task.run(session.statements());
        } catch (SQLException | RuntimeException e) {
            session.met(e);
            task.fail(failures.of(e, false));
            return;
        }
        task.succeed();
    }
}
