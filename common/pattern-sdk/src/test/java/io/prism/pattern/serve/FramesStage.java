// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern.serve;

import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import com.google.protobuf.Int64Value;
import com.google.protobuf.MessageLite;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.protobuf.lite.ProtoLiteUtils;
import io.prism.core.Keyspace;
import io.prism.core.failure.Failures;
import io.prism.grpc.serve.GrpcConnections;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** A server with a method of each kind, on frames, and what its handlers have seen. */
final class FramesStage implements AutoCloseable {

    static final String SERVICE = "test.Toy";
    static final int MESSAGE_BYTES_MAX = 100_000;
    static final int PIECE_BYTES = 10_000;

    final AtomicBoolean cancelled = new AtomicBoolean();
    final AtomicLong sent = new AtomicLong();
    final AtomicLong received = new AtomicLong();
    /** How long the messages of {@code Endless} are. */
    final AtomicInteger pieceBytes = new AtomicInteger(PIECE_BYTES);
    /** What a request of {@code Pulled} is asked for messages by. */
    final AtomicReference<Function<Multi<BytesValue>, Uni<Int64Value>>> pulled = new AtomicReference<>();

    final RpcServer rpcs;
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;

    FramesStage() {
        rpcs = new RpcServer(
                vertx,
                new Failures("test", InstantSource.system()),
                new Keyspace("a", "b"),
                List.of(new ServedInterface(SERVICE, methods())),
                MESSAGE_BYTES_MAX);
        GrpcConnections frames = new GrpcConnections();
        server = await(vertx.createHttpServer()
                .connectionHandler(connection -> frames.listenIn(connection, rpcs::accept))
                .requestHandler(request -> request.response().setStatusCode(404).end())
                .listen(0, "127.0.0.1"));
    }

    RawGrpcClient client() throws IOException {
        return new RawGrpcClient(server.actualPort());
    }

    private List<ServedMethod<?, ?>> methods() {
        return List.of(
                new ServedMethod.Unary<BytesValue, BytesValue>(
                        bytes(MethodType.UNARY, "Echo"),
                        (request, _) -> Uni.createFrom().item(request)),
                new ServedMethod.Unary<BytesValue, BytesValue>(
                        bytes(MethodType.UNARY, "Never"),
                        (_, _) -> Uni.createFrom()
                                .<BytesValue>nothing()
                                .onCancellation()
                                .invoke(() -> cancelled.set(true))),
                new ServedMethod.Unary<BytesValue, BytesValue>(
                        bytes(MethodType.UNARY, "Broken"),
                        (_, _) -> Uni.createFrom().failure(new IllegalStateException("a defect"))),
                new ServedMethod.ServerStream<BytesValue, BytesValue>(
                        bytes(MethodType.SERVER_STREAMING, "Endless"), (_, _) -> endless()),
                new ServedMethod.ClientStream<BytesValue, Int64Value>(
                        method(MethodType.CLIENT_STREAMING, "Sum", Int64Value.getDefaultInstance()),
                        (requests, _) -> requests.map(
                                        request -> (long) request.getValue().size())
                                .collect()
                                .in(() -> new long[1], (sum, size) -> sum[0] += size)
                                .map(sum -> Int64Value.of(sum[0]))),
                new ServedMethod.ClientStream<BytesValue, Int64Value>(
                        method(MethodType.CLIENT_STREAMING, "Pulled", Int64Value.getDefaultInstance()),
                        (requests, _) -> pulled.get().apply(requests)),
                new ServedMethod.Bidirectional<BytesValue, BytesValue>(
                        bytes(MethodType.BIDI_STREAMING, "Chat"),
                        (requests, _) -> requests.onItem()
                                .invoke(received::incrementAndGet)
                                .onCancellation()
                                .invoke(() -> cancelled.set(true))));
    }

    /** Pieces without end, each made when it is asked for. */
    private Multi<BytesValue> endless() {
        BytesValue piece = BytesValue.of(ByteString.copyFrom(new byte[pieceBytes.get()]));
        return Multi.createFrom()
                .<Integer, BytesValue>generator(() -> 0, (_, emitter) -> {
                    sent.incrementAndGet();
                    emitter.emit(piece);
                    return 0;
                })
                .onCancellation()
                .invoke(() -> cancelled.set(true));
    }

    private static MethodDescriptor<BytesValue, BytesValue> bytes(MethodType kind, String name) {
        return method(kind, name, BytesValue.getDefaultInstance());
    }

    private static <R extends MessageLite> MethodDescriptor<BytesValue, R> method(
            MethodType kind, String name, R answer) {
        return MethodDescriptor.<BytesValue, R>newBuilder()
                .setType(kind)
                .setFullMethodName(SERVICE + "/" + name)
                .setRequestMarshaller(ProtoLiteUtils.marshaller(BytesValue.getDefaultInstance()))
                .setResponseMarshaller(ProtoLiteUtils.marshaller(answer))
                .build();
    }

    private static <T> T await(Future<T> future) {
        // A loop that never comes back fails its test; it must not stop the build.
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
