// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.door;

import io.micrometer.core.instrument.Counter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import io.prism.core.Deadline;
import io.prism.core.GrpcTimeout;
import io.prism.core.MetadataKeys;
import io.prism.core.config.DoorLimits;
import io.prism.core.failure.Answer;
import io.prism.core.failure.Failures;
import io.prism.core.failure.GatewayException;
import io.prism.core.failure.GatewayException.DeadlinePassed;
import io.prism.core.routing.RoutingTable.Row;
import io.prism.grpc.serve.AnswerHeaders;
import io.prism.grpc.serve.GrpcPath;
import io.prism.grpc.wire.Peer;
import io.prism.pattern.serve.ControlServer;
import io.prism.pattern.serve.GrpcAnswers;
import io.prism.proxy.admit.Gate;
import io.prism.proxy.admit.OpenCalls;
import io.prism.proxy.admit.Pressure;
import io.prism.proxy.forward.Arrival;
import io.prism.proxy.forward.Forwarder;
import io.prism.proxy.forward.Splice;
import io.prism.proxy.observe.ObservedCall;
import io.prism.proxy.observe.Observer;
import io.prism.proxy.route.Route;
import io.prism.proxy.route.Routes;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The way of a call through the proxy, first step to last: observe, route, admit, forward. To add a step, add it to
 * {@link #admit}. One for each event loop.
 */
final class Door implements Handler<HttpServerRequest> {

    private static final AsciiString CONTENT_TYPE = AsciiString.cached("content-type");
    private static final AsciiString NAMESPACE = AsciiString.cached(MetadataKeys.NAMESPACE);
    private static final AsciiString BINDING = AsciiString.cached(MetadataKeys.BINDING);
    private static final AsciiString TIMEOUT = AsciiString.cached(MetadataKeys.TIMEOUT);
    private static final AsciiString POST = AsciiString.cached("POST");
    private static final long REFUSED_STREAM = 0x7;
    private static final long LOOK_MILLIS = 1_000;
    private static final int PATHS_MAX = 1_000;

    /** On a stream that Vert.x serves. */
    static final Object PASS = new Object();

    /** On a stream that has been refused. */
    static final Object REFUSED = new Object();

    private final Routes routes;
    private final ControlServer control;
    private final Forwarder forwarder;
    private final Failures failures;
    private final DoorLimits limits;
    private final int streamsMax;
    private final OpenCalls crowd;
    private final Counter refused;
    private final Observer observer;
    private final Pressure pressure;
    /** What paths mean; the same few come again and again. */
    private final Map<String, String> services = new HashMap<>();

    private final Handler<HttpServerRequest> json;
    private final Set<ConnectionLifetime> guests = new HashSet<>();

    Door(Doors.Parts parts, Forwarder forwarder, Pressure pressure, Handler<HttpServerRequest> json) {
        this.json = json;
        this.routes = parts.routes();
        this.control = parts.control();
        this.failures = parts.failures();
        this.limits = parts.config().limits();
        this.streamsMax = parts.config().maxStreams();
        this.crowd = parts.crowd();
        this.refused = parts.refused();
        this.observer = parts.observer();
        this.forwarder = forwarder;
        this.pressure = pressure;
        var _ = forwarder.loop().scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Most calls open on one connection. */
    int streamsMax() {
        return streamsMax;
    }

    /** A client has come. */
    ConnectionLifetime welcome(Peer client) {
        ConnectionLifetime guest = new ConnectionLifetime(client, limits, System.nanoTime());
        guests.add(guest);
        return guest;
    }

    /** A client is gone. */
    void farewell(ConnectionLifetime guest) {
        guests.remove(guest);
    }

    /** What a client may do before it counts as a flood. */
    FloodCounter floods() {
        return new FloodCounter(limits.resets(), limits.pings(), System::nanoTime);
    }

    private void look() {
        long now = System.nanoTime();
        // Who is sent away may be gone at once.
        List.copyOf(guests).forEach(guest -> guest.look(now));
    }

    /** Where its calls are forwarded. */
    Forwarder forwarder() {
        return forwarder;
    }

    /** All calls that are open. */
    OpenCalls crowd() {
        return crowd;
    }

    /**
     * Looks at a call, on the level of frames.
     *
     * @return a {@link Splice} that is to be started when the call goes to a process; an {@link EmbeddedStream} when it
     *     goes to an embedded binding, {@link #PASS} when it goes to neither, and {@link #handle} gets it; {@link #REFUSED}
     *     when it has been answered
     */
    Object admit(Arrival arrival) {
        Http2Headers headers = arrival.headers();
        String namespace = text(headers.get(NAMESPACE));
        ObservedCall call = observer.begin(arrival.client(), headers, arrival.path());
        try {
            if (!isGrpc(headers)) {
                return PASS;
            }
            crowd.check();
            String service = service(arrival.path());
            if (service.isEmpty()) {
                return PASS;
            }
            call.trace(headers);
            Row<Route> row = routes.table().find(namespace, text(headers.get(BINDING)), service);
            call.reached(row.target().gate().meters());
            Deadline deadline = GrpcTimeout.parse(text(headers.get(TIMEOUT)));
            if (deadline.passed()) {
                throw new DeadlinePassed("its turn");
            }
            return admit(arrival, row.target(), deadline, call);
        } catch (GatewayException failure) {
            refused.increment();
            String requestId = call.requestId().toString();
            Answer answer = failures.answer(failure, namespace == null ? "" : namespace, requestId);
            arrival.client().headers(arrival.stream(), AnswerHeaders.failed(answer, requestId), true);
            call.end(answer.code());
            return REFUSED;
        }
    }

    /** The service that a path names; empty for one of the proxy's own. */
    private String service(String path) {
        String known = services.get(path);
        if (known != null) {
            return known;
        }
        String service = GrpcPath.service(path);
        String named = control.serves(service) ? "" : service;
        if (services.size() >= PATHS_MAX) {
            services.clear();
        }
        services.put(path, named);
        return named;
    }

    private Object admit(Arrival arrival, Route route, Deadline deadline, ObservedCall call) {
        Gate gate = route.gate();
        gate.enter(pressure);
        return switch (route) {
            case Route.Embedded _ -> new EmbeddedStream(gate, call);
            case Route.Process process -> {
                try {
                    yield forwarder.forward(arrival, process, deadline, call);
                } catch (GatewayException failure) {
                    gate.leave();
                    throw failure;
                }
            }
        };
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (!GrpcPath.isGrpc(request)) {
            other(request);
            return;
        }
        try {
            String service = GrpcPath.service(request);
            if (!control.handle(service, request)) {
                data(service, request);
            }
        } catch (GatewayException failure) {
            String namespace = request.getHeader(MetadataKeys.NAMESPACE);
            refused.increment();
            GrpcAnswers.refuse(request.response(), failures.answer(failure, namespace == null ? "" : namespace));
        }
    }

    /** What is no gRPC over HTTP/2, but asks for it, would not understand any other answer. */
    private void other(HttpServerRequest request) {
        String type = request.getHeader("content-type");
        if (type != null && type.startsWith("application/grpc")) {
            GrpcPath.explain(request, "Other content types are served as JSON: see /openapi.json.");
        } else {
            json.handle(request);
        }
    }

    private void data(String service, HttpServerRequest request) {
        Row<Route> row = routes.table()
                .find(request.getHeader(MetadataKeys.NAMESPACE), request.getHeader(MetadataKeys.BINDING), service);
        if (GrpcTimeout.parse(request.getHeader(MetadataKeys.TIMEOUT)).passed()) {
            throw new DeadlinePassed("its turn");
        }
        switch (row.target()) {
            case Route.Embedded embedded -> {
                DoorFrames.embedded(request).ifPresent(call -> call.answeredWith(request.response()));
                embedded.server().handle(request);
            }
            case Route.Process process -> {
                process.keyFor(request.getHeader(MetadataKeys.SESSION));
                // In dev mode this is the first call of its connection, otherwise the configuration changed between the
                // frame and here. Nothing was done: clients send it again, and then it is spliced.
                DoorFrames.listenIn(request.connection(), this);
                request.response().reset(REFUSED_STREAM);
            }
        }
    }

    private static boolean isGrpc(Http2Headers headers) {
        CharSequence type = headers.get(CONTENT_TYPE);
        return type != null && POST.contentEquals(headers.method()) && GrpcPath.isProtobuf(type.toString());
    }

    private static @Nullable String text(@Nullable CharSequence value) {
        return value == null ? null : value.toString();
    }
}
