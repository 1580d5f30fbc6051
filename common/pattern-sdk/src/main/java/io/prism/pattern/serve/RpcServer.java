// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern.serve;

import io.grpc.MethodDescriptor;
import io.netty.util.AsciiString;
import io.prism.core.GrpcTimeout;
import io.prism.core.Keyspace;
import io.prism.core.MetadataKeys;
import io.prism.core.failure.Answer;
import io.prism.core.failure.Failures;
import io.prism.core.failure.GatewayException;
import io.prism.core.failure.GatewayException.Draining;
import io.prism.core.failure.GatewayException.NotServed;
import io.prism.core.failure.GatewayException.StreamBrokenOff;
import io.prism.grpc.serve.GrpcStream;
import io.prism.pattern.observe.BindingObserver;
import io.prism.pattern.observe.ObservedRpc;
import io.prism.pattern.observe.RpcObserver;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Answers the calls of one binding. Each call stays on the event loop of its connection; answers that come from other
 * threads are brought back to it.
 */
public final class RpcServer implements Handler<HttpServerRequest> {

    private static final AsciiString TIMEOUT = AsciiString.cached(MetadataKeys.TIMEOUT);
    private static final AsciiString IDEMPOTENCY_KEY = AsciiString.cached(MetadataKeys.IDEMPOTENCY_KEY);
    private static final AsciiString TRACEPARENT = AsciiString.cached(MetadataKeys.TRACEPARENT);
    private static final AsciiString REQUEST_ID = AsciiString.cached(MetadataKeys.REQUEST_ID);

    private final String namespace;
    private final String name;
    private final Failures failures;
    private final VertxCalls overHttp;
    private final long messageBytesMax;
    private final BindingObserver observer;
    private final InFlight inFlight = new InFlight();
    private final Map<String, ServedMethod<?, ?>> rpcs;

    /** A server for what a binding serves, whose calls nobody sees. */
    public RpcServer(
            Vertx vertx, Failures failures, Keyspace keyspace, List<ServedInterface> interfaces, long messageBytesMax) {
        this(vertx, failures, new Served(keyspace, interfaces, messageBytesMax), RpcObserver.NONE);
    }

    /**
     * What a server serves.
     *
     * @param keyspace the binding, for error texts
     * @param interfaces what it serves
     * @param messageBytesMax longest message it takes
     */
    public record Served(Keyspace keyspace, List<ServedInterface> interfaces, long messageBytesMax) {}

    /**
     * A server for what a binding serves.
     *
     * @param observers let its calls be seen
     */
    public RpcServer(Vertx vertx, Failures failures, Served served, RpcObserver observers) {
        this.failures = failures;
        this.namespace = served.keyspace().namespace();
        this.name = "binding '" + served.keyspace() + "'";
        this.messageBytesMax = served.messageBytesMax();
        this.rpcs = served.interfaces().stream()
                .flatMap(one -> one.rpcs().stream())
                .collect(Collectors.toUnmodifiableMap(rpc -> rpc.method().getFullMethodName(), rpc -> rpc));
        this.observer = observers.of(
                served.keyspace(),
                rpcs.values().stream()
                        .<MethodDescriptor<?, ?>>map(ServedMethod::method)
                        .toList());
        this.overHttp = new VertxCalls(vertx, this, rpcs.values());
    }

    /** Lets a call be seen that is about to be answered; null when nothing of it is. */
    @Nullable
    ObservedRpc observe(GrpcStream stream) {
        return observe(stream.path().substring(1), stream.header(TRACEPARENT));
    }

    @Nullable
    ObservedRpc observe(String method, @Nullable String traceparent) {
        return observer.begin(method, traceparent);
    }

    /** Its binding is gone: takes away what was counted. */
    public void forget() {
        observer.close();
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

    /** Answers a call of one of its services. */
    public void accept(GrpcStream stream) {
        if (!inFlight.enter()) {
            stream.refuse(failed(new Draining(name), stream));
            return;
        }
        String method = stream.path().substring(1);
        ServedMethod<?, ?> rpc = rpcs.get(method);
        try {
            if (rpc == null) {
                throw new NotServed(method, "the service has no such method", List.of());
            }
            GrpcCall.start(this, stream, rpc, context(stream.header(TIMEOUT), stream.header(IDEMPOTENCY_KEY)));
        } catch (GatewayException refused) {
            stream.fail(failed(refused, stream));
            inFlight.leave();
        }
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (inFlight.enter()) {
            overHttp.handle(request);
        } else {
            String requestId = request.getHeader(MetadataKeys.REQUEST_ID);
            GrpcAnswers.refuseUntouched(request.response(), failed(new Draining(name), requestId));
        }
    }

    /** Why a stream ends that would go on while this server should not. */
    GatewayException brokenOff() {
        return new StreamBrokenOff(name);
    }

    /** How a failure of a call is answered. */
    Answer failed(Throwable failure, GrpcStream stream) {
        return failed(failure, stream.header(REQUEST_ID));
    }

    Answer failed(Throwable failure, @Nullable String requestId) {
        return failures.answer(failure, namespace, Objects.requireNonNullElse(requestId, ""));
    }

    static CallContext context(@Nullable String timeout, @Nullable String idempotencyKey) {
        return new CallContext(GrpcTimeout.parse(timeout), Objects.requireNonNullElse(idempotencyKey, ""));
    }
}
