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
import io.prism.grpc.serve.GrpcStream;
import io.prism.grpc.wire.FrameGatherer;
import io.prism.grpc.wire.Peer;
import io.prism.proxy.admit.Admission;
import io.prism.proxy.forward.Arrival;
import io.prism.proxy.forward.Splice;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a client sends, frame by frame. gRPC calls are taken from here, before Vert.x builds requests and responses for
 * them; everything else is Vert.x' as before. Belongs to one event loop.
 *
 * <pre>
 * HEADERS ──▶ gRPC? ──▶ Door ──▶ for a process ──▶ Splice, started when the client did not take it back at once
 *              │          └────▶ embedded, health, reflection ──▶ AnsweredStream
 *              └ else ──▶ Vert.x ──▶ Door: JSON, pages for people
 * </pre>
 */
final class DoorFrames extends Http2FrameListenerDecorator implements Runnable {

    /** Answers without data that a client may leave unread. */
    private static final long UNREAD_BYTES_MAX = 1 << 20;

    private static final Duration RETRY_AFTER = Duration.ofMillis(500);

    private final Door door;
    private final Peer client;
    private final GrpcStream.Place place;
    private final ConnectionLifetime guest;
    private final FloodCounter floods;
    /** The call whose headers came last. It is started with the next frame, or at the end of the loop's turn. */
    private @Nullable Splice begun;

    private boolean due;

    /**
     * Listens in place of {@code vertx}, and passes on to it what it keeps.
     *
     * @param place the connection to the client, and its event loop
     */
    private DoorFrames(Door door, GrpcStream.Place place, Http2FrameListener vertx) {
        super(vertx);
        this.door = door;
        this.place = place;
        this.client = place.peer();
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
        DoorFrames frames = new DoorFrames(
                door,
                new GrpcStream.Place(client, base.getContext(), door.forwarder().wheel()),
                http2.decoder().frameListener());
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
        Http2Stream stream = client.connection().stream(streamId);
        ClientStream what = attached(stream);
        return stream == null || what == null || what == ClientStream.Plain.HTTP
                ? super.onDataRead(ctx, streamId, data, padding, end)
                : padding + data(stream, data, end);
    }

    private int data(Http2Stream stream, ByteBuf data, boolean end) {
        return switch (attached(stream)) {
            case ClientStream.Spliced to -> to.call().requestData(data, end);
            case AnsweredStream call -> call.data(data, end);
            case ParkedStream parked -> keep(stream, parked, data, end);
            case null, default -> {
                if (!end) {
                    // It has its answer.
                    client.reset(stream, Http2Error.NO_ERROR.code());
                }
                yield data.readableBytes();
            }
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
            case AnsweredStream call -> call.leave();
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
            case AnsweredStream call -> {
                // Trailers: nothing in them is of use, but the request has ended.
                if (end) {
                    call.call().requestEnded();
                }
                return true;
            }
            case ParkedStream parked -> {
                parked.keep(headers);
                return true;
            }
            case ClientStream.Plain plain -> {
                return plain == ClientStream.Plain.REFUSED;
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
        hands(stream, door.admit(new Arrival(place, stream, headers, path, end)), end);
        return true;
    }

    /** Lets {@code admitted} have a stream. */
    private void hands(Http2Stream stream, ClientStream admitted, boolean end) {
        if (client.attached(stream) == null) {
            // Its connection ended while it was answered, and with it the stream.
            leave(admitted);
            return;
        }
        client.attach(stream, admitted);
        switch (admitted) {
            case ClientStream.Spliced to -> begin(to.call());
            case AnsweredStream call -> call.begin(end);
            case ParkedStream parked -> {
                var _ = parked.decided().thenAccept(verdict -> resume(stream, parked, verdict));
            }
            case ClientStream.Plain _ -> {}
        }
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
        hands(
                stream,
                door.enter(parked.call(), verdict),
                parked.call().arrival().end());
        startBegun();
        try {
            replay(stream, parked);
        } finally {
            parked.release();
        }
    }

    private void replay(Http2Stream stream, ParkedStream parked) {
        for (ByteBuf piece = parked.next(); piece != null; piece = parked.next()) {
            try {
                client.credit(stream, data(stream, piece, parked.endsHere()));
            } finally {
                piece.release();
            }
        }
        Http2Headers trailers = parked.trailers();
        if (trailers != null) {
            ours(stream.id(), trailers, true);
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
