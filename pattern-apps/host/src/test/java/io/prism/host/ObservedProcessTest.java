// SPDX-License-Identifier: Apache-2.0
package io.prism.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import io.prism.backends.memory.MemoryDriver;
import io.prism.contracts.keyvalue.KeyValueBasicInterfaceGrpc;
import io.prism.contracts.keyvalue.KeyValueScanInterfaceGrpc;
import io.prism.contracts.keyvalue.ScanRequest;
import io.prism.contracts.keyvalue.SetRequest;
import io.prism.core.Keyspace;
import io.prism.core.Needs;
import io.prism.core.binding.BackendSpec;
import io.prism.core.binding.BindingSpec;
import io.prism.core.catalogue.Catalogue;
import io.prism.core.failure.Failures;
import io.prism.grpc.serve.GrpcConnections;
import io.prism.grpc.serve.GrpcPath;
import io.prism.grpc.serve.GrpcStream;
import io.prism.observe.trace.SpanExport;
import io.prism.observe.trace.SpanQueue;
import io.prism.pattern.Bindings;
import io.prism.pattern.observe.RpcObserver;
import io.prism.patterns.keyvalue.KeyValuePattern;
import io.prism.testkit.trace.SpanCollector;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is seen of the calls of a process, over its own frames, with a collector that reads spans by the protocol's classes. */
class ObservedProcessTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String DOOR = "b7ad6b7169203331";
    private static final Metadata.Key<String> TRACEPARENT =
            Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER);
    private static final String SET = KeyValueBasicInterfaceGrpc.getSetMethod().getFullMethodName();
    private static final String SCAN = KeyValueScanInterfaceGrpc.getScanMethod().getFullMethodName();

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private SpanCollector collector;
    private Bindings bindings;
    private ManagedChannel channel;

    @BeforeEach
    void start() throws IOException {
        collector = new SpanCollector();
        SpanQueue spans = new SpanQueue(
                vertx,
                SpanExport.open("a-process", Optional.of(collector.endpoint())).orElseThrow(),
                "test",
                meters,
                "prism.pattern");
        bindings = new Bindings(
                vertx,
                new Failures("test", InstantSource.system()),
                List.of(new MemoryDriver()),
                List.of(new KeyValuePattern()),
                new RpcObserver(
                        Optional.of(meters), Optional.of(spans), RpcObserver.Side.CALLED, InstantSource.system()));
        bindings.serve(List.of(binding("kv", "1024")));
        GrpcConnections frames = new GrpcConnections();
        HttpServer server = await(vertx.createHttpServer()
                .connectionHandler(connection -> frames.listenIn(connection, this::accept))
                .requestHandler(request -> request.response().setStatusCode(404).end())
                .listen(0, "127.0.0.1"));
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.actualPort())
                .usePlaintext()
                .build();
    }

    @AfterEach
    void close() {
        channel.shutdownNow();
        bindings.close();
        await(vertx.close());
        collector.close();
    }

    @Test
    void makesASpanOfASampledCallAndOneOfWhatItAsksOfItsBackend() {
        // When
        set("k", "-01");

        // Then
        Awaitility.await().until(() -> collector.spans().size() == 2);
        Span process = span(SET);
        Span backend = span("set store");
        assertThat(hex(process.getTraceId())).isEqualTo(TRACE);
        assertThat(hex(process.getParentSpanId())).isEqualTo(DOOR);
        assertThat(process.getKind()).isEqualTo(SpanKind.SPAN_KIND_SERVER);
        assertThat(text(process, "prism.namespace")).isEqualTo("orders");
        assertThat(text(process, "prism.binding")).isEqualTo("kv");
        assertThat(backend.getTraceId()).isEqualTo(process.getTraceId());
        assertThat(backend.getParentSpanId()).isEqualTo(process.getSpanId());
        assertThat(backend.getKind()).isEqualTo(SpanKind.SPAN_KIND_CLIENT);
        assertThat(text(backend, "db.system.name")).isEqualTo("memory");
        assertThat(text(backend, "db.operation.name")).isEqualTo("set");
        assertThat(backend.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_UNSET);
        assertThat(collector.spansOf("a-process")).hasSize(2);
    }

    @Test
    void seesTheBackendOfAStreamToo() {
        // Given
        set("k", "-00");

        // When
        assertThat(scan("-01")).isEqualTo(1);

        // Then
        Awaitility.await().until(() -> collector.spans().size() == 2);
        assertThat(span("scan store").getParentSpanId()).isEqualTo(span(SCAN).getSpanId());
    }

    @Test
    void makesNoSpansOfOthers() {
        // When
        set("k", "-00");
        set("k", " nonsense-01");
        set("k", "-01");

        // Then
        Awaitility.await().until(() -> !collector.spans().isEmpty());
        assertThat(collector.spans())
                .hasSize(2)
                .allMatch(span -> hex(span.getTraceId()).equals(TRACE));
        assertThat(meters.get("prism.pattern.requests").counter().count()).isEqualTo(3);
    }

    @Test
    void countsEachKindOfCallAndKeepsTheLivesOfStreamsApart() {
        // When
        set("k", "-00");
        scan("-00");
        assertThatThrownBy(() -> set("", "-00")).isInstanceOf(StatusRuntimeException.class);

        // Then
        Awaitility.await().untilAsserted(() -> {
            assertThat(requests(SET, "OK")).isEqualTo(1);
            assertThat(requests(SET, "INVALID_ARGUMENT")).isEqualTo(1);
            assertThat(requests(SCAN, "OK")).isEqualTo(1);
        });
        assertThat(meters.get("prism.pattern.duration").timers())
                .extracting(timer -> timer.getId().getTag("method"))
                .containsExactly(SET);
        assertThat(meters.get("prism.pattern.stream.duration").timers())
                .extracting(timer -> timer.getId().getTag("method"))
                .containsExactly(SCAN);
        assertThat(meters.get("prism.pattern.inflight").gauges())
                .allSatisfy(gauge -> assertThat(gauge.value()).isZero());
        assertThat(meters.get("prism.backend.operation.duration")
                        .tags("backend", "store", "operation", "set", "outcome", "ok")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void hasASeriesForAMethodHoweverManyKeysThereAre() {
        // When
        set("k", "-00");
        int before = meters.getMeters().size();
        for (int i = 0; i < 500; i++) {
            set("key-" + i, "-00");
        }

        // Then
        assertThat(meters.getMeters()).hasSize(before);
    }

    @Test
    void dropsTheSeriesOfABindingThatIsGoneAndKeepsThoseOfOneThatChanged() {
        // Given
        set("k", "-00");

        // When
        bindings.serve(List.of(binding("kv", "2048")));
        set("k", "-00");

        // Then
        Awaitility.await().untilAsserted(() -> assertThat(requests(SET, "OK")).isEqualTo(2));
        assertThat(meters.get("prism.pattern.inflight").gauge().value()).isZero();

        // When
        bindings.serve(List.of(binding("other", "1024")));

        // Then
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(meters.find("prism.pattern.requests").counters())
                                .isEmpty());
    }

    private void accept(GrpcStream call) {
        bindings.table()
                .find("orders", null, GrpcPath.service(call.path()))
                .target()
                .server()
                .accept(call);
    }

    private static BindingSpec binding(String name, String valueSize) {
        Catalogue catalogue = Catalogue.builtIn();
        return new BindingSpec(
                new Keyspace("orders", name),
                "keyvalue",
                Map.of(
                        "store",
                        new BackendSpec(
                                "store",
                                "memory",
                                catalogue.backend("memory").orElseThrow().settings("store", Map.of()))),
                catalogue.pattern("keyvalue").orElseThrow().settings("kv", Map.of("max-value-size", valueSize)),
                Needs.NONE);
    }

    private void set(String key, String flags) {
        SetRequest request = SetRequest.newBuilder()
                .setKey(key)
                .setValue(ByteString.copyFromUtf8("v"))
                .build();
        var _ = ClientCalls.blockingUnaryCall(
                traced(flags), KeyValueBasicInterfaceGrpc.getSetMethod(), CallOptions.DEFAULT, request);
    }

    private int scan(String flags) {
        int entries = 0;
        var answers = ClientCalls.blockingServerStreamingCall(
                traced(flags),
                KeyValueScanInterfaceGrpc.getScanMethod(),
                CallOptions.DEFAULT,
                ScanRequest.getDefaultInstance());
        while (answers.hasNext()) {
            answers.next();
            entries++;
        }
        return entries;
    }

    private io.grpc.Channel traced(String flags) {
        Metadata metadata = new Metadata();
        metadata.put(TRACEPARENT, "00-" + TRACE + "-" + DOOR + flags);
        return ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(metadata));
    }

    private double requests(String method, String code) {
        return meters.get("prism.pattern.requests")
                .tags("namespace", "orders", "binding", "kv", "method", method, "code", code)
                .counter()
                .count();
    }

    private Span span(String name) {
        return collector.spans().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String text(Span span, String key) {
        return span.getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals(key))
                .map(attribute -> attribute.getValue().getStringValue())
                .findFirst()
                .orElseThrow();
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
