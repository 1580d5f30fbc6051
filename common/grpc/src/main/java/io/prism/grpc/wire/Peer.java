// SPDX-License-Identifier: Apache-2.0
package io.prism.grpc.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/2 connection, to a client or to a process, as calls write to it. What is written leaves at the end of the
 * event loop's turn ({@link Flushes}). Belongs to one event loop.
 */
public final class Peer implements Client {

    private final ChannelHandlerContext context;
    private final Http2ConnectionHandler http2;
    private final Flushes flushes;
    private final Http2Connection.PropertyKey key;
    private boolean marked;

    /**
     * A connection.
     *
     * @param context of {@code http2} in the connection's pipeline
     * @param http2 codec and state of the connection
     * @param flushes of the event loop
     */
    public Peer(ChannelHandlerContext context, Http2ConnectionHandler http2, Flushes flushes) {
        this.context = context;
        this.http2 = http2;
        this.flushes = flushes;
        this.key = http2.connection().newKey();
    }

    /** The state of the connection and its streams. */
    public Http2Connection connection() {
        return http2.connection();
    }

    @Override
    public String remote() {
        return context.channel().remoteAddress() instanceof InetSocketAddress at
                ? at.getHostString() + ":" + at.getPort()
                : String.valueOf(context.channel().remoteAddress());
    }

    /** Where buffers for what is written come from. */
    public ByteBufAllocator alloc() {
        return context.alloc();
    }

    /** What {@link #attach} put on a stream; null when there is none. */
    public @Nullable Object attached(Http2Stream stream) {
        return stream.getProperty(key);
    }

    /** Puts something on a stream. */
    public void attach(Http2Stream stream, Object what) {
        stream.setProperty(key, what);
    }

    /** Takes away what {@link #attach} put on a stream, and answers it; null when there was none. */
    public @Nullable Object detach(Http2Stream stream) {
        return stream.removeProperty(key);
    }

    /** Opens a stream with the headers of a call; null when the connection takes no more. */
    public @Nullable Http2Stream open(Http2Headers headers, boolean end) {
        int id = http2.connection().local().incrementAndGetNextStreamId();
        if (id < 1) {
            return null;
        }
        // A failed write shows as the end of its stream, where it is dealt with; so below.
        var _ = http2.encoder().writeHeaders(context, id, headers, 0, end, context.newPromise());
        touched();
        return http2.connection().stream(id);
    }

    /** Writes headers or trailers. */
    public void headers(Http2Stream stream, Http2Headers headers, boolean end) {
        var _ = http2.encoder().writeHeaders(context, stream.id(), headers, 0, end, context.newPromise());
        touched();
    }

    /** Writes headers or trailers, and lets {@code then} know when they have been sent or cannot be. */
    public void headers(Http2Stream stream, Http2Headers headers, boolean end, ChannelFutureListener then) {
        ChannelFuture written =
                http2.encoder().writeHeaders(context, stream.id(), headers, 0, end, context.newPromise());
        written.addListener(then);
        touched();
    }

    /** Whether what is written to the stream now would leave at once. */
    public boolean writable(Http2Stream stream) {
        return http2.encoder().flowController().isWritable(stream);
    }

    /** Whether something that was written to the stream waits for the other side to read. */
    public boolean waits(Http2Stream stream) {
        return http2.encoder().flowController().hasFlowControlled(stream);
    }

    /** Writes data, which is released. */
    public void data(Http2Stream stream, ByteBuf bytes, boolean end) {
        var _ = http2.encoder().writeData(context, stream.id(), bytes, 0, end, context.newPromise());
        touched();
    }

    /** Writes data, which is released, and lets {@code then} know when it has been sent or cannot be. */
    public void data(Http2Stream stream, ByteBuf bytes, boolean end, ChannelFutureListener then) {
        ChannelFuture written = http2.encoder().writeData(context, stream.id(), bytes, 0, end, context.newPromise());
        written.addListener(then);
        touched();
    }

    /** Lets the other side send {@code bytes} more on a stream. */
    public void credit(Http2Stream stream, int bytes) {
        if (bytes == 0) {
            return;
        }
        try {
            if (http2.decoder().flowController().consumeBytes(stream, bytes)) {
                touched();
            }
        } catch (Http2Exception broken) {
            http2.onError(context, true, broken);
        }
    }

    /** Ends a stream at once; what was written and not sent yet is dropped. */
    public void reset(Http2Stream stream, long code) {
        var _ = http2.encoder().writeRstStream(context, stream.id(), code, context.newPromise());
        touched();
    }

    /** Asks the other side whether it is there. */
    public void ping(long content) {
        var _ = http2.encoder().writePing(context, false, content, context.newPromise());
        touched();
    }

    /**
     * Asks the other side whether it is there, by settings that change nothing and must be acknowledged. Servers take a
     * client that pings more than once in five minutes for a flood, as gRPC tells them to.
     */
    public void knock() {
        var _ = http2.encoder().writeSettings(context, new Http2Settings(), context.newPromise());
        touched();
    }

    /**
     * Headers are written to the other side without a table of those before. Answers have ids that are never the same
     * again: they would push everything else out, and make old objects of themselves that are dead at once. To be said
     * again after each SETTINGS of the other side.
     */
    public void withoutHeaderTable() {
        try {
            http2.encoder().configuration().headersConfiguration().maxHeaderTableSize(0);
        } catch (Http2Exception broken) {
            http2.onError(context, true, broken);
        }
    }

    /** Takes no new streams from now on, and closes when those there are have ended. */
    public void shutDown() {
        http2.gracefulShutdownTimeoutMillis(-1);
        var _ = context.channel().close();
    }

    /** Ends the connection and everything on it, telling the other side why. */
    public void refuse(Http2Error why, String reason) {
        http2.goAway(
                        context,
                        connection().remote().lastStreamCreated(),
                        why.code(),
                        ByteBufUtil.writeAscii(context.alloc(), reason),
                        context.newPromise())
                .addListener(_ -> cut());
        flush();
    }

    /** Ends the connection and everything on it. */
    public void cut() {
        // From here on, so that the codec does not wait for calls to end.
        var _ = context.close();
    }

    /** Sends what has been written. */
    void flush() {
        marked = false;
        http2.flush(context);
    }

    /** An empty buffer, for ending a stream with data. */
    public static ByteBuf nothing() {
        return Unpooled.EMPTY_BUFFER;
    }

    private void touched() {
        if (!marked) {
            marked = true;
            flushes.mark(this);
        }
    }
}
