// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.fidelity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.prism.backends.memory.MemoryDriver;
import io.prism.contracts.keyvalue.KeyValueBasicInterfaceGrpc;
import io.prism.contracts.keyvalue.KeyValueScanInterfaceGrpc;
import io.prism.contracts.keyvalue.ScanRequest;
import io.prism.contracts.keyvalue.SetRequest;
import io.prism.core.catalogue.Catalogue;
import io.prism.core.config.PrismConfig;
import io.prism.core.config.read.PrismConfigFile;
import io.prism.core.config.secret.Secrets;
import io.prism.core.failure.Failures;
import io.prism.pattern.Bindings;
import io.prism.patterns.keyvalue.KeyValuePattern;
import io.prism.proxy.admit.CallStep;
import io.prism.proxy.door.Doors;
import io.prism.proxy.launch.Processes;
import io.prism.proxy.limit.Gates;
import io.prism.proxy.observe.Observer;
import io.prism.proxy.route.Routes;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls of a binding that runs in the proxy take every step once, whatever way they come. */
class EmbeddedStepsTest {

    private static final String SET = "/v1/default/kv/prism.interfaces.keyvalue.KeyValueBasicInterface/Set";

    private final Queue<String> taken = new ConcurrentLinkedQueue<>();
    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Failures failures = new Failures("proxy", InstantSource.system());
    private final Bindings bindings =
            new Bindings(vertx, failures, List.of(new MemoryDriver()), List.of(new KeyValuePattern()));
    private final Doors doors = doors();
    private final String door =
            doors.listen().toCompletionStage().toCompletableFuture().join().toString();
    private final ManagedChannel channel =
            NettyChannelBuilder.forTarget("dns:///" + door).usePlaintext().build();

    @AfterEach
    void close() {
        channel.shutdownNow();
        bindings.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void takesThemForOneMessage() {
        set(channel);

        assertThat(taken).containsExactlyElementsOf(StepsTest.ALL);
    }

    @Test
    void takesThemForAStreamOfMessages() {
        set(channel);
        taken.clear();

        var entries = KeyValueScanInterfaceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(Duration.ofSeconds(10))
                .scan(ScanRequest.getDefaultInstance());

        assertThat(entries).toIterable().hasSize(1);
        assertThat(taken).containsExactlyElementsOf(StepsTest.ALL);
    }

    @Test
    void takesThemForJson() throws IOException, InterruptedException {
        for (HttpClient.Version version : HttpClient.Version.values()) {
            taken.clear();

            try (HttpClient client = client(version)) {
                var answer = client.send(
                        post(SET, "application/json", "{\"key\": \"k\"}"), HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            }

            assertThat(taken).as(version.name()).containsExactlyElementsOf(StepsTest.ALL);
        }
    }

    @Test
    void takesThemInDevModeWhereTheDoorIsPartOfAnotherServer() {
        // Given
        var router = Router.router(vertx);
        doors.mount(router);
        int port = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
        var dev = NettyChannelBuilder.forTarget("dns:///127.0.0.1:" + port)
                .usePlaintext()
                .build();
        try {
            // When: the client sends the first call of a connection again, by itself.
            set(dev);
            set(dev);
            HealthGrpc.newBlockingStub(dev)
                    .withDeadlineAfter(Duration.ofSeconds(10))
                    .check(HealthCheckRequest.getDefaultInstance());
        } finally {
            dev.shutdownNow();
        }

        // Then
        assertThat(taken).hasSize(3 * StepsTest.ALL.size());
        assertThat(taken.stream().distinct()).containsExactlyElementsOf(StepsTest.ALL);
    }

    @Test
    void doesNothingForACallWithWhichHttp1BecameHttp2() {
        // A client of gRPC does not do this; what asks for it is told that nothing was done.
        assertThatThrownBy(() -> {
                    try (HttpClient client = client(HttpClient.Version.HTTP_2)) {
                        client.send(
                                post(
                                        "/prism.interfaces.keyvalue.KeyValueBasicInterface/Set",
                                        "application/grpc",
                                        "\0\0\0\0\0"),
                                HttpResponse.BodyHandlers.ofString());
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessageContaining("RST_STREAM");
        assertThat(taken).isEmpty();
    }

    private static void set(ManagedChannel over) {
        var _ = KeyValueBasicInterfaceGrpc.newBlockingStub(over)
                .withDeadlineAfter(Duration.ofSeconds(10))
                .set(SetRequest.newBuilder()
                        .setKey("k")
                        .setValue(ByteString.copyFromUtf8("v"))
                        .build());
    }

    private static HttpClient client(HttpClient.Version version) {
        return HttpClient.newBuilder().version(version).build();
    }

    private HttpRequest post(String path, String type, String body) {
        return HttpRequest.newBuilder(URI.create("http://" + door + path))
                .timeout(Duration.ofSeconds(10))
                .header("content-type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private Doors doors() {
        PrismConfig config = PrismConfigFile.parse("""
            proxy: { listen: "127.0.0.1:0", management: "127.0.0.1:0" }
            launcher: { listen: "127.0.0.1:0", management: "127.0.0.1:0" }
            schema-registry: { enabled: false }
            backends: { memory: { type: memory } }
            namespaces:
              - name: default
                isolation: embedded
                bindings: [{ name: kv, pattern: keyvalue, backend: memory }]
            """, Path.of("prism.yaml"), Catalogue.builtIn());
        var routes = new Routes(Catalogue.builtIn(), bindings, Secrets.standard(Map.of()), new Gates(meters));
        routes.use(config);
        var observer = new Observer(
                vertx, config.proxy().observe(), meters, OutputStream.nullOutputStream(), InstantSource.system());
        return new Doors(
                vertx,
                config.proxy(),
                failures,
                routes,
                new Processes(Optional.empty(), 1, System::nanoTime),
                observer,
                this::watched);
    }

    private List<CallStep> watched(List<CallStep> steps) {
        return steps.stream()
                .map(step -> new CallStep(step.name(), call -> {
                    taken.add(step.name());
                    return step.action().take(call);
                }))
                .toList();
    }
}
