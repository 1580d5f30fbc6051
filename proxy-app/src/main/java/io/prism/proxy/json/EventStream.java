// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.json;

import io.prism.core.failure.GatewayException;
import io.prism.proxy.json.fault.Problem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/**
 * An answer as server-sent events: a message each, then {@code end} or {@code failure}; comments in between so that
 * nobody on the way takes silence for death. Belongs to one event loop.
 */
final class EventStream {

    /** After so many signs of life that could not be sent, the client is taken to be gone. */
    private static final int MISSED_MAX = 8;

    private static final String SIGN_OF_LIFE = ": still here\n\n";

    private final Vertx vertx;
    private final HttpServerResponse response;
    private final HeldBytes held;
    private final Runnable gone;
    private final long timer;
    private boolean open;
    private boolean ended;
    private int missed;
    private @Nullable Runnable waiting;

    /**
     * Not open yet: the first message opens it, or the first sign of life.
     *
     * @param keepAliveMillis time between signs of life; the first comes after a second at the latest
     * @param gone told when the client does not read any more
     */
    EventStream(Vertx vertx, HttpServerResponse response, HeldBytes held, long keepAliveMillis, Runnable gone) {
        this.vertx = vertx;
        this.response = response;
        this.held = held;
        this.gone = gone;
        this.timer = vertx.setPeriodic(Math.min(1_000, keepAliveMillis), keepAliveMillis, _ -> signOfLife());
    }

    /** Whether the client has been told that it gets a stream. */
    boolean open() {
        return open;
    }

    /**
     * Sends a message and says when there is room for the next.
     *
     * @throws GatewayException.Busy when too much is held already
     */
    void message(String json, Runnable room) {
        write("data: " + json + "\n\n");
        if (response.writeQueueFull()) {
            waiting = room;
            response.drainHandler(_ -> drained());
        } else {
            missed = 0;
            room.run();
        }
    }

    /** Is told more often than there was no room; asked for once, one message must come. */
    private void drained() {
        Runnable room = waiting;
        if (room != null) {
            waiting = null;
            missed = 0;
            room.run();
        }
    }

    /** Ends it well. */
    Future<Void> end() {
        return last("event: end\ndata: {}\n\n");
    }

    /** Ends it with a failure. */
    Future<Void> fail(Problem problem) {
        return last("event: failure\ndata: " + problem.document().encode() + "\n\n");
    }

    /** Writes nothing more. */
    void stop() {
        ended = true;
        vertx.cancelTimer(timer);
    }

    private Future<Void> last(String event) {
        stop();
        begin();
        return response.end(event);
    }

    private void write(String event) {
        begin();
        Buffer bytes = Buffer.buffer(event);
        held.take(bytes.length());
        response.write(bytes).onComplete(_ -> held.free(bytes.length()));
    }

    private void begin() {
        if (!open) {
            open = true;
            response.setStatusCode(200)
                    .putHeader("content-type", RequestHead.EVENTS)
                    .putHeader("cache-control", "no-store")
                    // Some reverse proxies keep answers together otherwise.
                    .putHeader("x-accel-buffering", "no")
                    .setChunked(true);
        }
    }

    private void signOfLife() {
        if (ended) {
            return;
        }
        if (!response.writeQueueFull()) {
            missed = 0;
            begin();
            response.write(SIGN_OF_LIFE).onFailure(_ -> {});
        } else if (++missed > MISSED_MAX) {
            stop();
            gone.run();
        }
    }
}
