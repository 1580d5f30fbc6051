// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres.connect;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** A connection while a call has it. Goes back at its end, but not to be used again once a statement was cancelled. */
final class BorrowedConnection {

    /** How long the server may take to stop a statement. */
    private static final Duration STOP_WITHIN = Duration.ofSeconds(1);

    private final DatabaseCalls<?> calls;
    private final PostgresSession session;
    private final AtomicBoolean givenUp = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();

    BorrowedConnection(DatabaseCalls<?> calls, PostgresSession session) {
        this.calls = calls;
        this.session = session;
    }

    /** Nobody waits for the answer any more: the server is to stop. */
    void giveUp() {
        if (!ended.get() && givenUp.compareAndSet(false, true)) {
            session.cancel();
            calls.after(STOP_WITHIN, () -> {
                if (!ended.get()) {
                    session.end();
                }
            });
        }
    }

    /** Every statement is answered. */
    void end() {
        ended.set(true);
        if (givenUp.get()) {
            // The request to cancel may still be under way, and would hit the next statement.
            session.end();
        } else {
            calls.pool().giveBack(session);
        }
    }
}
