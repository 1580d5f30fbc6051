// SPDX-License-Identifier: Apache-2.0
package io.prism.host;

import io.prism.core.MetadataKeys;
import io.prism.core.failure.Failures;
import io.prism.core.failure.GatewayException;
import io.prism.core.failure.GatewayException.Draining;
import io.prism.core.failure.GatewayException.ProcessDown;
import io.prism.core.routing.RoutingTable;
import io.prism.pattern.Bindings;
import io.prism.pattern.ServedBinding;
import io.prism.pattern.lifecycle.PatternProcess;
import io.prism.pattern.serve.ControlServer;
import io.prism.pattern.serve.GrpcAnswers;
import io.prism.pattern.serve.GrpcPath;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Hands each call to the control interfaces or to the binding it is for. */
final class HostDoor implements Handler<HttpServerRequest> {

    private final PatternProcess process;
    private final Bindings bindings;
    private final Failures failures;
    private final ControlServer control;
    private final HostConnections connections;

    HostDoor(
            PatternProcess process,
            Bindings bindings,
            Failures failures,
            ControlServer control,
            HostConnections connections) {
        this.process = process;
        this.bindings = bindings;
        this.failures = failures;
        this.control = control;
        this.connections = connections;
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (!GrpcPath.isGrpc(request)) {
            GrpcPath.explain(request, "This is a pattern process; the launcher speaks to it.");
            return;
        }
        String namespace = request.getHeader(MetadataKeys.NAMESPACE);
        try {
            String service = GrpcPath.service(request);
            if (control.handle(service, request)) {
                connections.control(request.connection());
            } else {
                data(namespace, service, request);
            }
        } catch (Draining ending) {
            GrpcAnswers.refuseUntouched(
                    request.response(), failures.answer(ending, namespace == null ? "" : namespace));
        } catch (GatewayException refused) {
            GrpcAnswers.refuse(request.response(), failures.answer(refused, namespace == null ? "" : namespace));
        }
    }

    private void data(@Nullable String namespace, String service, HttpServerRequest request) {
        switch (process.state()) {
            case WAITING, INITIALIZED ->
                throw new ProcessDown("this", "has not been started", Duration.ofMillis(100), false);
            case DRAINING, STOPPED -> throw new Draining("this process");
            case RUNNING -> {
                RoutingTable<ServedBinding> table = bindings.table();
                table.find(namespace, request.getHeader(MetadataKeys.BINDING), service)
                        .target()
                        .server()
                        .handle(request);
            }
        }
    }
}
