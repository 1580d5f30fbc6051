// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.json;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import org.jspecify.annotations.Nullable;

/**
 * Connections on which nothing happens are closed; an HTTP/1.1 client that waits for its answer is silent for a good
 * reason. (HTTP/2 connections have {@code ConnectionLifetime} to look after them.) Belongs to the connection's event loop.
 */
final class QuietTimeout {

    private static final int BETWEEN_REQUESTS_SECONDS = 10;
    private static final String NAME = "idle";

    private final @Nullable ChannelHandlerContext context;
    private boolean allowed;

    /** Of the connection that {@code request} came over. */
    QuietTimeout(HttpServerRequest request) {
        HttpConnection connection = request.version() == HttpVersion.HTTP_2 ? null : request.connection();
        this.context = connection instanceof ConnectionBase base ? base.channelHandlerContext() : null;
    }

    /** A request has begun. */
    void begin() {
        if (context != null) {
            LastAnswers.busy(context.channel());
        }
    }

    /** From now on the client waits. */
    void allow() {
        if (context != null && !allowed) {
            ChannelPipeline pipeline = context.pipeline();
            if (pipeline.get(IdleStateHandler.class) != null) {
                pipeline.remove(IdleStateHandler.class);
                allowed = true;
            }
        }
    }

    /** The client has its answer. */
    void end() {
        if (context != null) {
            LastAnswers.answered(context.channel());
        }
        if (context != null && allowed && context.channel().isActive()) {
            allowed = false;
            context.pipeline().addBefore(context.name(), NAME, new IdleStateHandler(0, 0, BETWEEN_REQUESTS_SECONDS));
        }
    }
}
