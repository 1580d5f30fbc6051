// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.door;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.http2.Http2Error;
import io.prism.core.config.HostPort;
import io.prism.core.config.ProxyConfig;
import io.prism.proxy.json.LastAnswers;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Listens on {@code proxy.listen}, one acceptor on each event loop, within the limits of the configuration. */
final class DoorServer {

    private static final int WINDOW_BYTES = 1 << 20;
    private static final int SILENT_SECONDS = 10;
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
                .map(connection -> LastAnswers.concern(connection)
                        ? LastAnswers.end(connection, config.drainTime())
                        : connection.shutdown(config.drainTime().toMillis(), TimeUnit.MILLISECONDS))
                .toList();
        return Future.join(ending).mapEmpty();
    }

    private void connected(HttpConnection connection, Door door) {
        Optional<DoorFrames> frames = DoorFrames.listenIn(connection, door);
        if (draining || connections.size() >= config.maxConnections()) {
            String reason = draining ? "the proxy is stopping" : "too many connections";
            frames.ifPresentOrElse(
                    client -> client.refuse(draining ? Http2Error.NO_ERROR : Http2Error.ENHANCE_YOUR_CALM, reason),
                    connection::close);
            return;
        }
        connections.add(connection);
        connection.closeHandler(_ -> connections.remove(connection));
    }

    private HttpServerOptions options() {
        return new HttpServerOptions()
                .setMaxHeaderSize((int) config.maxHeaderSize())
                // Of HTTP/1.1: a key of 1,024 bytes in a query, percent-encoded.
                .setMaxInitialLineLength((int) config.maxHeaderSize())
                // For those that connect and say nothing; who has said something is looked after by Guest.
                .setIdleTimeout(SILENT_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                // Floods sees to it, and tells the client why. This is the second line, and for our own resets.
                .setHttp2RstFloodMaxRstFramePerWindow(2 * config.limits().resets())
                .setHttp2RstFloodWindowDuration((int) FloodCounter.WINDOW.toSeconds())
                .setHttp2RstFloodWindowDurationTimeUnit(TimeUnit.SECONDS)
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
