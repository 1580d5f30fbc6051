// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis.connect;

import io.prism.core.failure.GatewayException.BackendDown;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * One attempt to connect: TCP, TLS, log in, choose the database, and an answer to PING, all within the connect time-out.
 * The client alone would wait for ever for a server that takes a connection and says nothing, and would leave the
 * connection open when logging in fails. Only the pool's event loop uses it.
 */
final class ConnectionAttempt {

    private final Vertx vertx;
    private final Endpoint endpoint;
    private final Redis client;
    private final RedisConnectionLimits limits;
    private final RedisFailures failures;
    private final BiConsumer<Redis, RedisConnection> opened;
    private final Consumer<BackendDown> failed;
    private long timer;
    private boolean over;

    ConnectionAttempt(
            Vertx vertx,
            Endpoint endpoint,
            RedisConnectionLimits limits,
            RedisFailures failures,
            BiConsumer<Redis, RedisConnection> opened,
            Consumer<BackendDown> failed) {
        this.vertx = vertx;
        this.endpoint = endpoint;
        this.client = Redis.createClient(vertx, endpoint.forOneConnection(limits));
        this.limits = limits;
        this.failures = failures;
        this.opened = opened;
        this.failed = failed;
    }

    void start() {
        timer = vertx.setTimer(
                limits.connectTimeout().toMillis(), _ -> fail(failures.notConnectedWithin(limits.connectTimeout())));
        client.connect()
                .compose(connection -> ready(connection).map(connection))
                .onFailure(why -> fail(failures.unreachable(why)))
                .onSuccess(this::succeed);
    }

    private Future<Response> ready(RedisConnection connection) {
        Future<Response> done = Future.succeededFuture();
        if (endpoint.password().isPresent()) {
            Request login = Request.cmd(Command.AUTH);
            endpoint.user().ifPresent(login::arg);
            login.arg(endpoint.password().get());
            done = done.compose(_ -> connection.send(login));
        }
        if (endpoint.database() != 0) {
            Request choose = Request.cmd(Command.SELECT).arg(endpoint.database());
            done = done.compose(_ -> connection.send(choose));
        }
        return done.compose(_ -> connection.send(Request.cmd(Command.PING)));
    }

    /** Gives up; nobody is told. */
    void cancel() {
        over = true;
        vertx.cancelTimer(timer);
        client.close();
    }

    private void succeed(RedisConnection connection) {
        if (!over) {
            over = true;
            vertx.cancelTimer(timer);
            opened.accept(client, connection);
        }
    }

    private void fail(BackendDown why) {
        if (!over) {
            over = true;
            vertx.cancelTimer(timer);
            client.close();
            failed.accept(why);
        }
    }
}
