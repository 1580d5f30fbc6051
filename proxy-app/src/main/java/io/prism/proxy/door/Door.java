// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.door;

import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import io.prism.core.Deadline;
import io.prism.core.GrpcTimeout;
import io.prism.core.MetadataKeys;
import io.prism.core.failure.Failures;
import io.prism.core.failure.GatewayException;
import io.prism.core.failure.GatewayException.DeadlinePassed;
import io.prism.core.routing.RoutingTable.Row;
import io.prism.pattern.serve.ControlServer;
import io.prism.pattern.serve.GrpcAnswers;
import io.prism.pattern.serve.GrpcPath;
import io.prism.proxy.forward.Arrival;
import io.prism.proxy.forward.Forwarder;
import io.prism.proxy.forward.Headers;
import io.prism.proxy.forward.Splice;
import io.prism.proxy.route.Route;
import io.prism.proxy.route.Routes;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * The way of a call through the proxy, first step to last: observe, route, admit, forward. To add a step, add it to
 * {@link #splice} and {@link #handle}. One for each event loop.
 */
final class Door implements Handler<HttpServerRequest> {

    private static final AsciiString CONTENT_TYPE = AsciiString.cached("content-type");
    private static final AsciiString NAMESPACE = AsciiString.cached(MetadataKeys.NAMESPACE);
    private static final AsciiString BINDING = AsciiString.cached(MetadataKeys.BINDING);
    private static final AsciiString TIMEOUT = AsciiString.cached(MetadataKeys.TIMEOUT);
    private static final AsciiString POST = AsciiString.cached("POST");
    private static final long REFUSED_STREAM = 0x7;

    private final Routes routes;
    private final ControlServer control;
    private final Forwarder forwarder;
    private final CallMeters meters;
    private final Failures failures;

    Door(Routes routes, ControlServer control, Forwarder forwarder, CallMeters meters, Failures failures) {
        this.routes = routes;
        this.control = control;
        this.forwarder = forwarder;
        this.meters = meters;
        this.failures = failures;
    }

    /** Where its calls are forwarded. */
    Forwarder forwarder() {
        return forwarder;
    }

    /**
     * Takes a call that goes to a process, on the level of frames; false when it is another one, which {@link #handle}
     * will get.
     */
    boolean splice(Arrival arrival) {
        Http2Headers headers = arrival.headers();
        if (!isGrpc(headers)) {
            return false;
        }
        String namespace = text(headers.get(NAMESPACE));
        try {
            String service = GrpcPath.service(arrival.path());
            if (control.serves(service)) {
                return false;
            }
            Row<Route> row = routes.table().find(namespace, text(headers.get(BINDING)), service);
            if (!(row.target() instanceof Route.Process process)) {
                return false;
            }
            Deadline deadline = GrpcTimeout.parse(text(headers.get(TIMEOUT)));
            if (deadline.passed()) {
                throw new DeadlinePassed("its turn");
            }
            meters.routed(row.keyspace());
            Splice call = forwarder.forward(arrival, process, deadline);
            arrival.client().attach(arrival.stream(), call);
            call.start();
        } catch (GatewayException refused) {
            meters.refused();
            arrival.client()
                    .headers(
                            arrival.stream(),
                            Headers.refusal(failures.answer(refused, namespace == null ? "" : namespace)),
                            true);
        }
        return true;
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (!GrpcPath.isGrpc(request)) {
            GrpcPath.explain(request, "Try reflection: it lists the services.");
            return;
        }
        try {
            String service = GrpcPath.service(request);
            if (!control.handle(service, request)) {
                data(service, request);
            }
        } catch (GatewayException refused) {
            String namespace = request.getHeader(MetadataKeys.NAMESPACE);
            meters.refused();
            GrpcAnswers.refuse(request.response(), failures.answer(refused, namespace == null ? "" : namespace));
        }
    }

    private void data(String service, HttpServerRequest request) {
        Row<Route> row = routes.table()
                .find(request.getHeader(MetadataKeys.NAMESPACE), request.getHeader(MetadataKeys.BINDING), service);
        if (GrpcTimeout.parse(request.getHeader(MetadataKeys.TIMEOUT)).passed()) {
            throw new DeadlinePassed("its turn");
        }
        switch (row.target()) {
            case Route.Embedded(var server) -> {
                meters.routed(row.keyspace());
                server.handle(request);
            }
            // The configuration changed between the frame and here. Nothing was done: every client sends it again.
            case Route.Process _ -> request.response().reset(REFUSED_STREAM);
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
