// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis.connect;

import io.prism.backends.redis.command.CommandEffect;
import io.prism.backends.redis.command.RedisCommand;
import io.prism.backends.redis.command.RedisReply;
import io.prism.core.Deadline;
import io.prism.core.failure.GatewayException.BackendDown;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The way to the server, for any number of callers on any threads. All of it runs on one event loop: commands are
 * handed to it, and answers come on it.
 */
public final class RedisConnections implements AutoCloseable {

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);
    private static final long CLOSE_POLL_MS = 5;

    private final Vertx vertx;
    private final Context loop;
    private final RedisFailures failures;
    private final CommandAdmission admission;
    private final ConnectionPool pool;
    private volatile boolean closed;
    private volatile Optional<BackendDown> lastWriteFailure = Optional.empty();

    /** Connects to nothing yet. */
    public RedisConnections(Vertx vertx, Endpoint endpoint, RedisConnectionLimits limits, RedisFailures failures) {
        this.vertx = vertx;
        // The public way to a context answers that of the calling thread, which may be a worker's.
        this.loop = ((VertxInternal) vertx).createEventLoopContext();
        this.failures = failures;
        this.admission = new CommandAdmission(failures.backend(), limits.waiting());
        this.pool = new ConnectionPool(vertx, endpoint, limits, failures);
    }

    /**
     * Sends a command when it is subscribed to, and answers what the server did. Fails with {@link BackendDown}, with
     * {@link io.prism.core.failure.GatewayException.Busy} when too many wait already, and with
     * {@link io.prism.core.failure.GatewayException.DeadlinePassed} at most some milliseconds after the deadline.
     */
    public Uni<RedisReply> send(RedisCommand command, Deadline deadline) {
        Uni<RedisReply> sent = Uni.createFrom().emitter(caller -> {
            if (closed) {
                throw failures.closed();
            }
            if (deadline.passed()) {
                throw failures.late();
            }
            admission.enter(command.size());
            var call = new Pending(command, deadline, caller, admission);
            caller.onTermination(call::abandon);
            enqueue(call);
        });
        return command.effect() == CommandEffect.READ
                ? sent
                : sent.onItemOrFailure().invoke((_, failure) -> remember(failure));
    }

    private void enqueue(Pending call) {
        try {
            loop.runOnContext(_ -> pool.take(call));
        } catch (RejectedExecutionException _) {
            // Vert.x is closed.
            call.fail(failures.closed());
        }
    }

    private void remember(@Nullable Throwable failure) {
        if (failure == null) {
            lastWriteFailure = Optional.empty();
        } else if (failure instanceof BackendDown down) {
            lastWriteFailure = Optional.of(down);
        }
    }

    /** What failures are told with. */
    public RedisFailures failures() {
        return failures;
    }

    /** Why the last write failed at the server's side; empty when it succeeded. */
    public Optional<BackendDown> lastWriteFailure() {
        return lastWriteFailure;
    }

    /** Why connecting failed the last time; empty when it succeeded. */
    public Optional<BackendDown> trouble() {
        return pool.trouble();
    }

    /** Counts the connections that were opened until now. */
    public int opened() {
        return pool.opened();
    }

    /** Whether nearly as many commands are under way as may be. */
    public boolean nearlyFull() {
        return admission.nearlyFull();
    }

    /** Commands under way now, for tests. */
    public int underWay() {
        return admission.commands();
    }

    /** Waits until what was sent is answered, a few seconds at most and not on an event loop, then disconnects. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        var done = new CompletableFuture<Boolean>();
        Deadline end = Deadline.in(CLOSE_WITHIN);
        try {
            loop.runOnContext(_ -> {
                pool.drain();
                finish(done, end);
            });
        } catch (RejectedExecutionException _) {
            // Vert.x is closed already, and its connections with it.
            return;
        }
        if (!Context.isOnEventLoopThread()) {
            await(done);
        }
    }

    private void finish(CompletableFuture<Boolean> done, Deadline end) {
        if (pool.done() || end.passed()) {
            pool.end();
            done.complete(true);
        } else {
            vertx.setTimer(CLOSE_POLL_MS, _ -> finish(done, end));
        }
    }

    private static void await(CompletableFuture<Boolean> done) {
        try {
            done.get(2 * CLOSE_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the connections do not close", e);
        }
    }
}
