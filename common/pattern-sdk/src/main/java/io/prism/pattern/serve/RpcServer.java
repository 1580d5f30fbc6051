// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern.serve;

import io.grpc.StatusRuntimeException;
import io.prism.core.GrpcTimeout;
import io.prism.core.Keyspace;
import io.prism.core.MetadataKeys;
import io.prism.core.failure.Failures;
import io.prism.core.failure.GatewayException;
import io.prism.core.failure.GatewayException.Draining;
import io.prism.core.failure.GatewayException.NotServed;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.core.failure.GatewayException.TooLarge;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.grpc.common.CodecException;
import io.vertx.grpc.common.GrpcMessageDecoder;
import io.vertx.grpc.common.GrpcMessageEncoder;
import io.vertx.grpc.common.InvalidMessageException;
import io.vertx.grpc.common.MessageSizeOverflowException;
import io.vertx.grpc.common.ServiceMethod;
import io.vertx.grpc.common.ServiceName;
import io.vertx.grpc.server.GrpcServer;
import io.vertx.grpc.server.GrpcServerOptions;
import io.vertx.grpc.server.GrpcServerRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Answers the calls of one binding. Each call stays on the event loop of its connection; answers that come from other
 * threads are brought back to it.
 */
public final class RpcServer implements Handler<HttpServerRequest> {

    private final String namespace;
    private final String name;
    private final Vertx vertx;
    private final Failures failures;
    private final GrpcServer server;
    private final long messageBytesMax;
    private final InFlight inFlight = new InFlight();
    private final Map<String, ServedMethod<?, ?>> rpcs;

    /**
     * A server for what a binding serves.
     *
     * @param keyspace the binding, for error texts
     * @param interfaces what it serves
     * @param messageBytesMax longest message it takes
     */
    public RpcServer(
            Vertx vertx, Failures failures, Keyspace keyspace, List<ServedInterface> interfaces, long messageBytesMax) {
        this.vertx = vertx;
        this.failures = failures;
        this.namespace = keyspace.namespace();
        this.name = "binding '" + keyspace + "'";
        this.messageBytesMax = messageBytesMax;
        this.server = GrpcServer.server(vertx, new GrpcServerOptions().setMaxMessageSize(messageBytesMax));
        interfaces.forEach(served -> served.rpcs().forEach(this::bind));
        this.rpcs = interfaces.stream()
                .flatMap(served -> served.rpcs().stream())
                .collect(Collectors.toUnmodifiableMap(rpc -> rpc.method().getFullMethodName(), rpc -> rpc));
        server.callHandler(this::unknownMethod);
    }

    /** The calls it is answering, and how to stop taking new ones. */
    public InFlight inFlight() {
        return inFlight;
    }

    /** A method by its full name, {@code package.Service/Method}, for callers that do not come over gRPC. */
    public Optional<ServedMethod<?, ?>> rpc(String fullName) {
        return Optional.ofNullable(rpcs.get(fullName));
    }

    /** Longest message it takes, in bytes. */
    public long messageBytesMax() {
        return messageBytesMax;
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (inFlight.enter()) {
            server.handle(request);
        } else {
            String requestId = Objects.requireNonNullElse(request.getHeader(MetadataKeys.REQUEST_ID), "");
            GrpcAnswers.refuseUntouched(request.response(), failures.answer(new Draining(name), namespace, requestId));
        }
    }

    private void unknownMethod(GrpcServerRequest<?, ?> request) {
        GatewayException failure = new NotServed(request.fullMethodName(), "the service has no such method", List.of());
        String requestId = Objects.requireNonNullElse(request.headers().get(MetadataKeys.REQUEST_ID), "");
        GrpcAnswers.fail(request.response(), failures.answer(failure, namespace, requestId));
        inFlight.leave();
    }

    private <Q, R> void bind(ServedMethod<Q, R> rpc) {
        var unmarshaller = GrpcMessageDecoder.unmarshaller(rpc.method().getRequestMarshaller());
        // Vert.x answers nothing at all when a decoder fails with anything but its own exception.
        GrpcMessageDecoder<Q> decoder = message -> {
            try {
                return unmarshaller.decode(message);
            } catch (StatusRuntimeException malformed) {
                throw new CodecException(malformed);
            }
        };
        server.callHandler(
                ServiceMethod.server(
                        ServiceName.create(Objects.requireNonNull(rpc.method().getServiceName())),
                        Objects.requireNonNull(rpc.method().getBareMethodName()),
                        GrpcMessageEncoder.marshaller(rpc.method().getResponseMarshaller()),
                        decoder),
                request -> accept(rpc, request));
    }

    private <Q, R> void accept(ServedMethod<Q, R> rpc, GrpcServerRequest<Q, R> request) {
        var running = new RunningCall<>(vertx, request, inFlight::leave, failures, namespace);
        CallContext call;
        try {
            call = new CallContext(
                    GrpcTimeout.parse(request.headers().get(MetadataKeys.TIMEOUT)),
                    Optional.ofNullable(request.headers().get(MetadataKeys.IDEMPOTENCY_KEY))
                            .orElse(""));
        } catch (GatewayException malformed) {
            running.fail(malformed);
            return;
        }
        request.invalidMessageHandler(invalid -> running.fail(refusal(invalid)));
        request.errorHandler(_ -> running.cancel());
        request.exceptionHandler(_ -> running.cancel());
        request.handler(message -> running.start(rpc, message, call));
        request.endHandler(_ -> running.requestEnded());
    }

    private GatewayException refusal(InvalidMessageException invalid) {
        return invalid instanceof MessageSizeOverflowException tooLong
                ? new TooLarge("message", tooLong.messageSize(), messageBytesMax)
                : new Rejected("message", "must be a protobuf message of the method's type", "");
    }
}
