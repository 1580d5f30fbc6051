// SPDX-License-Identifier: Apache-2.0
package io.prism.grpc.serve;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.prism.grpc.wire.Peer;
import java.util.function.Consumer;

/**
 * What a client sends, frame by frame: gRPC calls are taken from here, before Vert.x builds requests and responses for
 * them; everything else is Vert.x' as before. Belongs to the event loop of the connection.
 */
final class GrpcFrames extends Http2FrameListenerDecorator {

    private final GrpcStream.Place place;
    private final Peer client;
    private final Consumer<GrpcStream> calls;

    /** Listens in place of {@code vertx}, and gives each call that begins to {@code calls}. */
    GrpcFrames(GrpcStream.Place place, Http2FrameListener vertx, Consumer<GrpcStream> calls) {
        super(vertx);
        this.place = place;
        this.client = place.peer();
        this.calls = calls;
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
        return stream != null && client.attached(stream) instanceof GrpcStream call
                ? padding + call.data(data, end)
                : super.onDataRead(ctx, streamId, data, padding, end);
    }

    private boolean ours(int streamId, Http2Headers headers, boolean end) {
        Http2Stream stream = client.connection().stream(streamId);
        if (stream == null) {
            return false;
        }
        if (client.attached(stream) instanceof GrpcStream call) {
            // Trailers: nothing in them is of use, but the request has ended.
            if (end) {
                call.requestEnded();
            }
            return true;
        }
        if (!GrpcPath.isGrpc(headers)) {
            return false;
        }
        GrpcStream call = new GrpcStream(place, stream, headers, null);
        client.attach(stream, call);
        call.begin(calls, end);
        return true;
    }

    private final class Streams extends Http2ConnectionAdapter {
        @Override
        public void onStreamClosed(Http2Stream stream) {
            if (client.detach(stream) instanceof GrpcStream call) {
                call.closed();
            }
        }
    }
}
