// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.door;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.prism.proxy.forward.Arrival;
import io.prism.proxy.forward.Splice;
import io.prism.proxy.wire.Peer;

/**
 * What a client sends, frame by frame. Calls for processes are tied to a stream there, here, before Vert.x builds
 * requests and responses for them; everything else is Vert.x' as before. Belongs to one event loop.
 *
 * <pre>
 * HEADERS ──▶ for a process?  ──▶ Splice
 *                 else        ──▶ Vert.x ──▶ Door: embedded, health, reflection, refusals
 * </pre>
 */
final class DoorFrames extends Http2FrameListenerDecorator {

    /** On a stream that Vert.x serves. */
    private static final Object VERTX = new Object();

    private final Door door;
    private final Peer client;

    /**
     * Listens in place of {@code vertx}, and passes on to it what it keeps.
     *
     * @param client the connection to the client
     */
    DoorFrames(Door door, Peer client, Http2FrameListener vertx) {
        super(vertx);
        this.door = door;
        this.client = client;
        client.connection().addListener(new Streams());
    }

    @Override
    public void onHeadersRead(ChannelHandlerContext ctx, int streamId, Http2Headers headers, int padding, boolean end)
            throws Http2Exception {
        if (!ours(streamId, headers, end)) {
            super.onHeadersRead(ctx, streamId, headers, padding, end);
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
            boolean end)
            throws Http2Exception {
        if (!ours(streamId, headers, end)) {
            super.onHeadersRead(ctx, streamId, headers, streamDependency, weight, exclusive, padding, end);
        }
    }

    @Override
    public int onDataRead(ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean end)
            throws Http2Exception {
        Http2Stream stream = client.connection().stream(streamId);
        return stream != null && client.attached(stream) instanceof Splice call
                ? padding + call.requestData(data, end)
                : super.onDataRead(ctx, streamId, data, padding, end);
    }

    private boolean ours(int streamId, Http2Headers headers, boolean end) {
        Http2Stream stream = client.connection().stream(streamId);
        if (stream == null) {
            return false;
        }
        Object attached = client.attached(stream);
        if (attached instanceof Splice call) {
            call.requestTrailers(headers);
            return true;
        }
        if (attached != null) {
            return false;
        }
        CharSequence path = headers.path();
        if (path != null && door.splice(new Arrival(client, stream, headers, path.toString(), end))) {
            return true;
        }
        client.attach(stream, VERTX);
        return false;
    }

    private final class Streams extends Http2ConnectionAdapter {
        @Override
        public void onStreamClosed(Http2Stream stream) {
            if (client.detach(stream) instanceof Splice call) {
                call.clientGone();
            }
        }
    }
}
