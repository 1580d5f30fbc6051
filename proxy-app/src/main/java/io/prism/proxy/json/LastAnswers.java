// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.json;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.util.AttributeKey;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How an HTTP/1.1 connection ends without harm: it cannot be told that no more requests are wanted, as HTTP/2 can, so it
 * is closed when it has no request, or as soon as it has its answer. Safe for use by many threads.
 */
public final class LastAnswers {

    private static final AttributeKey<Boolean> BUSY = AttributeKey.valueOf(LastAnswers.class, "busy");
    private static final AttributeKey<Boolean> LEAVING = AttributeKey.valueOf(LastAnswers.class, "leaving");

    private LastAnswers() {}

    /** Whether a connection must end this way. */
    public static boolean concern(HttpConnection connection) {
        return connection instanceof ConnectionBase base
                && !(base.channelHandlerContext().handler() instanceof Http2ConnectionHandler);
    }

    /**
     * Ends a connection.
     *
     * @param patience how long a request that it has may take
     * @return completes when it is closed
     */
    public static Future<Void> end(HttpConnection connection, Duration patience) {
        ChannelHandlerContext context = ((ConnectionBase) connection).channelHandlerContext();
        Channel channel = context.channel();
        Promise<Void> closed = Promise.promise();
        channel.closeFuture().addListener(_ -> closed.tryComplete());
        context.executor().execute(() -> {
            channel.attr(LEAVING).set(true);
            if (channel.attr(BUSY).get() == null) {
                close(channel);
            } else {
                var _ = context.executor().schedule(() -> close(channel), patience.toMillis(), TimeUnit.MILLISECONDS);
            }
        });
        return closed.future();
    }

    /** A request has come. */
    static void busy(Channel channel) {
        channel.attr(BUSY).set(true);
    }

    /** It has its answer. */
    static void answered(Channel channel) {
        channel.attr(BUSY).set(null);
        if (channel.attr(LEAVING).get() != null) {
            close(channel);
        }
    }

    private static void close(Channel channel) {
        // Who waits for it listens to the channel's own future.
        var _ = channel.close();
    }
}
