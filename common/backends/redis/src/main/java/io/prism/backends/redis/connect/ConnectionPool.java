// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis.connect;

import io.prism.backends.redis.command.CommandEffect;
import io.prism.core.failure.GatewayException;
import io.prism.core.failure.GatewayException.BackendDown;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lines to the server, and the commands that wait for one. The first line is opened for the first command, further
 * ones while all have much to do. When none is left:
 *
 * <pre>
 *          first command                      opened
 *   UNUSED ──────────────▶ CONNECTING ────────────────▶ CONNECTED
 *                     again │  ▲ after 0.1 to 1 s           │ last line lost
 *                           ▼  │                            │ (a second time within 1 s: as if it had failed)
 *                          DOWN ◀── failed ── CONNECTING ◀──┘
 * </pre>
 *
 * While CONNECTING commands wait, at most for the acquire time-out; while DOWN they fail at once with what went wrong,
 * so that a flood of them does not become a flood of attempts. Only one event loop uses this class, except for what is
 * marked as for all threads.
 */
final class ConnectionPool implements PipelinedConnection.Owner {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionPool.class);

    /** How exactly deadlines are kept. A tick looks at all that is under way, so no command needs a timer. */
    private static final long TICK_MS = 10;

    /** A further line is opened when even the least busy one has so many commands under way. */
    private static final int BUSY = 16;

    /** At most so often the last line that was lost is opened again at once, and one that meets a replica anew. */
    private static final Duration CALM = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final Endpoint endpoint;
    private final RedisConnectionLimits limits;
    private final RedisFailures failures;
    private final Backoff backoff = new Backoff(new Random());
    private final List<PipelinedConnection> lines = new ArrayList<>();
    private final List<PipelinedConnection> retired = new ArrayList<>();
    private final ArrayDeque<Pending> room = new ArrayDeque<>();
    private @Nullable ConnectionAttempt opening;
    private boolean waitingToOpen;
    private long reopenedNanos = System.nanoTime() - CALM.toNanos();
    private boolean ticking;
    private boolean closed;
    private volatile Optional<BackendDown> trouble = Optional.empty();
    private final AtomicInteger opened = new AtomicInteger();

    ConnectionPool(Vertx vertx, Endpoint endpoint, RedisConnectionLimits limits, RedisFailures failures) {
        this.vertx = vertx;
        this.endpoint = endpoint;
        this.limits = limits;
        this.failures = failures;
    }

    /** Why the last attempt to connect failed; empty once one succeeded. For all threads. */
    Optional<BackendDown> trouble() {
        return trouble;
    }

    /** How many lines were opened until now. For all threads. */
    int opened() {
        return opened.get();
    }

    /** Sends a command as soon as that is possible. */
    void take(Pending call) {
        long now = System.nanoTime();
        if (closed) {
            call.fail(failures.closed());
        } else if (call.over() || call.late(now)) {
            call.fail(failures.late());
        } else {
            place(call, now);
            keepTicking();
        }
    }

    private void place(Pending call, long now) {
        PipelinedConnection line = leastBusy();
        if (line != null) {
            boolean busy = line.waiting() >= BUSY;
            line.send(call);
            if (busy && lines.size() < limits.connections() && !waitingToOpen) {
                open();
            }
        } else if (waitingToOpen) {
            call.fail(trouble.orElseGet(failures::closed));
        } else {
            call.startsAgain(now);
            room.add(call);
            open();
        }
    }

    /** Takes nothing more, and ends the lines once they have answered all. */
    void drain() {
        closed = true;
        waitingToOpen = false;
        if (room.isEmpty()) {
            cancelOpening();
        }
        List.copyOf(lines).forEach(this::retire);
    }

    /** Ends what is still open. */
    void end() {
        cancelOpening();
        empty(failures.closed());
        List.copyOf(lines).forEach(line -> line.close(failures.closed()));
        List.copyOf(retired).forEach(line -> line.close(failures.closed()));
    }

    /** Whether nothing is open any more. */
    boolean done() {
        return lines.isEmpty() && retired.isEmpty() && opening == null;
    }

    @Override
    public void ended(PipelinedConnection line) {
        retired.remove(line);
        if (!lines.remove(line) || !lines.isEmpty() || closed || opening != null || waitingToOpen) {
            return;
        }
        long now = System.nanoTime();
        if (now - reopenedNanos < CALM.toNanos()) {
            troubled(failures.lost(CommandEffect.READ, null));
            openLater();
        } else {
            reopenedNanos = now;
            open();
        }
    }

    @Override
    public void returned(Pending call) {
        take(call);
    }

    @Override
    public void readOnly(PipelinedConnection line) {
        if (lines.contains(line) && line.ageNanos(System.nanoTime()) > CALM.toNanos()) {
            retire(line);
        }
    }

    private void retire(PipelinedConnection line) {
        lines.remove(line);
        retired.add(line);
        line.retire();
    }

    private @Nullable PipelinedConnection leastBusy() {
        return lines.stream()
                .min(Comparator.comparingInt(PipelinedConnection::waiting))
                .orElse(null);
    }

    private void open() {
        if (opening != null) {
            return;
        }
        try {
            opening = new ConnectionAttempt(vertx, endpoint, limits, failures, this::opened, this::failed);
            opening.start();
        } catch (RuntimeException e) {
            // The client could not even be made, from a broken PEM file for instance; callers must not wait for it.
            failed(failures.unreachable(e));
        }
    }

    private void opened(Redis client, RedisConnection connection) {
        opening = null;
        untroubled();
        backoff.succeeded();
        opened.incrementAndGet();
        var line = new PipelinedConnection(client, connection, failures, this);
        lines.add(line);
        long now = System.nanoTime();
        room.removeIf(call -> givenUp(call, now));
        // A copy: should the line end at once, what it gives back waits in the room again.
        List<Pending> waiting = List.copyOf(room);
        room.clear();
        waiting.forEach(line::send);
        keepTicking();
        if (closed) {
            retire(line);
        }
    }

    private void failed(BackendDown why) {
        opening = null;
        troubled(why);
        openLater();
        if (lines.isEmpty()) {
            empty(why);
        }
    }

    private void cancelOpening() {
        if (opening != null) {
            opening.cancel();
            opening = null;
        }
    }

    private void openLater() {
        if (closed) {
            return;
        }
        waitingToOpen = true;
        vertx.setTimer(backoff.failed().toMillis(), _ -> {
            boolean go = waitingToOpen;
            waitingToOpen = false;
            if (go && lines.isEmpty()) {
                open();
            } else {
                // The lines that are open do; another is tried when it is needed again.
                trouble = Optional.empty();
            }
        });
    }

    private void troubled(BackendDown why) {
        if (trouble.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("backend", failures.backend())
                    .addKeyValue("reason", why.getMessage())
                    .log("server cannot be connected to");
        }
        trouble = Optional.of(why);
    }

    private void untroubled() {
        if (trouble.isPresent()) {
            LOG.atInfo().addKeyValue("backend", failures.backend()).log("server is connected to again");
        }
        trouble = Optional.empty();
    }

    private void empty(GatewayException why) {
        while (!room.isEmpty()) {
            room.remove().fail(why);
        }
    }

    private void keepTicking() {
        if (ticking) {
            return;
        }
        if (!room.isEmpty() || !retired.isEmpty() || lines.stream().anyMatch(line -> line.waiting() > 0)) {
            ticking = true;
            vertx.setTimer(TICK_MS, _ -> tick());
        }
    }

    private void tick() {
        ticking = false;
        long now = System.nanoTime();
        room.removeIf(call -> givenUp(call, now));
        List.copyOf(lines).forEach(line -> line.tick(now, limits));
        List.copyOf(retired).forEach(line -> line.tick(now, limits));
        keepTicking();
    }

    private boolean givenUp(Pending call, long now) {
        if (call.over() || call.late(now)) {
            call.fail(failures.late());
            return true;
        }
        if (now - call.sinceNanos() > limits.acquireTimeout().toNanos()) {
            call.fail(failures.noConnectionWithin(limits.acquireTimeout()));
            return true;
        }
        return false;
    }
}
