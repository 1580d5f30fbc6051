// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.opentelemetry.proto.trace.v1.Span;
import io.prism.contracts.keyvalue.KeyValueBasicInterfaceGrpc;
import io.prism.contracts.keyvalue.SetRequest;
import io.prism.contracts.launcher.ListPatternsRequest;
import io.prism.contracts.launcher.PatternLauncherGrpc;
import io.prism.testkit.trace.SpanCollector;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.HexFormat;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One trace through a whole Prism, and the metrics of its processes. */
class TracesTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CLIENT = "b7ad6b7169203331";
    private static final String SET = "prism.interfaces.keyvalue.KeyValueBasicInterface/Set";

    private SpanCollector collector;
    private RunningPrism prism;

    @BeforeEach
    void start() throws IOException {
        collector = new SpanCollector();
        prism = RunningPrism.startWith(Files.createTempDirectory("prism"), """
            proxy:
              listen: 127.0.0.1:0
              management: 127.0.0.1:0
              tracing: { endpoint: "%s", sample-ratio: 0 }
            launcher: { listen: "127.0.0.1:0", management: "127.0.0.1:0", grace: 5s }
            schema-registry: { listen: "127.0.0.1:0", management: "127.0.0.1:0", store: memory }
            backends:
              local: { type: sqlite, path: data.db }
              near: { type: memory }
            namespaces:
              - { name: inside, isolation: embedded, pattern: keyvalue, backend: near }
              - { name: beside, isolation: namespace, pattern: keyvalue, backend: local }
            """.formatted(collector.endpoint()));
    }

    @AfterEach
    void stop() {
        prism.close();
        collector.close();
    }

    @Test
    void leadsFromTheClientThroughDoorAndProcessToTheBackend() {
        // When
        set("beside", "-01");

        // Then
        Awaitility.await().until(() -> collector.spans().size() == 3);
        Span door = only("prism-proxy", SET);
        Span process = only("prism-pattern-host", SET);
        Span backend = only("prism-pattern-host", "set local");
        assertThat(List.of(door, process, backend))
                .extracting(span -> hex(span.getTraceId()))
                .containsOnly(TRACE);
        assertThat(hex(door.getParentSpanId())).isEqualTo(CLIENT);
        assertThat(process.getParentSpanId()).isEqualTo(door.getSpanId());
        assertThat(backend.getParentSpanId()).isEqualTo(process.getSpanId());
        // It had to wait for the process: that is the time until it was sent.
        assertThat(door.getEventsList())
                .singleElement()
                .satisfies(sent -> assertThat(sent.getTimeUnixNano())
                        .isBetween(door.getStartTimeUnixNano() + 1, process.getEndTimeUnixNano()));
    }

    @Test
    void leadsThroughTheDoorToTheBackendOfAnEmbeddedBinding() {
        // When
        set("inside", "-01");

        // Then
        Awaitility.await().until(() -> collector.spans().size() == 2);
        assertThat(only("prism-proxy", "set near").getParentSpanId())
                .isEqualTo(only("prism-proxy", SET).getSpanId());
    }

    @Test
    void leadsToTheSchemaRegistryToo() throws IOException, InterruptedException {
        // When
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://" + prism.endpoint("registry", "listen") + "/subjects"))
                .header("traceparent", "00-" + TRACE + "-" + CLIENT + "-01")
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
        }

        // Then
        Awaitility.await()
                .until(() -> !collector.spansOf("prism-schema-registry").isEmpty());
        assertThat(collector.spansOf("prism-schema-registry"))
                .singleElement()
                .satisfies(span -> assertThat(hex(span.getParentSpanId())).isEqualTo(CLIENT));
    }

    @Test
    void leadsToTheLauncherToo() {
        // When
        Metadata metadata = new Metadata();
        metadata.put(key("traceparent"), "00-" + TRACE + "-" + CLIENT + "-01");
        ManagedChannel channel = NettyChannelBuilder.forTarget("dns:///" + prism.endpoint("launcher", "listen"))
                .usePlaintext()
                .build();
        try {
            var _ = PatternLauncherGrpc.newBlockingStub(
                            ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(metadata)))
                    .listPatterns(ListPatternsRequest.getDefaultInstance());
        } finally {
            channel.shutdownNow();
        }

        // Then
        Awaitility.await().until(() -> !collector.spansOf("prism-launcher").isEmpty());
        assertThat(collector.spansOf("prism-launcher"))
                .anySatisfy(span -> assertThat(hex(span.getParentSpanId())).isEqualTo(CLIENT));
    }

    @Test
    void tellsTheMetricsOfEachProcessByItsKey() throws IOException, InterruptedException {
        // When
        set("beside", "-00");

        // Then
        String page = prism.http(prism.endpoint("launcher", "management"), "/processes/metrics")
                .body();
        assertThat(page.lines())
                .anySatisfy(line -> assertThat(line)
                        .startsWith("prism_pattern_requests_total{process=\"ns:beside:keyvalue\"")
                        .contains("binding=\"keyvalue\"", "code=\"OK\"", "method=\"" + SET + "\"")
                        .endsWith(" 1.0"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("prism_backend_operation_duration_seconds_count{process=\"ns:beside:keyvalue\"")
                        .contains("backend=\"local\"", "operation=\"set\"", "outcome=\"ok\"")
                        .endsWith(" 1.0"));
        assertThat(collector.spans()).isEmpty();
    }

    private void set(String namespace, String flags) {
        Metadata metadata = new Metadata();
        metadata.put(key("prism-namespace"), namespace);
        metadata.put(key("traceparent"), "00-" + TRACE + "-" + CLIENT + flags);
        var _ = KeyValueBasicInterfaceGrpc.newBlockingStub(ClientInterceptors.intercept(
                        prism.channel(), MetadataUtils.newAttachHeadersInterceptor(metadata)))
                .set(SetRequest.newBuilder()
                        .setKey("k")
                        .setValue(ByteString.copyFromUtf8("v"))
                        .build());
    }

    private Span only(String program, String name) {
        List<Span> found = collector.spansOf(program).stream()
                .filter(span -> span.getName().equals(name))
                .toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
