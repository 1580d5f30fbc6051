// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres.connect;

import io.prism.core.failure.GatewayException.BackendDown;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Opens connections. Safe for use by many threads. */
final class Connector {

    /** How long a failure to connect is repeated to callers before the server is tried again. */
    static final Duration RETRY_AFTER = Duration.ofMillis(250);

    private final Vertx vertx;
    private final PgConnectOptions options;
    private final PostgresConnectionLimits limits;
    private final PostgresFailures failures;
    private final AtomicReference<Optional<Failed>> lastFailure = new AtomicReference<>(Optional.empty());

    Connector(Vertx vertx, DatabaseTarget target, PostgresConnectionLimits limits, PostgresFailures failures) {
        this.vertx = vertx;
        this.options = target.options(limits);
        this.limits = limits;
        this.failures = failures;
    }

    /**
     * Opens a connection. Fails at once for a short while after it failed, so that a flood of calls does not become a
     * flood of attempts.
     *
     * @return the connection, or {@link BackendDown}
     */
    Future<PostgresSession> connect() {
        Optional<Failed> before = lastFailure.get();
        if (before.isPresent() && System.nanoTime() - before.get().atNanos() < RETRY_AFTER.toNanos()) {
            return Future.failedFuture(before.get().failure());
        }
        Promise<PostgresSession> promise = Promise.promise();
        long timer = vertx.setTimer(
                limits.connectTimeout().toMillis(),
                _ -> promise.tryFail(failures.silentAtConnect(limits.connectTimeout())));
        // Not on the caller's context: what runs there ends with the call, but the connection lives on.
        Thread.startVirtualThread(() -> open(promise));
        return promise.future()
                .onComplete(_ -> vertx.cancelTimer(timer))
                .onSuccess(_ -> lastFailure.set(Optional.empty()))
                .onFailure(
                        failure -> lastFailure.set(Optional.of(new Failed((BackendDown) failure, System.nanoTime()))));
    }

    private void open(Promise<PostgresSession> promise) {
        PgConnection.connect(vertx, new PgConnectOptions(options)).onComplete(connected -> {
            if (connected.failed()) {
                promise.tryFail(failures.unreachable(connected.cause()));
                return;
            }
            var session = new PostgresSession(connected.result());
            session.command(setup()).onComplete(ready -> {
                if (ready.failed()) {
                    promise.tryFail(failures.unreachable(ready.cause()));
                }
                // Also when it came too late for whoever waited for it.
                if (ready.failed() || !promise.tryComplete(session)) {
                    session.end();
                }
            });
        });
    }

    /**
     * What each connection begins with. The time-outs are the server's own watch over statements and over transactions
     * that nobody ends; the isolation is set because a database can have another one as its default.
     */
    private String setup() {
        long most = limits.commandTimeout().toMillis();
        return "SET SESSION statement_timeout = " + most + "; SET SESSION idle_in_transaction_session_timeout = " + most
                + "; SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED";
    }

    private record Failed(BackendDown failure, long atNanos) {}
}
