// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite.queue;

import io.prism.backends.sqlite.file.Statements;
import io.prism.core.Deadline;
import io.prism.core.failure.GatewayException;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call on its way through a queue. It is run on the thread that owns the connection, and answered there: a read
 * right away, a write once its transaction is committed.
 */
final class Task<T> {

    private static final Logger LOG = LoggerFactory.getLogger(Task.class);

    private final SqliteWork<T> work;
    private final long bytes;
    private final Deadline deadline;
    private final UniEmitter<? super T> caller;
    private volatile boolean abandoned;
    private @Nullable T answer;
    private @Nullable GatewayException refusal;

    Task(SqliteWork<T> work, long bytes, Deadline deadline, UniEmitter<? super T> caller) {
        this.work = work;
        this.bytes = bytes;
        this.deadline = deadline;
        this.caller = caller;
    }

    /** Bytes it writes. */
    long bytes() {
        return bytes;
    }

    /** The caller does not wait any longer. For any thread. */
    void abandon() {
        abandoned = true;
    }

    /** Whether nobody waits for it any more. For any thread. */
    boolean late() {
        return abandoned || deadline.passed();
    }

    /** Does the work; a failure that is an answer is kept for {@link #answer}. May be run again. */
    void run(Statements statements) throws SQLException {
        answer = null;
        refusal = null;
        try {
            answer = work.run(statements);
        } catch (GatewayException e) {
            refusal = e;
        }
    }

    /** Tells the caller what came of the work, and keeps nothing of it. */
    void answer() {
        GatewayException refused = refusal;
        T answered = answer;
        answer = null;
        if (refused != null) {
            fail(refused);
        } else {
            guarded(() -> caller.complete(answered));
        }
    }

    /** A caller that gave up is told nothing: Mutiny would print the failure, since nobody takes it. */
    void fail(GatewayException failure) {
        if (!abandoned) {
            guarded(() -> caller.fail(failure));
        }
    }

    /** What a caller does with its answer must not end the thread that all calls share. */
    private static void guarded(Runnable answering) {
        try {
            answering.run();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("caller failed to take its answer");
        }
    }
}
