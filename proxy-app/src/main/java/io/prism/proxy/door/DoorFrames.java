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
import io.prism.core.failure.GatewayException.Busy;
import io.prism.grpc.wire.FrameGatherer;
import io.prism.grpc.wire.Peer;
import io.prism.proxy.admit.Admission;
import io.prism.proxy.forward.Arrival;
import io.prism.proxy.forward.Splice;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
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

    private static final Duration RETRY_AFTER = Duration.ofMillis(500);

    private final Door door;
    private final ChannelHandlerContext context;
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
     * @param context of the connection's codec
     */
    private DoorFrames(Door door, Peer client, ChannelHandlerContext context, Http2FrameListener vertx) {
        super(vertx);
        this.door = door;
        this.context = context;
        this.client = client;
        this.guest = door.welcome(client);
        this.floods = door.floods();
        client.connection().addListener(new Streams());
    }

    /** Lets {@code door} see the frames of a connection before Vert.x does; empty when it is not HTTP/2. */
    static Optional<DoorFrames> listenIn(HttpConnection connection, Door door) {
        if (!(connection instanceof ConnectionBase base)
                || !(base.channelHandlerContext().handler() instanceof Http2ConnectionHandler http2)) {
            return Optional.empty();
        }
        if (http2.decoder().frameListener() instanceof DoorFrames listening) {
            return Optional.of(listening);
        }
        ChannelHandlerContext context = base.channelHandlerContext();
        if (context.pipeline().get(IdleStateHandler.class) != null) {
            context.pipeline().remove(IdleStateHandler.class);
        }
        context.pipeline().addBefore(context.name(), "gather", new FrameGatherer(UNREAD_BYTES_MAX));
        Peer client = new Peer(context, http2, door.forwarder().flushes());
        DoorFrames frames =
                new DoorFrames(door, client, context, http2.decoder().frameListener());
        http2.decoder().frameListener(frames);
        client.withoutHeaderTable();
        // Netty applies our settings when the client acknowledges them, and a client need not do that.
        http2.connection().remote().maxActiveStreams(door.streamsMax());
        context.channel().closeFuture().addListener(_ -> door.farewell(frames.guest));
        return Optional.of(frames);
    }

    /** What listens in on a connection of HTTP/2; from now on, when nothing did. */
    static DoorFrames of(HttpConnection connection, Door door) {
        return listenIn(connection, door).orElseThrow();
    }

    /** What a request of Vert.x is on the level of frames; null when its headers were not seen there. */
    static @Nullable ClientStream streamOf(HttpServerRequest request) {
        if (request.connection() instanceof ConnectionBase base
                && base.channelHandlerContext().handler() instanceof Http2ConnectionHandler http2
                && http2.decoder().frameListener() instanceof DoorFrames frames) {
            return frames.attached(http2.connection().stream(request.streamId()));
        }
        return null;
    }

    /** Looks after a stream whose headers were not seen. */
    void adopt(int streamId, ClientStream what) {
        Http2Stream stream = client.connection().stream(streamId);
        if (attached(stream) == null) {
            door.open().enter();
        }
        client.attach(stream, what);
    }

    private @Nullable ClientStream attached(@Nullable Http2Stream stream) {
        return stream == null ? null : (ClientStream) client.attached(stream);
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
        return data(ctx, streamId, data, padding, end);
    }

    private int data(ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean end)
            throws Http2Exception {
        Http2Stream stream = client.connection().stream(streamId);
        return switch (attached(stream)) {
            case ClientStream.Spliced to -> padding + to.call().requestData(data, end);
            case ParkedStream parked -> padding + keep(Objects.requireNonNull(stream), parked, data, end);
            case ClientStream.Plain.REFUSED -> {
                if (!end) {
                    // It has its answer.
                    client.reset(Objects.requireNonNull(stream), Http2Error.NO_ERROR.code());
                }
                yield padding + data.readableBytes();
            }
            case EmbeddedStream call -> {
                call.spend(data.readableBytes());
                yield super.onDataRead(ctx, streamId, data, padding, end);
            }
            case null, default -> super.onDataRead(ctx, streamId, data, padding, end);
        };
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext ctx, int streamId, long errorCode) throws Http2Exception {
        guest.heard();
        if (begun != null
                && attached(client.connection().stream(streamId)) instanceof ClientStream.Spliced to
                && begun.equals(to.call())) {
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

    private static void leave(ClientStream gone) {
        switch (gone) {
            case ClientStream.Spliced to -> {
                to.call().clientGone();
                to.call().gate().leave();
            }
            case EmbeddedStream call -> call.leave();
            case ParkedStream parked -> parked.abandon();
            case ClientStream.Plain _ -> {}
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
        switch (attached(stream)) {
            case null -> {
                return begins(stream, headers, end);
            }
            case ClientStream.Spliced to -> {
                to.call().requestTrailers(headers);
                return true;
            }
            case ParkedStream parked -> {
                parked.keep(headers);
                return true;
            }
            default -> {
                return false;
            }
        }
    }

    private boolean begins(Http2Stream stream, Http2Headers headers, boolean end) {
        door.open().enter();
        client.attach(stream, ClientStream.Plain.HTTP);
        if (!Door.isCall(headers)) {
            return false;
        }
        String path = String.valueOf(headers.path());
        return !hands(stream, door.admit(new Arrival(client, stream, headers, path, end)));
    }

    /** Lets {@code admitted} have a stream; answers whether Vert.x is to read it. */
    private boolean hands(Http2Stream stream, ClientStream admitted) {
        if (client.attached(stream) == null) {
            // Its connection ended while it was answered, and with it the stream.
            leave(admitted);
            return false;
        }
        client.attach(stream, admitted);
        switch (admitted) {
            case ClientStream.Spliced to -> begin(to.call());
            case ParkedStream parked -> {
                var _ = parked.decided().thenAccept(verdict -> resume(stream, parked, verdict));
            }
            default -> {}
        }
        return admitted instanceof EmbeddedStream || admitted.equals(ClientStream.Plain.SERVED_HERE);
    }

    /** Keeps a piece of a request that waits; answers how many bytes more the client may send now. */
    private int keep(Http2Stream stream, ParkedStream parked, ByteBuf data, boolean end) {
        if (parked.keep(data, end)) {
            return 0;
        }
        parked.abandon();
        client.attach(stream, door.refuse(parked.call(), new Busy("too many bytes of requests wait", RETRY_AFTER)));
        return data.readableBytes();
    }

    /** The steps of a call that waited have decided: what came meanwhile takes the way that they found. */
    private void resume(Http2Stream stream, ParkedStream parked, Admission verdict) {
        if (!parked.equals(attached(stream))) {
            return;
        }
        boolean vertxReads = hands(stream, door.enter(parked.call(), verdict));
        startBegun();
        try {
            replay(stream, parked, vertxReads);
        } catch (Http2Exception broken) {
            client.reset(stream, broken.error().code());
        } finally {
            parked.release();
        }
    }

    private void replay(Http2Stream stream, ParkedStream parked, boolean vertxReads) throws Http2Exception {
        int id = stream.id();
        if (vertxReads) {
            super.onHeadersRead(
                    context,
                    id,
                    parked.call().arrival().headers(),
                    0,
                    parked.call().arrival().end());
        }
        for (ByteBuf piece = parked.next(); piece != null; piece = parked.next()) {
            try {
                client.credit(stream, data(context, id, piece, 0, parked.endsHere()));
            } finally {
                piece.release();
            }
        }
        Http2Headers trailers = parked.trailers();
        if (trailers != null && !ours(id, trailers, true)) {
            super.onHeadersRead(context, id, trailers, 0, true);
        }
    }

    private void begin(Splice call) {
        begun = call;
        if (!due) {
            due = true;
            door.forwarder().loop().execute(this);
        }
    }

    private final class Streams extends Http2ConnectionAdapter {
        @Override
        public void onStreamClosed(Http2Stream stream) {
            if (client.detach(stream) instanceof ClientStream gone) {
                door.open().leave();
                leave(gone);
            }
        }
    }
}
