// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite;

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

    /** What a call does with the database. May be run again after a rollback. */
    @FunctionalInterface
    interface Work<T> {
        T run(Statements statements) throws SQLException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(Task.class);

    private final Work<T> work;
    private final long bytes;
    private final Deadline deadline;
    private final UniEmitter<? super T> caller;
    private volatile boolean abandoned;
    private @Nullable T answer;

    Task(Work<T> work, long bytes, Deadline deadline, UniEmitter<? super T> caller) {
        this.work = work;
        this.bytes = bytes;
        this.deadline = deadline;
        this.caller = caller;
    }

    /** Bytes it writes. */
    long bytes() {
        return bytes;
    }

    /** The caller does not wait any longer. */
    void abandon() {
        abandoned = true;
    }

    /** Whether nobody waits for it any more. */
    boolean late() {
        return abandoned || deadline.passed();
    }

    void run(Statements statements) throws SQLException {
        answer = work.run(statements);
    }

    void succeed() {
        guarded(() -> caller.complete(answer));
    }

    void fail(GatewayException failure) {
        guarded(() -> caller.fail(failure));
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
