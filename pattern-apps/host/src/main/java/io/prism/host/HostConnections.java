// SPDX-License-Identifier: Apache-2.0
package io.prism.host;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The connections that data calls come over. When the process ends it says so on each (GOAWAY), so that the other side
 * knows which of its calls were never looked at and can be sent elsewhere. Safe for use by many threads.
 */
final class HostConnections {

    /** How long it takes at most until a connection that the system has accepted is one of ours. */
    private static final Duration SETTLED = Duration.ofMillis(100);

    private final Set<HttpConnection> open = new HashSet<>();
    private boolean ending;
    private long lastOpened;

    /** Takes note of a new connection. */
    void opened(HttpConnection connection) {
        connection.closeHandler(_ -> leave(connection));
        boolean late;
        synchronized (this) {
            open.add(connection);
            lastOpened = System.nanoTime();
            late = ending;
        }
        if (late) {
            sayGoAway(connection);
        }
    }

    /** Whoever supervises the process uses it: it is not waited for. */
    void control(HttpConnection connection) {
        leave(connection);
    }

    /** Says on every connection that calls from now on are not looked at. */
    void goAway() {
        Set<HttpConnection> all;
        synchronized (this) {
            if (ending) {
                return;
            }
            ending = true;
            // The last that could find the way may still be on it.
            lastOpened = System.nanoTime();
            all = Set.copyOf(open);
        }
        all.forEach(HostConnections::sayGoAway);
    }

    /** Waits until the other sides have closed their connections, which they do when they have read of the end. */
    synchronized void awaitClosed(Duration most) throws InterruptedException {
        long begun = System.nanoTime();
        long left = most.toNanos();
        while (left > 0 && !(open.isEmpty() && sinceOpened() >= SETTLED.toNanos())) {
            long pause = open.isEmpty() ? Math.min(left, SETTLED.toNanos() - sinceOpened()) : left;
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(pause, TimeUnit.MILLISECONDS.toNanos(1)));
            left = most.toNanos() - (System.nanoTime() - begun);
        }
    }

    // Not HttpConnection.goAway: Vert.x then closes a connection without calls at once, and a client that is just
    // sending one gets a broken pipe before it has read why. The frame alone leaves the closing to the client; calls
    // that come meanwhile are refused as not looked at.
    private static void sayGoAway(HttpConnection connection) {
        ChannelHandlerContext channel = ((ConnectionBase) connection).channelHandlerContext();
        channel.executor().execute(() -> {
            Http2ConnectionHandler http2 = channel.pipeline().get(Http2ConnectionHandler.class);
            if (http2 != null) {
                int last = http2.connection().remote().lastStreamCreated();
                var _ = http2.encoder()
                        .frameWriter()
                        .writeGoAway(
                                channel, last, Http2Error.NO_ERROR.code(), Unpooled.EMPTY_BUFFER, channel.newPromise());
                channel.flush();
            }
        });
    }

    private long sinceOpened() {
        return System.nanoTime() - lastOpened;
    }

    private synchronized void leave(HttpConnection connection) {
        open.remove(connection);
        notifyAll();
    }
}
