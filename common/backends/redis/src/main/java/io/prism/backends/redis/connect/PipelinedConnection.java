// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis.connect;

import io.prism.backends.redis.command.RedisCommand;
import io.prism.backends.redis.command.RedisReply;
import io.prism.core.failure.GatewayException;
import io.vertx.core.AsyncResult;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One open connection. Commands are sent without waiting for the answers to those before them; the server answers in
 * order. Ends on the first sign that something is wrong, and never comes back. Only the pool's event loop uses it.
 */
final class PipelinedConnection {

    /** What the client says when the connection ended while it waited, and when it had ended before. */
    static final String ENDED = "CONNECTION_CLOSED";

    private static final String HAD_ENDED = "Connection is closed";

    private final Redis client;
    private final RedisConnection connection;
    private final RedisFailures failures;
    private final Owner owner;
    private final ArrayDeque<Pending> sent = new ArrayDeque<>();
    private final long openedNanos = System.nanoTime();
    private long lastAnswerNanos = openedNanos;
    private boolean retired;
    private boolean ended;

    /** What the pool is told. */
    interface Owner {
        /** The line has ended; it takes nothing any more. */
        void ended(PipelinedConnection line);

        /** A command came back unanswered, and may be sent on another line. */
        void returned(Pending call);

        /** The server takes no writes any more on this line. */
        void readOnly(PipelinedConnection line);
    }

    PipelinedConnection(Redis client, RedisConnection connection, RedisFailures failures, Owner owner) {
        this.client = client;
        this.connection = connection;
        this.failures = failures;
        this.owner = owner;
        connection.endHandler(_ -> lose(null));
        connection.exceptionHandler(this::lose);
    }

    void send(Pending call) {
        if (ended) {
            owner.returned(call);
            return;
        }
        call.startsAgain(System.nanoTime());
        sent.add(call);
        RedisCommand command = call.command();
        connection
                .send(call.whole() ? command.whole() : command.request())
                .onComplete(answer -> answered(call, answer));
    }

    /** Commands without an answer yet. */
    int waiting() {
        return sent.size();
    }

    /** How long the line is open. */
    long ageNanos(long nowNanos) {
        return nowNanos - openedNanos;
    }

    /** Tells callers whose deadline is over; ends the line when it has been silent for too long. */
    void tick(long nowNanos, RedisConnectionLimits limits) {
        for (Pending call : sent) {
            if (!call.over() && call.late(nowNanos)) {
                call.giveUp(failures.late());
            }
        }
        Pending oldest = sent.peek();
        long most = limits.commandTimeout().toNanos();
        if (oldest != null && nowNanos - Math.max(oldest.sinceNanos(), lastAnswerNanos) > most) {
            end(call -> call.fail(failures.silent(call.command().effect(), limits.commandTimeout())));
        }
    }

    /** Takes nothing new; ends once all that was sent is answered. */
    void retire() {
        retired = true;
        endIfDone();
    }

    /** Ends the line; what is under way fails. */
    void close(GatewayException why) {
        end(call -> call.fail(why));
    }

    private void answered(Pending call, AsyncResult<Response> answer) {
        if (ended) {
            return;
        }
        if (answer.failed() && !isAnswer(answer.cause())) {
            unsendable(call, answer.cause());
            return;
        }
        sent.remove(call);
        lastAnswerNanos = System.nanoTime();
        if (answer.succeeded()) {
            call.succeed(new RedisReply(answer.result()));
        } else {
            refused(call, (ErrorType) answer.cause());
        }
        endIfDone();
    }

    private void unsendable(Pending call, Throwable cause) {
        boolean neverSent = Objects.equals(cause.getMessage(), HAD_ENDED) && sent.remove(call);
        lose(cause);
        if (neverSent) {
            owner.returned(call);
        }
    }

    private static boolean isAnswer(Throwable failure) {
        return failure instanceof ErrorType && !Objects.equals(failure.getMessage(), ENDED);
    }

    private void refused(Pending call, ErrorType error) {
        if (error.is(RedisFailures.NO_SCRIPT) && call.becomeWhole()) {
            send(call);
            return;
        }
        call.fail(failures.answered(error, call.command().effect()));
        if (error.is(RedisFailures.READ_ONLY)) {
            owner.readOnly(this);
        }
    }

    private void endIfDone() {
        if (retired && sent.isEmpty()) {
            end(_ -> {});
        }
    }

    private void lose(@Nullable Throwable cause) {
        end(call -> {
            if (call.repeat()) {
                owner.returned(call);
            } else {
                call.fail(failures.lost(call.command().effect(), cause));
            }
        });
    }

    private void end(Consumer<Pending> unanswered) {
        if (ended) {
            return;
        }
        ended = true;
        var left = new ArrayList<>(sent);
        sent.clear();
        client.close();
        owner.ended(this);
        left.forEach(unanswered);
    }
}
