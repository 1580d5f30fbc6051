// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.forward;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Carries a call's request to its process, no faster than the process takes it. The request of a read is kept while
 * it is short, so that it can be sent a second time. Belongs to one event loop.
 */
final class RequestBody {

    private static final int KEPT_BYTES_MAX = 64 << 10;

    private final HttpServerRequest from;
    private final List<Buffer> kept = new ArrayList<>();
    private boolean repeatable;
    private int keptBytes;
    private boolean ended;
    private @Nullable HttpClientRequest to;

    RequestBody(HttpServerRequest from, boolean repeatable) {
        this.from = from;
        this.repeatable = repeatable;
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

    /** Whether the whole request so far could be sent again. */
    boolean repeatable() {
        return repeatable;
    }

    /**
     * Sends nothing any more. What the client still sends is read and dropped: left unread it would use up the window
     * that all calls of its connection share.
     */
    void stop() {
        to = null;
        repeatable = false;
        kept.clear();
        // Vert.x refuses to resume what has ended.
        if (!ended) {
            from.resume();
        }
    }

    private void chunk(Buffer buffer) {
        if (repeatable) {
            keep(buffer);
        }
        if (to != null) {
            write(to, buffer);
        }
    }

    private void keep(Buffer buffer) {
        keptBytes += buffer.length();
        if (keptBytes > KEPT_BYTES_MAX) {
            repeatable = false;
            kept.clear();
        } else {
            kept.add(buffer.copy());
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
        if (target.writeQueueFull()) {
            from.pause();
            target.drainHandler(_ -> from.resume());
        }
    }

    private static void finish(HttpClientRequest target) {
        target.end().onFailure(_ -> {});
    }
}
