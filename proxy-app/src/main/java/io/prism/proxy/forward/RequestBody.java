// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.forward;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Carries a call's request to its process, no faster than the process takes it. Until the process begins to answer the
 * request is kept, while there is room, so that it can be sent to another. Belongs to one event loop.
 */
final class RequestBody {

    private final HttpServerRequest from;
    private final KeptBytes room;
    private final List<Buffer> kept = new ArrayList<>();
    private boolean whole = true;
    private int keptBytes;
    private boolean ended;
    private @Nullable HttpClientRequest to;

    RequestBody(HttpServerRequest from, KeptBytes room) {
        this.from = from;
        this.room = room;
        from.handler(this::chunk);
        from.endHandler(_ -> end());
    }

    /** Sends to {@code target} from now on, beginning with what an earlier target got. */
    void sendTo(HttpClientRequest target) {
        to = target;
        for (Buffer buffer : kept) {
            write(target, buffer);
        }
        if (ended) {
            finish(target);
        } else {
            from.resume();
        }
    }

    /** Whether the whole request so far could be sent to another target. */
    boolean whole() {
        return whole;
    }

    /** Sends nothing until there is another target. */
    void hold() {
        to = null;
        if (!ended) {
            from.pause();
        }
    }

    /** Keeps nothing any more: there is an answer. */
    void answered() {
        whole = false;
        kept.clear();
        room.free(keptBytes);
        keptBytes = 0;
    }

    /**
     * Sends nothing any more. What the client still sends is read and dropped: left unread it would use up the window
     * that all calls of its connection share.
     */
    void stop() {
        to = null;
        answered();
        // Vert.x refuses to resume what has ended.
        if (!ended) {
            from.resume();
        }
    }

    private void chunk(Buffer buffer) {
        if (whole) {
            keep(buffer);
        }
        if (to != null) {
            write(to, buffer);
        }
    }

    private void keep(Buffer buffer) {
        if (room.take(buffer.length())) {
            keptBytes += buffer.length();
            kept.add(buffer.copy());
        } else {
            answered();
        }
    }

    private void end() {
        ended = true;
        if (to != null) {
            finish(to);
        }
    }

    private void write(HttpClientRequest target, Buffer buffer) {
        // A failed write shows as the failure of the response, where it is dealt with.
        target.write(buffer).onFailure(_ -> {});
        if (target.writeQueueFull() && !ended) {
            from.pause();
            target.drainHandler(_ -> {
                if (target.equals(to) && !ended) {
                    from.resume();
                }
            });
        }
    }

    private static void finish(HttpClientRequest target) {
        target.end().onFailure(_ -> {});
    }
}
