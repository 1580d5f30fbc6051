// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.probe;

import io.grpc.MethodDescriptor;
import io.prism.contracts.lifecycle.DrainResponse;
import io.prism.contracts.lifecycle.HealthCheckResponse;
import io.prism.contracts.lifecycle.HealthStatus;
import io.prism.contracts.lifecycle.InitializeRequest;
import io.prism.contracts.lifecycle.InitializeResponse;
import io.prism.contracts.lifecycle.LifecycleInterfaceGrpc;
import io.prism.contracts.lifecycle.StartResponse;
import io.prism.contracts.lifecycle.StopResponse;
import io.prism.core.binding.BindingCodec;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.grpc.server.GrpcServer;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/** A pattern process that does nothing but speak the life cycle; a binding named "refused" is refused. */
public final class FakePattern {

    private FakePattern() {}

    /** Serves on the socket that its command line names, and ends with its standard input. */
    public static void main(String... arguments) throws IOException {
        String socket = List.of(arguments).get(1).substring("unix:".length());
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        GrpcServer server = GrpcServer.server(vertx);
        answer(server, LifecycleInterfaceGrpc.getInitializeMethod(), FakePattern::initialize);
        answer(
                server,
                LifecycleInterfaceGrpc.getStartMethod(),
                _ -> StartResponse.newBuilder().setSuccess(true).build());
        answer(
                server,
                LifecycleInterfaceGrpc.getHealthCheckMethod(),
                _ -> HealthCheckResponse.newBuilder()
                        .setStatus(HealthStatus.HEALTH_STATUS_HEALTHY)
                        .build());
        answer(server, LifecycleInterfaceGrpc.getDrainMethod(), _ -> {
            System.out.println("drained");
            return DrainResponse.newBuilder().setSuccess(true).build();
        });
        answer(server, LifecycleInterfaceGrpc.getStopMethod(), _ -> {
            System.out.println("stopped");
            vertx.setTimer(50, _ -> System.exit(0));
            return StopResponse.newBuilder().setSuccess(true).build();
        });
        vertx.createHttpServer().requestHandler(server).listen(SocketAddress.domainSocketAddress(socket));
        while (System.in.read() >= 0) {}
        System.exit(5);
    }

    private static InitializeResponse initialize(InitializeRequest request) {
        var bindings = BindingCodec.fromStruct(request.getConfig());
        System.out.println("bindings " + bindings.size());
        boolean refused = bindings.stream()
                .anyMatch(binding -> binding.keyspace().binding().equals("refused"));
        return InitializeResponse.newBuilder()
                .setSuccess(!refused)
                .setError(refused ? "not this one" : "")
                .build();
    }

    private static <Q, R> void answer(GrpcServer server, MethodDescriptor<Q, R> method, Function<Q, R> answer) {
        // Not before the request has ended: answering earlier would reset the client's stream.
        server.callHandler(
                method, call -> call.last().onSuccess(request -> call.response().end(answer.apply(request))));
    }
}
