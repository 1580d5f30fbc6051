// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.forward;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.prism.grpc.wire.Peer;
import io.vertx.core.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The connection of one event loop to one process. Belongs to that event loop.
 *
 * <pre>
 * connecting ──made──▶ open ──GOAWAY──▶ retiring ──last call──▶ closed
 *      └──────nobody there──────┴─────────died──────────────────▶ closed
 * </pre>
 */
final class Upstream {

    /** What an upstream tells about itself. */
    interface Watcher {
        /** It takes no new calls from now on. */
        void gone(Upstream upstream);

        /** It answers. */
        void answered(Upstream upstream);

        /** It could not be connected, or ended with calls that had no answer. */
        void failed(Upstream upstream);

        /** It was asked whether it is there, and did not say; its connection ends now. */
        void silent(Upstream upstream);
    }

    private final SocketAddress address;
    private final Watcher watcher;
    private final int waitingMax;
    private final Deque<Splice> waiting = new ArrayDeque<>();
    private @Nullable Peer peer;
    private boolean gone;
    private boolean proven;
    private boolean cut;
    private boolean heard;
    private boolean asked;
    private long heardAt;
    private long askedAt;
    private long busyAt;

    /**
     * One that is being connected.
     *
     * @param waitingMax most calls that wait for it to be connected, or for a stream
     */
    Upstream(SocketAddress address, Watcher watcher, int waitingMax) {
        this.address = address;
        this.watcher = watcher;
        this.waitingMax = waitingMax;
    }

    SocketAddress address() {
        return address;
    }

    /** Whether it has answered a call. */
    boolean proven() {
        return proven;
    }

    /** Whether it was asked whether it is there, and did not say. */
    boolean cut() {
        return cut;
    }

    /** Hands a call over as soon as it can be sent; false when too many wait already. */
    boolean take(Splice call) {
        if (gone) {
            call.notLookedAt();
            return true;
        }
        Peer open = peer;
        if (open != null && open.connection().local().canOpenStream()) {
            call.send(this, open);
            return true;
        }
        return waiting.size() < waitingMax && waiting.add(call);
    }

    /** A call does not wait any more. */
    void forget(Splice call) {
        waiting.remove(call);
    }

    /** The connection is made. */
    void connected(ChannelHandlerContext context, Http2ConnectionHandler http2, Peer made) {
        peer = made;
        heard = true;
        busyAt = System.nanoTime();
        http2.connection().addListener(new Streams());
        context.channel().closeFuture().addListener(_ -> ended());
        next();
    }

    private void close() {
        retire();
        for (Splice call : List.copyOf(waiting)) {
            waiting.remove(call);
            call.notLookedAt();
        }
    }

    /** The connection has ended. The streams on it have not, yet. */
    private void ended() {
        if (!gone && peer != null && peer.connection().numActiveStreams() > 0) {
            watcher.failed(this);
        }
        close();
    }

    /** Nobody is there. */
    void unreachable() {
        watcher.failed(this);
        close();
    }

    /**
     * Looks after the connection; called often.
     *
     * @param now the clock, {@link System#nanoTime()}
     * @param care how long it may be silent
     */
    void look(long now, Care care) {
        Peer open = peer;
        if (open == null || gone) {
            return;
        }
        if (heard) {
            heard = false;
            asked = false;
            heardAt = now;
        }
        if (open.connection().numActiveStreams() > 0) {
            busyAt = now;
            ask(open, now, care);
        } else if (now - busyAt > care.idleNanos()) {
            retire();
            open.shutDown();
        }
    }

    private void ask(Peer open, long now, Care care) {
        if (care.pingNanos() == 0) {
            return;
        }
        if (!asked && now - heardAt >= care.pingNanos()) {
            asked = true;
            askedAt = now;
            open.knock();
        } else if (asked && now - askedAt >= care.patienceNanos()) {
            // Calls that wait for it would wait for ever.
            cut = true;
            watcher.silent(this);
            retire();
            open.cut();
        }
    }

    private void retire() {
        if (!gone) {
            gone = true;
            watcher.gone(this);
        }
    }

    private void next() {
        Peer open = peer;
        while (open != null
                && !gone
                && !waiting.isEmpty()
                && open.connection().local().canOpenStream()) {
            waiting.removeFirst().send(this, open);
        }
    }

    /**
     * How connections are looked after, in nanoseconds.
     *
     * @param idleNanos how long one without calls stays open
     * @param pingNanos how long one with calls may be silent before it is asked whether it is there; 0 for ever
     * @param patienceNanos how long it may take to answer that
     */
    record Care(long idleNanos, long pingNanos, long patienceNanos) {}

    /** What the process sends. */
    final class Frames extends Http2FrameAdapter {
        @Override
        public void onHeadersRead(
                ChannelHandlerContext ctx, int streamId, Http2Headers headers, int padding, boolean end) {
            if (!proven) {
                proven = true;
                watcher.answered(Upstream.this);
            }
            Splice call = call(streamId);
            if (call != null) {
                call.headers(headers, end);
            }
        }

        @Override
        public void onHeadersRead(
                ChannelHandlerContext ctx,
                int streamId,
                Http2Headers headers,
                int streamDependency,
                short weight,
                boolean exclusive,
                int padding,
                boolean end) {
            onHeadersRead(ctx, streamId, headers, padding, end);
        }

        @Override
        public int onDataRead(ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean end) {
            Splice call = call(streamId);
            return call == null ? data.readableBytes() + padding : padding + call.data(data, end);
        }

        @Override
        public void onRstStreamRead(ChannelHandlerContext ctx, int streamId, long code) {
            Splice call = call(streamId);
            if (call != null) {
                call.reset(code);
            }
        }

        @Override
        public void onSettingsAckRead(ChannelHandlerContext ctx) {
            heard = true;
        }

        private @Nullable Splice call(int streamId) {
            heard = true;
            Peer open = peer;
            Http2Stream stream = open == null ? null : open.connection().stream(streamId);
            return stream == null || open == null ? null : (Splice) open.attached(stream);
        }
    }

    /** What becomes of its streams. */
    private final class Streams extends Http2ConnectionAdapter {
        @Override
        public void onStreamClosed(Http2Stream stream) {
            Peer open = peer;
            Splice call = open == null ? null : (Splice) open.detach(stream);
            if (call != null) {
                call.closed(stream);
            }
            if (!waiting.isEmpty()) {
                next();
            }
        }

        @Override
        public void onGoAwayReceived(int last, long code, ByteBuf debug) {
            retire();
            Peer open = peer;
            if (open == null) {
                return;
            }
            for (Http2Stream stream : after(open.connection(), last)) {
                if (open.detach(stream) instanceof Splice call) {
                    call.notLookedAt();
                }
            }
            for (Splice call : List.copyOf(waiting)) {
                waiting.remove(call);
                call.notLookedAt();
            }
            // It waits for this before it exits. Calls that it has are finished first.
            open.shutDown();
        }

        private static List<Http2Stream> after(Http2Connection connection, int last) {
            List<Http2Stream> streams = new ArrayList<>();
            try {
                connection.forEachActiveStream(stream -> {
                    if (stream.id() > last) {
                        streams.add(stream);
                    }
                    return true;
                });
            } catch (Http2Exception impossible) {
                throw new IllegalStateException(impossible);
            }
            return streams;
        }
    }
}
