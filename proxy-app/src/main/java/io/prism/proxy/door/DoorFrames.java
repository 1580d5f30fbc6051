// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.door;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.timeout.IdleStateHandler;
import io.prism.grpc.wire.FrameGatherer;
import io.prism.grpc.wire.Peer;
import io.prism.proxy.forward.Arrival;
import io.prism.proxy.forward.Splice;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a client sends, frame by frame. Calls for processes are tied to a stream there, here, before Vert.x builds
 * requests and responses for them; everything else is Vert.x' as before. Belongs to one event loop.
 *
 * <pre>
 * HEADERS ──▶ for a process?  ──▶ Splice, started when the client did not take it back at once
 *                 else        ──▶ Vert.x ──▶ Door: embedded, health, reflection, refusals
 * </pre>
 */
final class DoorFrames extends Http2FrameListenerDecorator implements Runnable {

    /** Answers without data that a client may leave unread. */
    private static final long UNREAD_BYTES_MAX = 1 << 20;

    private final Door door;
    private final Peer client;
    private final ConnectionLifetime guest;
    private final FloodCounter floods;
    /** The call whose headers came last. It is started with the next frame, or at the end of the loop's turn. */
    private @Nullable Splice begun;

    private boolean due;

    /**
     * Listens in place of {@code vertx}, and passes on to it what it keeps.
     *
     * @param client the connection to the client
     */
    DoorFrames(Door door, Peer client, Http2FrameListener vertx) {
        super(vertx);
        this.door = door;
        this.client = client;
        this.guest = door.welcome(client);
        this.floods = door.floods();
        client.connection().addListener(new Streams());
    }

    /** Lets {@code door} see the frames of a connection before Vert.x does; empty when it is not HTTP/2. */
    static Optional<DoorFrames> listenIn(HttpConnection connection, Door door) {
        if (!(connection instanceof ConnectionBase base)) {
            return Optional.empty();
        }
        ChannelHandlerContext context = base.channelHandlerContext();
        if (!(context.handler() instanceof Http2ConnectionHandler http2)
                || http2.decoder().frameListener() instanceof DoorFrames) {
            return Optional.empty();
        }
        if (context.pipeline().get(IdleStateHandler.class) != null) {
            context.pipeline().remove(IdleStateHandler.class);
        }
        context.pipeline().addBefore(context.name(), "gather", new FrameGatherer(UNREAD_BYTES_MAX));
        Peer client = new Peer(context, http2, door.forwarder().flushes());
        DoorFrames frames = new DoorFrames(door, client, http2.decoder().frameListener());
        http2.decoder().frameListener(frames);
        client.withoutHeaderTable();
        // Netty applies our settings when the client acknowledges them, and a client need not do that.
        http2.connection().remote().maxActiveStreams(door.streamsMax());
        context.channel().closeFuture().addListener(_ -> door.farewell(frames.guest));
        return Optional.of(frames);
    }

    /** The call of an embedded binding that a request of Vert.x belongs to; empty when it came by another way. */
    static Optional<EmbeddedStream> embedded(HttpServerRequest request) {
        if (request.connection() instanceof ConnectionBase base
                && base.channelHandlerContext().handler() instanceof Http2ConnectionHandler http2
                && http2.decoder().frameListener() instanceof DoorFrames frames) {
            Http2Stream stream = http2.connection().stream(request.streamId());
            return stream != null && frames.client.attached(stream) instanceof EmbeddedStream call
                    ? Optional.of(call)
                    : Optional.empty();
        }
        return Optional.empty();
    }

    /** Ends the connection, telling the client why. */
    void refuse(Http2Error code, String why) {
        client.refuse(code, why);
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
        guest.heard();
        startBegun();
        Http2Stream stream = client.connection().stream(streamId);
        Object attached = stream == null ? null : client.attached(stream);
        if (attached instanceof Splice call) {
            return padding + call.requestData(data, end);
        }
        if (stream != null && Objects.equals(attached, Door.REFUSED)) {
            if (!end) {
                // It has its answer.
                client.reset(stream, Http2Error.NO_ERROR.code());
            }
            return padding + data.readableBytes();
        }
        if (attached instanceof EmbeddedStream call) {
            call.spend(data.readableBytes());
        }
        return super.onDataRead(ctx, streamId, data, padding, end);
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext ctx, int streamId, long errorCode) throws Http2Exception {
        guest.heard();
        Http2Stream stream = client.connection().stream(streamId);
        if (begun != null && stream != null && begun.equals(client.attached(stream))) {
            // Reset as soon as it began: the process need not hear of it.
            begun = null;
        }
        if (floods.reset()) {
            super.onRstStreamRead(ctx, streamId, errorCode);
        } else {
            refuse(Http2Error.ENHANCE_YOUR_CALM, "too many resets");
        }
    }

    @Override
    public void onPingRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
        if (calm()) {
            super.onPingRead(ctx, data);
        }
    }

    @Override
    public void onPingAckRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
        guest.heard();
        super.onPingAckRead(ctx, data);
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings) throws Http2Exception {
        if (calm()) {
            client.withoutHeaderTable();
            super.onSettingsRead(ctx, settings);
        }
    }

    @Override
    public void onPriorityRead(
            ChannelHandlerContext ctx, int streamId, int streamDependency, short weight, boolean exclusive)
            throws Http2Exception {
        if (calm()) {
            super.onPriorityRead(ctx, streamId, streamDependency, weight, exclusive);
        }
    }

    @Override
    public void onWindowUpdateRead(ChannelHandlerContext ctx, int streamId, int windowSizeIncrement)
            throws Http2Exception {
        guest.heard();
        super.onWindowUpdateRead(ctx, streamId, windowSizeIncrement);
    }

    private static void leave(Object attached) {
        if (attached instanceof Splice call) {
            call.clientGone();
            call.gate().leave();
        } else if (attached instanceof EmbeddedStream call) {
            call.leave();
        }
    }

    /** The turn of the event loop ends: all that came with it has been read. */
    @Override
    public void run() {
        due = false;
        startBegun();
    }

    private void startBegun() {
        Splice call = begun;
        if (call != null) {
            begun = null;
            call.start();
        }
    }

    private boolean calm() {
        guest.heard();
        if (floods.ping()) {
            return true;
        }
        refuse(Http2Error.ENHANCE_YOUR_CALM, "too many pings");
        return false;
    }

    private boolean ours(int streamId, Http2Headers headers, boolean end) {
        guest.heard();
        startBegun();
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
        door.crowd().enter();
        client.attach(stream, Door.PASS);
        Object admitted =
                path == null ? Door.PASS : door.admit(new Arrival(client, stream, headers, path.toString(), end));
        if (client.attached(stream) == null) {
            // Its connection ended while it was answered, and with it the stream.
            leave(admitted);
            return true;
        }
        client.attach(stream, admitted);
        if (admitted instanceof Splice call) {
            begun = call;
            if (!due) {
                due = true;
                door.forwarder().loop().execute(this);
            }
            return true;
        }
        return admitted.equals(Door.REFUSED);
    }

    private final class Streams extends Http2ConnectionAdapter {
        @Override
        public void onStreamClosed(Http2Stream stream) {
            Object attached = client.detach(stream);
            if (attached == null) {
                return;
            }
            door.crowd().leave();
            leave(attached);
        }
    }
}
