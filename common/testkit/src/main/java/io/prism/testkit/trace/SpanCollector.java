// SPDX-License-Identifier: Apache-2.0
package io.prism.testkit.trace;

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
public final class SpanCollector extends TraceServiceGrpc.TraceServiceImplBase implements AutoCloseable {

    private final Server server;
    private final String endpoint;
    private final Queue<ResourceSpans> received = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicInteger ignored = new AtomicInteger();

    /** Listens on a free port. */
    public SpanCollector() throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(this)
                .build()
                .start();
        endpoint = "http://127.0.0.1:" + server.getPort();
    }

    /** As {@code proxy.tracing.endpoint} wants it. */
    public String endpoint() {
        return endpoint;
    }

    /** The next request is never answered. */
    public void ignoreOne() {
        ignored.set(1);
    }

    /** The next {@code count} requests are answered with UNAVAILABLE. */
    public void refuse(int count) {
        refusals.set(count);
    }

    /** What has come, with the programs that sent it. */
    public List<ResourceSpans> received() {
        return List.copyOf(received);
    }

    /** The spans that have come. */
    public List<Span> spans() {
        return received.stream()
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .flatMap(scope -> scope.getSpansList().stream())
                .toList();
    }

    /** The spans that a program has sent, by its {@code service.name}. */
    public List<Span> spansOf(String program) {
        return received.stream()
                .filter(resource -> resource.getResource().getAttributesList().stream()
                        .anyMatch(attribute -> attribute.getKey().equals("service.name")
                                && attribute.getValue().getStringValue().equals(program)))
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
