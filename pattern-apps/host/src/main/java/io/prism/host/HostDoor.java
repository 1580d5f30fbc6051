// SPDX-License-Identifier: Apache-2.0
package io.prism.host;

import io.netty.handler.codec.http2.Http2Error;
import io.netty.util.AsciiString;
import io.prism.core.MetadataKeys;
import io.prism.core.failure.Failures;
import io.prism.core.failure.GatewayException;
import io.prism.core.failure.GatewayException.Draining;
import io.prism.core.failure.GatewayException.ProcessDown;
import io.prism.grpc.serve.GrpcConnections;
import io.prism.grpc.serve.GrpcPath;
import io.prism.grpc.serve.GrpcStream;
import io.prism.pattern.Bindings;
import io.prism.pattern.lifecycle.PatternProcess;
import io.prism.pattern.serve.ControlServer;
import io.prism.pattern.serve.RpcServer;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Hands each call to the control interfaces or to the binding it is for. */
final class HostDoor implements Handler<HttpServerRequest> {

    private static final AsciiString NAMESPACE = AsciiString.cached(MetadataKeys.NAMESPACE);
    private static final AsciiString BINDING = AsciiString.cached(MetadataKeys.BINDING);

    private final GrpcConnections frames = new GrpcConnections();
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

    /** A connection has been accepted. */
    void opened(HttpConnection connection) {
        connections.opened(connection);
        frames.listenIn(connection, call -> accept(call, connection));
    }

    /** What is no gRPC over HTTP/2. */
    @Override
    public void handle(HttpServerRequest request) {
        if (GrpcPath.isGrpc(request)) {
            // The one request with which HTTP/1.1 became HTTP/2. Nothing was done: clients send it again.
            request.response().reset(Http2Error.REFUSED_STREAM.code());
        } else {
            GrpcPath.explain(request, "This is a pattern process; the launcher speaks to it.");
        }
    }

    private void accept(GrpcStream call, HttpConnection connection) {
        String namespace = call.header(NAMESPACE);
        try {
            String service = GrpcPath.service(call.path());
            if (control.accept(service, call)) {
                connections.control(connection);
            } else {
                server(namespace, service, call).accept(call);
            }
        } catch (Draining ending) {
            call.refuse(failures.answer(ending, namespace == null ? "" : namespace));
        } catch (GatewayException refused) {
            call.fail(failures.answer(refused, namespace == null ? "" : namespace));
        }
    }

    private RpcServer server(@Nullable String namespace, String service, GrpcStream call) {
        return switch (process.state()) {
            case WAITING, INITIALIZED ->
                throw new ProcessDown("this", "has not been started", Duration.ofMillis(100), false);
            case DRAINING, STOPPED -> throw new Draining("this process");
            case RUNNING ->
                bindings.table()
                        .find(namespace, call.header(BINDING), service)
                        .target()
                        .server();
        };
    }
}
