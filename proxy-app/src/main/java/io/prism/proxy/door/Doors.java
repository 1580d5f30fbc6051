// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.door;

import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import io.micrometer.core.instrument.Counter;
import io.netty.channel.EventLoop;
import io.prism.core.config.HostPort;
import io.prism.core.config.ProxyConfig;
import io.prism.core.failure.Failures;
import io.prism.grpc.serve.GrpcPath;
import io.prism.pattern.serve.ControlServer;
import io.prism.pattern.serve.HealthService;
import io.prism.proxy.admit.CallStep;
import io.prism.proxy.admit.CallSteps;
import io.prism.proxy.admit.Parking;
import io.prism.proxy.forward.Forwarder;
import io.prism.proxy.json.JsonDoor;
import io.prism.proxy.json.call.RouteCalls;
import io.prism.proxy.launch.Breakers;
import io.prism.proxy.launch.Processes;
import io.prism.proxy.limit.OpenCalls;
import io.prism.proxy.limit.Overload;
import io.prism.proxy.limit.Pressure;
import io.prism.proxy.observe.Observer;
import io.prism.proxy.observe.ProxyMeters;
import io.prism.proxy.route.Routes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.impl.cpu.CpuCoreSensor;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Makes a door for each event loop and says how they are. */
public final class Doors {

    /**
     * What all doors share.
     *
     * @param steps the way of a call
     * @param control answers what is no data
     * @param config limits and times
     * @param failures turns failures into answers
     * @param open all calls that are open
     * @param refused counts calls that were not let in
     * @param overload watches event loops
     */
    record Parts(
            CallSteps steps,
            ControlServer control,
            ProxyConfig config,
            Failures failures,
            OpenCalls open,
            Counter refused,
            Overload overload) {}

    private final Vertx vertx;
    private final Processes processes;
    private final Routes routes;
    private final Parts parts;
    private final DoorServer server;
    private volatile boolean open;

    /** Doors that route by {@code routes} and find processes by {@code processes}. Whoever made {@code observer} closes it. */
    public Doors(
            Vertx vertx, ProxyConfig config, Failures failures, Routes routes, Processes processes, Observer observer) {
        this(vertx, config, failures, routes, processes, observer, UnaryOperator.identity());
    }

    /**
     * Doors.
     *
     * @param routes where calls go
     * @param processes finds processes
     * @param observer sees every call; whoever made it closes it
     * @param steps changes the steps of a call, so that a test can watch them
     */
    public Doors(
            Vertx vertx,
            ProxyConfig config,
            Failures failures,
            Routes routes,
            Processes processes,
            Observer observer,
            UnaryOperator<List<CallStep>> steps) {
        this.vertx = vertx;
        this.routes = routes;
        this.processes = processes;
        ControlServer control = new ControlServer(
                failures,
                List.of(HealthService.of(this::status)),
                () -> routes.table().services());
        ProxyMeters meters = new ProxyMeters(observer.meters());
        OpenCalls calls = new OpenCalls(config.limits().calls());
        Counter refused = meters.refused();
        meters.open(calls, OpenCalls::open);
        Overload overload = new Overload(config.limits().overloadLag(), meters);
        CallSteps way = new CallSteps(
                steps.apply(CallSteps.standard(observer, calls, routes)),
                new Parking(config.holdCalls(), config.holdTime()));
        this.parts = new Parts(way, control, config, failures, calls, refused, overload);
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
            if (GrpcPath.isGrpc(context.request())
                    || JsonDoor.ours(context.request().path())) {
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
        int loops = CpuCoreSensor.availableProcessors();
        Pressure pressure = parts.overload().watch(loop);
        Breakers breakers = new Breakers(System::nanoTime);
        Forwarder forwarder = new Forwarder(
                (VertxInternal) vertx, loop, loops, parts.config(), parts.failures(), processes, breakers);
        RouteCalls calls =
                new RouteCalls(vertx, parts.config(), parts.failures(), processes, breakers, forwarder.retries());
        JsonDoor json = new JsonDoor(
                new JsonDoor.Shared(
                        vertx, parts.steps(), parts.config(), parts.failures(), parts.open(), parts.refused()),
                calls,
                loop,
                pressure,
                loops);
        return new Door(parts, forwarder, pressure, json);
    }

    private Optional<ServingStatus> status(String service) {
        return service.isEmpty() || routes.table().services().contains(service)
                ? Optional.of(open() ? ServingStatus.SERVING : ServingStatus.NOT_SERVING)
                : Optional.empty();
    }
}
