// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres.connect;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One connection. Statements are sent in the order they are given, without waiting for the answers to those before;
 * outside of a transaction each is one of its own. Safe for use by many threads.
 */
public final class PostgresSession {

    /** The server, or rather a pooler before it, does not know statements that were prepared on this connection. */
    private static final String FORGETFUL = "26000";

    private final PgConnection connection;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicInteger underWay = new AtomicInteger();
    private final Promise<Void> over = Promise.promise();
    private volatile long lastAnswerNanos = System.nanoTime();
    private volatile String lastWords = "";
    private volatile boolean cancelled;

    PostgresSession(PgConnection connection) {
        this.connection = connection;
        connection.noticeHandler(_ -> {});
        connection.closeHandler(_ -> end());
        connection.exceptionHandler(this::met);
    }

    /**
     * Runs a prepared statement; it is prepared when it is first used on this connection.
     *
     * @return its rows, or {@link StatementFailed}
     */
    public Future<RowSet<Row>> run(String sql, Tuple parameters) {
        return ended.get()
                ? Future.failedFuture(StatementFailed.notSent())
                : watched(connection.preparedQuery(sql).execute(parameters));
    }

    /** Runs statements that have no parameters and are not prepared, separated by semicolons. */
    public Future<RowSet<Row>> command(String sql) {
        return ended.get()
                ? Future.failedFuture(StatementFailed.notSent())
                : watched(connection.query(sql).execute());
    }

    /** Whether it can still be used. */
    boolean usable() {
        return !ended.get();
    }

    /** Whether statements have been under way for this long without any being answered. */
    boolean silentFor(Duration time) {
        return underWay.get() > 0 && System.nanoTime() - lastAnswerNanos > time.toNanos();
    }

    /** Whether nothing was done with it for this long. */
    boolean idleFor(Duration time) {
        return underWay.get() == 0 && System.nanoTime() - lastAnswerNanos > time.toNanos();
    }

    /** Called once, when the connection has ended or is given up; at once when that has happened already. */
    void whenEnded(Runnable action) {
        over.future().onComplete(_ -> action.run());
    }

    /** Asks the server to stop what it does on this connection. May come too late and hit the next statement. */
    void cancel() {
        cancelled = true;
        var _ = connection.cancelRequest().otherwiseEmpty();
    }

    /** Whether the server was asked to stop, since nobody waits for the answer any more. */
    public boolean cancelled() {
        return cancelled;
    }

    /** Gives the connection up; statements under way may still be answered. */
    public void end() {
        if (ended.compareAndSet(false, true)) {
            var _ = connection.close().otherwiseEmpty();
            over.complete();
        }
    }

    private Future<RowSet<Row>> watched(Future<RowSet<Row>> answer) {
        if (underWay.getAndIncrement() == 0) {
            lastAnswerNanos = System.nanoTime();
        }
        return answer.onComplete(_ -> {
                    lastAnswerNanos = System.nanoTime();
                    underWay.decrementAndGet();
                })
                .recover(failure -> Future.failedFuture(meaning(failure)));
    }

    private StatementFailed meaning(Throwable failure) {
        return switch (failure) {
            case PgException answered -> {
                if (answered.getSqlState().equals(FORGETFUL)) {
                    end();
                }
                yield StatementFailed.answered(answered);
            }
            case StatementFailed known -> known;
            // The client answers so what it still had in its queue when the connection ended.
            case Throwable queued when unsent(queued) -> StatementFailed.notSent();
            default -> {
                end();
                yield StatementFailed.lost(lastWords, failure);
            }
        };
    }

    private static boolean unsent(Throwable failure) {
        String text = String.valueOf(failure.getMessage());
        return text.startsWith("Connection is not active") || text.startsWith("Pending requests failed to be sent");
    }

    /** The server says why it is about to end the connection, or the network failed. */
    private void met(Throwable failure) {
        if (failure instanceof PgException words) {
            lastWords = String.valueOf(words.getSqlState());
        }
        end();
    }
}
