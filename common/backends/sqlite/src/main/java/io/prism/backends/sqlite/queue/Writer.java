// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite.queue;

import io.prism.backends.sqlite.file.SqliteFailures;
import io.prism.backends.sqlite.file.Statements;
import io.prism.backends.sqlite.file.ThreadConnection;
import io.prism.core.failure.GatewayException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Runs all writes of the backend, on one thread. What is waiting when a transaction starts goes into it together, so
 * that the disk is waited for once:
 *
 * <pre>
 *   take a group ── BEGIN ── run each ── COMMIT ── answer each
 *                     │          │          └ fails: all are answered "may have happened"
 *                     │          └ SQLite fails: ROLLBACK, then every write in a transaction of its own
 *                     └ fails: all are answered "did not happen"
 * </pre>
 *
 * A write that is refused (it throws a {@link GatewayException}) or does not match leaves nothing behind by itself, so
 * it is answered with the others and they stay.
 */
final class Writer implements Runnable {

    /** Most writes in one transaction. */
    static final int GROUP_MAX = 256;

    private static final long GROUP_BYTES_MAX = 8L << 20;

    private final Inbox inbox;
    private final ThreadConnection session;
    private final SqliteFailures failures;
    private final AtomicLong commits = new AtomicLong();
    private volatile boolean used;
    private volatile Optional<GatewayException> lastFailure = Optional.empty();

    private enum Result {
        /** Every write got its answer. */
        ANSWERED,
        /** One of the writes failed; none was answered, and nothing was written. */
        SPOILT,
        /** No transaction could be started; every write got its answer. */
        DOWN
    }

    Writer(Inbox inbox, ThreadConnection session, SqliteFailures failures) {
        this.inbox = inbox;
        this.session = session;
        this.failures = failures;
    }

    /** Transactions committed since the start. */
    long commits() {
        return commits.get();
    }

    /** Whether there was any write yet. */
    boolean used() {
        return used;
    }

    /** Why the last transaction failed; empty when it succeeded. */
    Optional<GatewayException> lastFailure() {
        return lastFailure;
    }

    @Override
    public void run() {
        @Nullable Task<?> first = inbox.take();
        while (first != null) {
            used = true;
            write(group(first));
            first = inbox.take();
        }
        session.checkpoint();
        session.close();
    }

    private List<Task<?>> group(Task<?> first) {
        var group = new ArrayList<Task<?>>();
        long bytes = 0;
        @Nullable Task<?> next = first;
        while (next != null) {
            if (next.late()) {
                next.fail(failures.late());
            } else {
                group.add(next);
                bytes += next.bytes();
            }
            next = group.size() < GROUP_MAX && bytes < GROUP_BYTES_MAX ? inbox.poll() : null;
        }
        return group;
    }

    private void write(List<Task<?>> group) {
        if (group.isEmpty() || transaction(group) != Result.SPOILT) {
            return;
        }
        for (int i = 0; i < group.size(); i++) {
            if (transaction(List.of(group.get(i))) == Result.DOWN) {
                GatewayException why = lastFailure.orElseGet(failures::closed);
                group.subList(i + 1, group.size()).forEach(task -> task.fail(why));
                return;
            }
        }
    }

    private Result transaction(List<Task<?>> group) {
        Statements statements;
        try {
            statements = session.statements();
            statements.begin();
        } catch (SQLException | RuntimeException e) {
            session.met(e);
            return fail(group, failures.of(e, false), Result.DOWN);
        }
        boolean committing = false;
        try {
            for (Task<?> task : group) {
                task.run(statements);
            }
            statements.keepVersions();
            committing = true;
            statements.commit();
        } catch (SQLException | RuntimeException e) {
            rollback(statements);
            session.met(e);
            return group.size() > 1 && !committing
                    ? Result.SPOILT
                    : fail(group, failures.of(e, committing), Result.ANSWERED);
        }
        commits.incrementAndGet();
        lastFailure = Optional.empty();
        group.forEach(Task::answer);
        return Result.ANSWERED;
    }

    private Result fail(List<Task<?>> group, GatewayException failure, Result result) {
        lastFailure = Optional.of(failure);
        group.forEach(task -> task.fail(failure));
        return result;
    }

    /** SQLite may have rolled back by itself; a connection that cannot roll back is of no more use. */
    private void rollback(Statements statements) {
        try {
            statements.rollback();
        } catch (SQLException _) {
            session.close();
        }
    }
}
