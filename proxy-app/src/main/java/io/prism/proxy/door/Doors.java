// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.door;

import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.EventLoop;
import io.prism.core.config.HostPort;
import io.prism.core.config.ProxyConfig;
import io.prism.core.failure.Failures;
import io.prism.pattern.serve.ControlServer;
import io.prism.pattern.serve.GrpcPath;
import io.prism.pattern.serve.HealthService;
import io.prism.proxy.forward.Forwarder;
import io.prism.proxy.launch.Processes;
import io.prism.proxy.route.Routes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Makes a door for each event loop and says how they are. */
public final class Doors {

    private final Vertx vertx;
    private final ProxyConfig config;
    private final Failures failures;
    private final Routes routes;
    private final Processes processes;
    private final CallMeters meters;
    private final ControlServer control;
    private final DoorServer server;
    private volatile boolean open;

    /** Doors that route by {@code routes} and find processes by {@code processes}. */
    public Doors(
            Vertx vertx,
            ProxyConfig config,
            Failures failures,
            Routes routes,
            Processes processes,
            MeterRegistry registry) {
        this.vertx = vertx;
        this.config = config;
        this.failures = failures;
        this.routes = routes;
        this.processes = processes;
        this.meters = new CallMeters(registry);
        this.control = new ControlServer(
                vertx,
                failures,
                List.of(HealthService.of(this::status)),
                () -> routes.table().services());
        this.server = new DoorServer(vertx, config, this::door);
    }

    /** Opens them on {@code proxy.listen}; the answer is the address that was really taken. */
    public Future<HostPort> listen() {
        return server.listen().onSuccess(_ -> open = true);
    }

    /** Opens one as a part of Quarkus' own server; for dev mode. */
    public void mount(Router router) {
        Map<EventLoop, Door> byLoop = new ConcurrentHashMap<>();
        router.route().order(Integer.MIN_VALUE).handler(context -> {
            if (GrpcPath.isGrpc(context.request())) {
                EventLoop loop = ((ContextInternal) vertx.getOrCreateContext()).nettyEventLoop();
                byLoop.computeIfAbsent(loop, this::door).handle(context.request());
            } else {
                context.next();
            }
        });
        open = true;
    }

    /** Whether calls are taken. */
    public boolean open() {
        return open && !server.draining();
    }

    /** Takes no new calls and lets those there are finish, within {@code proxy.drain-time}. */
    public Future<Void> drain() {
        return server.drain();
    }

    private Door door(EventLoop loop) {
        Forwarder forwarder = new Forwarder((VertxInternal) vertx, loop, config, failures, processes);
        return new Door(routes, control, forwarder, meters, failures);
    }

    private Optional<ServingStatus> status(String service) {
        return service.isEmpty() || routes.table().services().contains(service)
                ? Optional.of(open() ? ServingStatus.SERVING : ServingStatus.NOT_SERVING)
                : Optional.empty();
    }
}
