// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.door;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.prism.core.config.HostPort;
import io.prism.core.config.ProxyConfig;
import io.prism.proxy.wire.Gather;
import io.prism.proxy.wire.Peer;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.cpu.CpuCoreSensor;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Listens on {@code proxy.listen}, one acceptor on each event loop, within the limits of the configuration. */
final class DoorServer {

    private static final int WINDOW_BYTES = 1 << 20;
    /** Any free port, the same for all acceptors; Vert.x takes -1 for that too, but Quarkus uses it for its own server. */
    private static final int ANY_SHARED_PORT = -2;

    private final Vertx vertx;
    private final ProxyConfig config;
    private final Function<EventLoop, Door> doors;
    private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger port = new AtomicInteger();
    private volatile boolean draining;

    /** A server that makes a door for each event loop with {@code doors}, on that loop. */
    DoorServer(Vertx vertx, ProxyConfig config, Function<EventLoop, Door> doors) {
        this.vertx = vertx;
        this.config = config;
        this.doors = doors;
    }

    /** Starts listening; the answer is the address that was really taken. */
    Future<HostPort> listen() {
        return vertx.deployVerticle(
                        Acceptor::new, new DeploymentOptions().setInstances(CpuCoreSensor.availableProcessors()))
                .map(_ -> new HostPort(config.listen().host(), port.get()));
    }

    /** Whether it has begun to end. */
    boolean draining() {
        return draining;
    }

    /**
     * Takes no new calls, and lets those there are finish within {@code proxy.drain-time}; what is left then is cut.
     */
    Future<Void> drain() {
        draining = true;
        List<Future<Void>> ending = connections.stream()
                .map(connection -> connection.shutdown(config.drainTime().toMillis(), TimeUnit.MILLISECONDS))
                .toList();
        return Future.join(ending).mapEmpty();
    }

    /** Lets {@code door} see the frames of a connection before Vert.x does. */
    static void listenIn(HttpConnection connection, Door door) {
        if (connection instanceof ConnectionBase base) {
            ChannelHandlerContext context = base.channelHandlerContext();
            if (context.handler() instanceof Http2ConnectionHandler http2) {
                context.pipeline().addBefore(context.name(), "gather", new Gather());
                Peer client = new Peer(context, http2, door.forwarder().flushes());
                http2.decoder()
                        .frameListener(
                                new DoorFrames(door, client, http2.decoder().frameListener()));
            }
        }
    }

    private void connected(HttpConnection connection, Door door) {
        if (draining || connections.size() >= config.maxConnections()) {
            connection.close();
            return;
        }
        connections.add(connection);
        listenIn(connection, door);
        connection.closeHandler(_ -> connections.remove(connection));
    }

    private HttpServerOptions options() {
        return new HttpServerOptions()
                .setMaxHeaderSize((int) config.maxHeaderSize())
                .setHttp2ConnectionWindowSize(4 * WINDOW_BYTES)
                .setInitialSettings(new Http2Settings()
                        .setInitialWindowSize(WINDOW_BYTES)
                        .setMaxConcurrentStreams(config.maxStreams())
                        .setMaxHeaderListSize(config.maxHeaderSize()));
    }

    private final class Acceptor extends AbstractVerticle {
        @Override
        public void start(Promise<Void> started) {
            int wanted = config.listen().port() == 0
                    ? ANY_SHARED_PORT
                    : config.listen().port();
            Door door = doors.apply(((ContextInternal) context).nettyEventLoop());
            vertx.createHttpServer(options())
                    .connectionHandler(connection -> connected(connection, door))
                    .requestHandler(door)
                    .listen(wanted, config.listen().host())
                    .onSuccess(server -> port.set(server.actualPort()))
                    .<Void>map((HttpServer _) -> null)
                    .onComplete(started);
        }
    }
}
