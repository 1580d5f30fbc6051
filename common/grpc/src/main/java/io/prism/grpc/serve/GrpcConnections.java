// SPDX-License-Identifier: Apache-2.0
package io.prism.grpc.serve;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.prism.grpc.wire.Flushes;
import io.prism.grpc.wire.FrameGatherer;
import io.prism.grpc.wire.Peer;
import io.prism.grpc.wire.TimerWheel;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Takes the gRPC calls of connections that Vert.x accepted from their frames. Safe for use by many threads. */
public final class GrpcConnections {

    /** Answers without data that a client may leave unread. */
    private static final long UNREAD_BYTES_MAX = 1 << 20;

    private final Map<EventLoop, Loop> loops = new ConcurrentHashMap<>();

    /**
     * Gives each call that begins on {@code connection} to {@code calls}, on its event loop; what is no gRPC over HTTP/2
     * stays with Vert.x. To be called when the connection is accepted.
     */
    public void listenIn(HttpConnection connection, Consumer<GrpcStream> calls) {
        if (!(connection instanceof ConnectionBase base)
                || !(base.channelHandlerContext().handler() instanceof Http2ConnectionHandler http2)) {
            return;
        }
        ChannelHandlerContext context = base.channelHandlerContext();
        Loop loop = loops.computeIfAbsent(context.channel().eventLoop(), Loop::of);
        context.pipeline().addBefore(context.name(), "gather", new FrameGatherer(UNREAD_BYTES_MAX));
        Peer client = new Peer(context, http2, loop.flushes());
        GrpcStream.Place place = new GrpcStream.Place(client, base.getContext(), loop.wheel());
        http2.decoder().frameListener(new GrpcFrames(place, http2.decoder().frameListener(), calls));
    }

    private record Loop(Flushes flushes, TimerWheel wheel) {
        static Loop of(EventLoop loop) {
            return new Loop(new Flushes(loop), new TimerWheel(loop));
        }
    }
}
