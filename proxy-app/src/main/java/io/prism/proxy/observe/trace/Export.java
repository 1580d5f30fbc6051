// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.observe.trace;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;
import io.prism.core.GrpcTimeout;
import io.prism.core.MetadataKeys;
import io.prism.core.config.ObserveConfig.Collector;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import io.vertx.grpc.client.GrpcClient;
import io.vertx.grpc.client.GrpcClientRequest;
import io.vertx.grpc.common.GrpcStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/** Sends spans to a collector by OTLP/gRPC. Safe for use by many threads. */
public final class Export {

    /** What became of spans that were sent. */
    enum Outcome {
        /** The collector has them. */
        TAKEN,
        /** It may take them later. */
        LATER,
        /** It will never take them. */
        NEVER
    }

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int CONNECT_MILLIS = 2_000;
    private static final MethodDescriptor<byte[], byte[]> METHOD = MethodDescriptor.<byte[], byte[]>newBuilder(
                    new Bytes(), new Bytes())
            .setType(MethodType.UNARY)
            .setFullMethodName("opentelemetry.proto.collector.trace.v1.TraceService/Export")
            .build();

    private final Vertx vertx;
    private final GrpcClient client;
    private final SocketAddress collector;

    /** Sends to {@code collector}; connects with the first spans. */
    public Export(Vertx vertx, Collector collector) {
        this.vertx = vertx;
        HttpClientOptions options = new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false)
                .setSsl(collector.tls())
                .setUseAlpn(collector.tls())
                .setConnectTimeout(CONNECT_MILLIS);
        this.client = GrpcClient.client(vertx, options);
        this.collector = SocketAddress.inetSocketAddress(
                collector.at().port(), collector.at().host());
    }

    /** Sends spans, once; the outcome is known within ten seconds, and two to connect. */
    Future<Outcome> send(List<Span> spans) {
        return client.request(collector, METHOD)
                .compose(call -> within(call, spans))
                // Nobody listens, the connection broke, or the answer does not come.
                .otherwise(Outcome.LATER);
    }

    private Future<Outcome> within(GrpcClientRequest<byte[], byte[]> call, List<Span> spans) {
        call.headers().set(MetadataKeys.TIMEOUT, GrpcTimeout.format(PATIENCE));
        Promise<Outcome> outcome = Promise.promise();
        // A collector that says nothing does not keep to the deadline either.
        long timer = vertx.setTimer(PATIENCE.toMillis(), _ -> {
            call.cancel();
            outcome.tryFail("no answer in time");
        });
        call.send(SpanBytes.request(spans))
                .compose(response -> response.end().map(_ -> outcome(response.status())))
                .onComplete(answered -> {
                    vertx.cancelTimer(timer);
                    if (answered.succeeded()) {
                        outcome.tryComplete(answered.result());
                    } else {
                        outcome.tryFail(answered.cause());
                    }
                });
        return outcome.future();
    }

    /** Ends the connection. */
    void close() {
        client.close().onFailure(_ -> {});
    }

    private static Outcome outcome(GrpcStatus status) {
        // Which codes are worth another try is laid down in the protocol.
        return switch (status) {
            case OK -> Outcome.TAKEN;
            case CANCELLED, DEADLINE_EXCEEDED, ABORTED, OUT_OF_RANGE, UNAVAILABLE, DATA_LOSS, RESOURCE_EXHAUSTED ->
                Outcome.LATER;
            case UNKNOWN,
                    INVALID_ARGUMENT,
                    NOT_FOUND,
                    ALREADY_EXISTS,
                    PERMISSION_DENIED,
                    FAILED_PRECONDITION,
                    UNIMPLEMENTED,
                    INTERNAL,
                    UNAUTHENTICATED -> Outcome.NEVER;
        };
    }

    private static final class Bytes implements Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }
}
