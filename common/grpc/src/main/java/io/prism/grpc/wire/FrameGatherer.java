// SPDX-License-Identifier: Apache-2.0
package io.prism.grpc.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the small buffers that an HTTP/2 codec writes, two for each frame, and sends them as one. Copying some hundred
 * bytes costs less than an entry in the channel's queue, a promise and an element of {@code writev} each.
 *
 * <p>A gathered write succeeds when it is gathered. What has been gathered counts for the channel's water marks when it is
 * flushed, which ends each turn of the event loop, so that back-pressure works as without this.
 */
public final class FrameGatherer extends ChannelOutboundHandlerAdapter {

    private static final int SMALL_BYTES = 4 << 10;
    private static final int GATHERED_BYTES = 32 << 10;
    private static final int FIRST_BYTES = 2 << 10;

    private final long unreadBytesMax;
    private @Nullable ByteBuf gathered;

    /**
     * A handler for one connection.
     *
     * @param unreadBytesMax most bytes that wait for the other side to read them, beyond the channel's water mark; then
     *     the connection is closed. Data waits elsewhere, so these are answers without data: whoever asks for as many and
     *     reads none of them wants our memory
     */
    public FrameGatherer(long unreadBytesMax) {
        this.unreadBytesMax = unreadBytesMax;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf bytes && bytes.readableBytes() <= SMALL_BYTES) {
            gather(ctx, bytes);
            if (!promise.isVoid()) {
                promise.trySuccess();
            }
        } else {
            send(ctx);
            var _ = ctx.write(message, promise);
        }
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        send(ctx);
        ctx.flush();
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (gathered != null) {
            flush(ctx);
        }
        var _ = ctx.close(promise);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        send(ctx);
    }

    private void gather(ChannelHandlerContext ctx, ByteBuf bytes) {
        ByteBuf into = gathered;
        if (into != null && into.writableBytes() + into.maxCapacity() - into.capacity() < bytes.readableBytes()) {
            send(ctx);
            into = null;
        }
        if (into == null) {
            into = ctx.alloc().directBuffer(FIRST_BYTES, GATHERED_BYTES);
            gathered = into;
        }
        into.writeBytes(bytes);
        bytes.release();
    }

    private void send(ChannelHandlerContext ctx) {
        ByteBuf all = gathered;
        if (all != null) {
            gathered = null;
            var _ = ctx.write(all, ctx.newPromise());
            bound(ctx);
        }
    }

    private void bound(ChannelHandlerContext ctx) {
        if (ctx.channel().bytesBeforeWritable() > unreadBytesMax) {
            // Perhaps it does read, and only this turn of the loop was long.
            ctx.flush();
            if (ctx.channel().bytesBeforeWritable() > unreadBytesMax) {
                var _ = ctx.close();
            }
        }
    }
}
