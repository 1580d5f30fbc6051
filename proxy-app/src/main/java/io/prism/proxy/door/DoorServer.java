// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.door;

import io.prism.core.config.HostPort;
import io.prism.core.config.ProxyConfig;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.cpu.CpuCoreSensor;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Listens on {@code proxy.listen}, one acceptor on each event loop, within the limits of the configuration. */
public final class DoorServer {

    private static final int WINDOW_BYTES = 1 << 20;
    /** Any free port, the same for all acceptors; Vert.x takes -1 for that too, but Quarkus uses it for its own server. */
    private static final int ANY_SHARED_PORT = -2;

    private final Vertx vertx;
    private final ProxyConfig config;
    private final Supplier<Handler<HttpServerRequest>> doors;
    private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger port = new AtomicInteger();
    private volatile boolean draining;

    /** A server that makes a door for each event loop with {@code doors}, on that loop. */
    public DoorServer(Vertx vertx, ProxyConfig config, Supplier<Handler<HttpServerRequest>> doors) {
        this.vertx = vertx;
        this.config = config;
        this.doors = doors;
    }

    /** Starts listening; the answer is the address that was really taken. */
    public Future<HostPort> listen() {
        return vertx.deployVerticle(
                        Acceptor::new, new DeploymentOptions().setInstances(CpuCoreSensor.availableProcessors()))
                .map(_ -> new HostPort(config.listen().host(), port.get()));
    }

    /** Whether it has begun to end. */
    public boolean draining() {
        return draining;
    }

    /**
     * Takes no new calls, and lets those there are finish within {@code proxy.drain-time}; what is left then is cut.
     */
    public Future<Void> drain() {
        draining = true;
        List<Future<Void>> ending = connections.stream()
                .map(connection -> connection.shutdown(config.drainTime().toMillis(), TimeUnit.MILLISECONDS))
                .toList();
        return Future.join(ending).mapEmpty();
    }

    private void connected(HttpConnection connection) {
        if (draining || connections.size() >= config.maxConnections()) {
            connection.close();
            return;
        }
        connections.add(connection);
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
            vertx.createHttpServer(options())
                    .connectionHandler(DoorServer.this::connected)
                    .requestHandler(doors.get())
                    .listen(wanted, config.listen().host())
                    .onSuccess(server -> port.set(server.actualPort()))
                    .<Void>map((HttpServer _) -> null)
                    .onComplete(started);
        }
    }
}
