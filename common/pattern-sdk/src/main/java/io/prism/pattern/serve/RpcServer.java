// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern.serve;

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
public final class RpcServer {

    private static final AsciiString TIMEOUT = AsciiString.cached(MetadataKeys.TIMEOUT);
    private static final AsciiString IDEMPOTENCY_KEY = AsciiString.cached(MetadataKeys.IDEMPOTENCY_KEY);

    private final String namespace;
    private final String name;
    private final Failures failures;
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
    public RpcServer(Failures failures, Keyspace keyspace, List<ServedInterface> interfaces, long messageBytesMax) {
        this.failures = failures;
        this.namespace = keyspace.namespace();
        this.name = "binding '" + keyspace + "'";
        this.messageBytesMax = messageBytesMax;
        this.rpcs = interfaces.stream()
                .flatMap(served -> served.rpcs().stream())
                .collect(Collectors.toUnmodifiableMap(rpc -> rpc.method().getFullMethodName(), rpc -> rpc));
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

    /** Why a stream ends that would go on while this server should not. */
    GatewayException brokenOff() {
        return new StreamBrokenOff(name);
    }

    /** How a failure of a call is answered. */
    Answer failed(Throwable failure, GrpcStream stream) {
        return failures.answer(failure, namespace, stream.requestId());
    }

    private static CallContext context(@Nullable String timeout, @Nullable String idempotencyKey) {
        return new CallContext(GrpcTimeout.parse(timeout), Objects.requireNonNullElse(idempotencyKey, ""));
    }
}
