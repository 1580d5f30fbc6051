// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres.connect;

import io.prism.backends.postgres.connect.DatabaseWork.Kind;
import io.prism.backends.postgres.connect.StatementFailed.Effects;
import io.prism.core.Deadline;
import io.prism.core.failure.GatewayException;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One call on its way: answered exactly once, at its deadline at the latest, whatever its statements do.
 *
 * <pre>
 *   tables known ── connection ── work ──┬── answer
 *        ▲                               └── no effects for sure: a few times more, from the beginning
 *        └───────────────────────────────────┘
 * </pre>
 */
final class DatabaseCall<S, T> {

    private static final long NO_TIMER = -1;
    private static final int REPEATS_MAX = 2;
    private static final int COLLISIONS_MAX = 500;
    private static final int PAUSE_MS_LOG2_MAX = 6;

    private final DatabaseCalls<S> calls;
    private final Job<S, T> job;
    private final UniEmitter<? super T> caller;
    private final long startNanos = System.nanoTime();
    private final AtomicBoolean answered = new AtomicBoolean();
    private volatile long deadlineTimer = NO_TIMER;
    private volatile long stepTimer = NO_TIMER;
    private volatile Runnable giveUp = DatabaseCall::nothing;
    private int repeats;
    private int collisions;

    /**
     * What is to be done.
     *
     * @param bytes about how much it writes
     */
    record Job<S, T>(Kind kind, long bytes, Deadline deadline, DatabaseWork<S, T> work) {}

    DatabaseCall(DatabaseCalls<S> calls, Job<S, T> job, UniEmitter<? super T> caller) {
        this.calls = calls;
        this.job = job;
        this.caller = caller;
    }

    void start() {
        if (job.deadline.passed()) {
            caller.fail(calls.failures().late());
            return;
        }
        try {
            calls.admission(job.kind).enter(job.bytes);
        } catch (GatewayException refused) {
            caller.fail(refused);
            return;
        }
        caller.onTermination(this::abandoned);
        attempt();
        // Not before: while the server is down a call is answered at once, and a flood of them must stay cheap.
        if (job.deadline.bounded() && !answered.get()) {
            deadlineTimer = calls.after(job.deadline.leftOr(Duration.ZERO), this::late);
            if (answered.get()) {
                calls.cancel(deadlineTimer);
            }
        }
    }

    private void attempt() {
        calls.tables().onComplete(tables -> {
            if (answered.get()) {
                return;
            }
            if (tables.failed()) {
                fail(tables.cause());
            } else if (job.kind == Kind.GLANCE) {
                glance(tables.result());
            } else {
                borrow(tables.result());
            }
        });
    }

    private void glance(S tables) {
        calls.lines().session().onComplete(connected -> {
            if (connected.succeeded()) {
                share(connected.result(), tables);
            } else if (calls.pool().hasConnections()) {
                // The server may have no more connections for us than these.
                borrow(tables);
            } else {
                fail(connected.cause());
            }
        });
    }

    private void share(PostgresSession session, S tables) {
        Duration most = calls.limits().silence();
        limitStep(most, () -> fail(calls.failures().silent(most, false)));
        Future.succeededFuture(session)
                .compose(shared -> job.work.run(shared, tables))
                .onSuccess(this::succeed)
                .onFailure(failure -> failed(failure, tables));
    }

    private void borrow(S tables) {
        SessionPool.Waiter waiter = calls.pool().ask();
        giveUp = () -> waiter.giveUp(calls.failures().late());
        Duration most = calls.limits().acquireTimeout();
        if (!waiter.session().isComplete()) {
            limitStep(most, () -> waiter.giveUp(calls.failures().noneFree(most)));
        }
        waiter.session().onFailure(this::fail).onSuccess(session -> run(session, tables));
    }

    private void run(PostgresSession session, S tables) {
        var loan = new BorrowedConnection(calls, session);
        giveUp = loan::giveUp;
        Duration most = calls.limits().silence();
        limitStep(most, () -> {
            fail(calls.failures().silent(most, job.kind == Kind.WRITE));
            loan.giveUp();
        });
        if (answered.get()) {
            loan.end();
            return;
        }
        // Through a future, so that what the work throws is a failure like any other.
        Future.succeededFuture(session)
                .compose(lent -> job.work.run(lent, tables))
                .onComplete(result -> {
                    giveUp = DatabaseCall::nothing;
                    loan.end();
                    if (result.succeeded()) {
                        succeed(result.result());
                    } else {
                        failed(result.cause(), tables);
                    }
                });
    }

    /** Decides whether the call may be repeated behind its caller's back. */
    private void failed(Throwable failure, S tables) {
        if (!(failure instanceof StatementFailed statement)) {
            fail(failure);
        } else if (statement.isCollision() && again()) {
            calls.after(pause(collisions++), this::attempt);
        } else if (repeatable(statement) && repeats++ < REPEATS_MAX) {
            if (statement.isOfOtherTable()) {
                calls.forget(tables);
            }
            attempt();
        } else {
            fail(statement);
        }
    }

    private boolean repeatable(StatementFailed failure) {
        boolean noEffects = failure.effects() != Effects.UNKNOWN || job.kind != Kind.WRITE;
        boolean lost = failure.effects() != Effects.REFUSED;
        return noEffects && (lost || failure.isOutdated() || failure.isOfOtherTable());
    }

    private boolean again() {
        boolean inTime = job.deadline.bounded()
                ? !job.deadline.passed()
                : System.nanoTime() - startNanos
                        < calls.limits().commandTimeout().toNanos();
        return inTime && collisions < COLLISIONS_MAX;
    }

    /** Short and random, so that those who collided do not meet again. */
    private static Duration pause(int before) {
        long most = TimeUnit.MILLISECONDS.toNanos(1L << Math.min(before, PAUSE_MS_LOG2_MAX));
        return Duration.ofNanos(ThreadLocalRandom.current().nextLong(most));
    }

    private void late() {
        fail(calls.failures().late());
        giveUp.run();
    }

    private void abandoned() {
        // Read no sooner: what is to be given up changes until the call is left.
        leave(() -> giveUp.run());
    }

    private void succeed(T result) {
        leave(() -> {
            calls.succeeded(job.kind);
            caller.complete(result);
        });
    }

    private void fail(Throwable failure) {
        leave(() -> {
            GatewayException refusal = calls.failures().of(failure, job.kind == Kind.WRITE);
            calls.failed(job.kind, refusal);
            caller.fail(refusal);
        });
    }

    /** Only the first answer counts. */
    private void leave(Runnable answer) {
        if (!answered.compareAndSet(false, true)) {
            return;
        }
        calls.cancel(deadlineTimer);
        calls.cancel(stepTimer);
        CallAdmission admission = calls.admission(job.kind);
        admission.leave(job.bytes);
        try {
            answer.run();
        } finally {
            admission.answered();
        }
    }

    /** What giving up means where nothing is under way. */
    private static void nothing() {}

    /** Limits how long the step may take that begins now, where the deadline does not do that already. */
    private void limitStep(Duration most, Runnable over) {
        calls.cancel(stepTimer);
        stepTimer = job.deadline.bounded() && job.deadline.leftOr(most).compareTo(most) < 0
                ? NO_TIMER
                : calls.after(most, over);
    }
}
