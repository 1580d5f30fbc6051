// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.prism.contracts.keyvalue.GetRequest;
import io.prism.contracts.keyvalue.KeyValueBasicInterfaceGrpc;
import io.prism.contracts.keyvalue.SetRequest;
import io.prism.testkit.metrics.PromQl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a whole proxy exports. */
class MetricsTest {

    private static final Path GRAFANA =
            Path.of(requireNonNull(System.getProperty("prism.root"), "prism.root is not set"), "deploy/grafana");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-zA-Z_:][\\w:]*)");
    private static final Pattern PANEL = Pattern.compile("\"expr\": \"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern RULE = Pattern.compile("(?m)^ {8}expr: (?:\\|\\n((?: {10}.*\\n)+)|(.+)\\n)");
    private static final Metadata.Key<String> NAMESPACE = key("prism-namespace");
    private static final Metadata.Key<String> REQUEST_ID = key("request-id");
    private static final String METHOD = "prism.interfaces.keyvalue.KeyValueBasicInterface/";

    private static @Nullable RunningPrism prism;

    @BeforeAll
    static void start() throws IOException {
        // Nobody listens there: spans are counted all the same.
        prism = RunningPrism.startWith(Files.createTempDirectory("prism"), """
            proxy:
              listen: 127.0.0.1:0
              management: 127.0.0.1:0
              tracing: { endpoint: "http://127.0.0.1:9" }
            launcher: { listen: "127.0.0.1:0", management: "127.0.0.1:0", grace: 5s }
            schema-registry: { enabled: false }
            backends:
              memory: { type: memory }
            namespaces:
              - { name: inside, isolation: embedded, pattern: keyvalue, backend: memory }
              - { name: beside, isolation: namespace, pattern: keyvalue, backend: memory }
            """);
    }

    @AfterAll
    static void stop() {
        if (prism != null) {
            prism.close();
        }
    }

    @Test
    void countsCallsByMethodAndCodeInBothPlacements() throws IOException, InterruptedException {
        for (String namespace : new String[] {"inside", "beside"}) {
            // When
            set(namespace, "order-7");

            // Then: an exemplar may follow.
            String counted = "prism_proxy_requests_total{binding=\"keyvalue\",code=\"OK\",method=\"" + METHOD
                    + "Set\",namespace=\"" + namespace + "\"} 1.0";
            Awaitility.await().untilAsserted(() -> assertThat(scrape()).contains(counted));
        }
    }

    @Test
    void answersWithTheNameOfTheCallInBothPlacements() {
        for (String namespace : new String[] {"inside", "beside"}) {
            assertThat(get(namespace, "order-8").getAll(REQUEST_ID)).containsExactly("order-8");
            assertThat(get(namespace, "not a name").get(REQUEST_ID)).matches("[0-9a-f]{24}");
        }
    }

    @Test
    void exportsEverythingThatDashboardAndAlertsAskFor() throws IOException, InterruptedException {
        // Given
        get("inside", "order-9");
        Set<String> asked = new TreeSet<>();
        PANEL.matcher(Files.readString(GRAFANA.resolve("prism.json")))
                .results()
                .forEach(panel -> asked.addAll(PromQl.metrics(panel.group(1).replace("\\\"", "\""))));
        RULE.matcher(Files.readString(GRAFANA.resolve("alerts.yml")))
                .results()
                .forEach(rule -> asked.addAll(
                        PromQl.metrics(requireNonNull(rule.group(1) == null ? rule.group(2) : rule.group(1)))));
        // Prometheus makes it itself.
        asked.remove("up");

        // When
        Awaitility.await().until(() -> scrape().contains("prism_proxy_requests_total"));
        Set<String> exported = SAMPLE.matcher(scrape())
                .results()
                .map(sample -> sample.group(1))
                .collect(Collectors.toSet());

        // Then
        assertThat(asked).hasSizeGreaterThan(10).isSubsetOf(exported);
    }

    private static String scrape() throws IOException, InterruptedException {
        RunningPrism running = requireNonNull(prism);
        return running.http(running.endpoint("proxy", "management"), "/q/metrics")
                .body();
    }

    private static void set(String namespace, String requestId) {
        var _ = stub(namespace, requestId, new AtomicReference<>())
                .set(SetRequest.newBuilder()
                        .setKey("k")
                        .setValue(ByteString.copyFromUtf8("v"))
                        .build());
    }

    /** The headers of the answer. */
    private static Metadata get(String namespace, String requestId) {
        var headers = new AtomicReference<@Nullable Metadata>();
        var _ = stub(namespace, requestId, headers)
                .get(GetRequest.newBuilder().setKey("k").build());
        return requireNonNull(headers.get());
    }

    private static KeyValueBasicInterfaceGrpc.KeyValueBasicInterfaceBlockingStub stub(
            String namespace, String requestId, AtomicReference<@Nullable Metadata> headers) {
        Metadata metadata = new Metadata();
        metadata.put(NAMESPACE, namespace);
        metadata.put(REQUEST_ID, requestId);
        return KeyValueBasicInterfaceGrpc.newBlockingStub(ClientInterceptors.intercept(
                requireNonNull(prism).channel(),
                MetadataUtils.newAttachHeadersInterceptor(metadata),
                MetadataUtils.newCaptureMetadataInterceptor(headers, new AtomicReference<>())));
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }
}
