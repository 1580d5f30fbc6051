// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.observed;

import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A receiver of spans that speaks OTLP/gRPC by the protocol's own classes. */
final class Collector extends TraceServiceGrpc.TraceServiceImplBase implements AutoCloseable {

    private final Server server;
    private final String endpoint;
    private final Queue<ResourceSpans> received = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicInteger ignored = new AtomicInteger();

    Collector() throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(this)
                .build()
                .start();
        endpoint = "http://127.0.0.1:" + server.getPort();
    }

    /** As {@code proxy.tracing.endpoint} wants it. */
    String endpoint() {
        return endpoint;
    }

    /** The next request is never answered. */
    void ignoreOne() {
        ignored.set(1);
    }

    /** The next {@code count} requests are answered with UNAVAILABLE. */
    void refuse(int count) {
        refusals.set(count);
    }

    List<ResourceSpans> received() {
        return List.copyOf(received);
    }

    List<Span> spans() {
        return received.stream()
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .flatMap(scope -> scope.getSpansList().stream())
                .toList();
    }

    @Override
    public void export(ExportTraceServiceRequest request, StreamObserver<ExportTraceServiceResponse> answer) {
        if (ignored.getAndSet(0) > 0) {
            return;
        }
        if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            answer.onError(Status.UNAVAILABLE.asRuntimeException());
            return;
        }
        received.addAll(request.getResourceSpansList());
        answer.onNext(ExportTraceServiceResponse.getDefaultInstance());
        answer.onCompleted();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
