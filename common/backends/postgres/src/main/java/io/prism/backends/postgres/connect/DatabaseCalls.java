// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres.connect;

import io.prism.backends.postgres.connect.DatabaseWork.Kind;
import io.prism.core.Deadline;
import io.prism.core.failure.GatewayException;
import io.prism.core.failure.GatewayException.BackendDown;
import io.prism.spi.BackendGauge;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Turns work on the database into calls: lazy, bounded, answered in time.
 *
 * <pre>
 *   glances ── admission ── shared connections (a quarter), many statements at once on each
 *   reads, writes ── admission ── queue ── lent connections, one call at a time on each
 * </pre>
 *
 * Callers never wait on their own thread; answers come on the event loop of the connection. Safe for use by many
 * threads.
 *
 * @param <S> what has to be known about the server's tables
 */
public final class DatabaseCalls<S> implements AutoCloseable {

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    /** Making tables can mean waiting for another process that does. */
    private static final Duration READY_WITHIN = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final PostgresConnectionLimits limits;
    private final PostgresFailures failures;
    private final SharedLines lines;
    private final SessionPool pool;
    private final CallAdmission glances;
    private final CallAdmission loans;
    private final LazyResult<S> tables;
    private final AtomicLong writes = new AtomicLong();
    private volatile Optional<GatewayException> lastWriteFailure = Optional.empty();

    /**
     * Connects to nothing yet.
     *
     * @param preparation finds out about the server's tables, or makes them; run before the first call
     */
    public DatabaseCalls(
            Vertx vertx,
            DatabaseTarget target,
            PostgresConnectionLimits limits,
            PostgresFailures failures,
            Function<PostgresSession, Future<S>> preparation) {
        this.vertx = vertx;
        this.limits = limits;
        this.failures = failures;
        var connector = new Connector(vertx, target, limits, failures);
        this.lines = new SharedLines(connector, limits, failures);
        this.pool = new SessionPool(connector, limits, failures);
        this.glances = new CallAdmission(limits.shared() * limits.pipelining() + limits.waiting(), failures);
        this.loans = new CallAdmission(limits.lent() + limits.waiting(), failures);
        this.tables = new LazyResult<>(() -> prepare(preparation));
    }

    /** A read that is short and waits for nobody, such as that of a single key. */
    public <T> Uni<T> glance(Deadline deadline, DatabaseWork<S, T> work) {
        return call(new DatabaseCall.Job<>(Kind.GLANCE, 0, deadline, work));
    }

    /** A read that may take long or answer much. */
    public <T> Uni<T> read(Deadline deadline, DatabaseWork<S, T> work) {
        return call(new DatabaseCall.Job<>(Kind.READ, 0, deadline, work));
    }

    /**
     * Anything that may change something.
     *
     * @param bytes about how much it writes
     */
    public <T> Uni<T> write(long bytes, Deadline deadline, DatabaseWork<S, T> work) {
        return call(new DatabaseCall.Job<>(Kind.WRITE, bytes, deadline, work));
    }

    /** Asks the server something that has nothing to do with tables; they are not looked for or made. */
    public <T> Uni<T> ask(Duration within, Function<PostgresSession, Future<T>> question) {
        return Uni.createFrom().emitter(caller -> {
            long timer = after(within, () -> caller.fail(failures.silent(within, false)));
            lines.session()
                    .compose(question)
                    .onSuccess(caller::complete)
                    .onFailure(failure -> caller.fail(failures.of(failure, false)))
                    .onComplete(_ -> cancel(timer));
        });
    }

    /** Writes that were answered since the start, also with a failure. */
    public long writes() {
        return writes.get();
    }

    /** Why the last write failed because of the backend; empty when the last one did not. */
    public Optional<GatewayException> lastWriteFailure() {
        return lastWriteFailure;
    }

    /** Whether nearly as many calls are under way as may be. */
    public boolean nearlyFull() {
        return glances.nearlyFull() || loans.nearlyFull();
    }

    /** Connections that are lent to one call at a time, and calls that wait for one. */
    public List<BackendGauge> gauges() {
        return List.of(
                new BackendGauge("pool.open", "connections that are lent to one call at a time", pool::open),
                new BackendGauge("pool.waiting", "calls that wait for such a connection", pool::waiting));
    }

    /** Takes no more calls, lets those under way be answered, within a few seconds, and closes all connections. */
    @Override
    public void close() {
        glances.close();
        loans.close();
        // Answers come on event loops: waiting on one would be waiting for oneself.
        if (!Context.isOnEventLoopThread()) {
            Deadline end = Deadline.in(CLOSE_WITHIN);
            glances.awaitAnswers(end.leftOr(Duration.ZERO));
            loans.awaitAnswers(end.leftOr(Duration.ZERO));
        }
        lines.close();
        pool.close();
    }

    private <T> Uni<T> call(DatabaseCall.Job<S, T> job) {
        return Uni.createFrom().emitter(caller -> new DatabaseCall<>(this, job, caller).start());
    }

    /** Callers wait for this no longer than their deadlines say; it goes on for those that come after them. */
    private Future<S> prepare(Function<PostgresSession, Future<S>> preparation) {
        SessionPool.Waiter waiter = pool.ask();
        long acquire = after(limits.acquireTimeout(), () -> waiter.giveUp(failures.noneFree(limits.acquireTimeout())));
        return waiter.session().onComplete(_ -> cancel(acquire)).compose(session -> {
            var loan = new BorrowedConnection(this, session);
            long timer = after(READY_WITHIN, loan::giveUp);
            return Future.succeededFuture(session)
                    .compose(preparation)
                    .onComplete(_ -> cancel(timer))
                    .onComplete(_ -> loan.end())
                    .recover(failure -> Future.failedFuture(failures.of(failure, false)));
        });
    }

    Future<S> tables() {
        return tables.get();
    }

    void forget(S outdated) {
        tables.forget(outdated);
    }

    SharedLines lines() {
        return lines;
    }

    SessionPool pool() {
        return pool;
    }

    PostgresConnectionLimits limits() {
        return limits;
    }

    PostgresFailures failures() {
        return failures;
    }

    CallAdmission admission(Kind kind) {
        return kind == Kind.GLANCE ? glances : loans;
    }

    void succeeded(Kind kind) {
        if (kind == Kind.WRITE) {
            writes.incrementAndGet();
            lastWriteFailure = Optional.empty();
        }
    }

    void failed(Kind kind, GatewayException failure) {
        if (kind == Kind.WRITE) {
            writes.incrementAndGet();
            lastWriteFailure = Optional.of(failure).filter(answer -> answer instanceof BackendDown);
        }
    }

    /** Runs something later; answers what {@link #cancel} takes. */
    long after(Duration delay, Runnable action) {
        // Vert.x counts whole milliseconds, and none is not allowed: rounded up, so that nothing is early.
        return vertx.setTimer(Math.max(1, delay.plusNanos(999_999).toMillis()), _ -> action.run());
    }

    void cancel(long timer) {
        if (timer >= 0) {
            vertx.cancelTimer(timer);
        }
    }
}
