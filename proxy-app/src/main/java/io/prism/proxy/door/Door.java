// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.door;

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
import io.prism.proxy.forward.Forwarder;
import io.prism.proxy.route.Route;
import io.prism.proxy.route.Routes;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;

/**
 * The way of a call through the proxy, first step to last: observe, route, admit, forward. To add a step, add it to
 * {@link #handle}. One for each event loop.
 */
final class Door implements Handler<HttpServerRequest> {

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
        Deadline deadline = GrpcTimeout.parse(request.getHeader(MetadataKeys.TIMEOUT));
        if (deadline.passed()) {
            throw new DeadlinePassed("its turn");
        }
        meters.routed(row.keyspace());
        switch (row.target()) {
            case Route.Embedded(var server) -> server.handle(request);
            case Route.Process process -> forwarder.forward(request, process, deadline);
        }
    }
}
