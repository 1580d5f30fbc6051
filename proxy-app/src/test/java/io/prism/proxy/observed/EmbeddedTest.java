// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.observed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.rpc.Status;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.MetadataUtils;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.prism.backends.memory.MemoryDriver;
import io.prism.backends.sqlite.SqliteDriver;
import io.prism.contracts.common.Error;
import io.prism.contracts.keyvalue.GetRequest;
import io.prism.contracts.keyvalue.IncrementRequest;
import io.prism.contracts.keyvalue.KeyValueBasicInterfaceGrpc;
import io.prism.contracts.keyvalue.KeyValueBasicInterfaceGrpc.KeyValueBasicInterfaceBlockingStub;
import io.prism.contracts.keyvalue.KeyValueCounterInterfaceGrpc;
import io.prism.contracts.keyvalue.SetRequest;
import io.prism.core.MetadataKeys;
import io.prism.core.catalogue.Catalogue;
import io.prism.core.config.PrismConfig;
import io.prism.core.config.read.PrismConfigFile;
import io.prism.core.config.secret.Secrets;
import io.prism.core.failure.Failures;
import io.prism.pattern.Bindings;
import io.prism.patterns.keyvalue.KeyValuePattern;
import io.prism.proxy.door.Doors;
import io.prism.proxy.launch.Processes;
import io.prism.proxy.limit.Gates;
import io.prism.proxy.observe.Observer;
import io.prism.proxy.route.Routes;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told about calls of a binding that runs in the proxy. */
class EmbeddedTest {

    private static final Metadata.Key<String> NAMESPACE =
            Metadata.Key.of(MetadataKeys.NAMESPACE, Metadata.ASCII_STRING_MARSHALLER);
    private static final String METHOD = "prism.interfaces.keyvalue.KeyValueBasicInterface/";

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Failures failures = new Failures("proxy", InstantSource.system());
    private final Bindings bindings = new Bindings(
            vertx, failures, List.of(new MemoryDriver(), new SqliteDriver()), List.of(new KeyValuePattern()));
    private final Routes routes =
            new Routes(Catalogue.builtIn(), bindings, Secrets.standard(Map.of()), new Gates(meters));
    private ManagedChannel channel =
            NettyChannelBuilder.forTarget("dns:///127.0.0.1:9").usePlaintext().build();

    @BeforeEach
    void open() throws IOException {
        PrismConfig config = config("kv");
        routes.use(config);
        var observer = new Observer(
                vertx, config.proxy().observe(), meters, OutputStream.nullOutputStream(), InstantSource.system());
        var doors = new Doors(
                vertx,
                config.proxy(),
                failures,
                routes,
                new Processes(Optional.empty(), 1, System::nanoTime),
                observer);
        var door = doors.listen().toCompletionStage().toCompletableFuture().join();
        channel = NettyChannelBuilder.forTarget("dns:///" + door).usePlaintext().build();
    }

    @AfterEach
    void close() {
        channel.shutdownNow();
        bindings.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void countsCallsByMethodAndCode() {
        // When
        set("k");
        set("k");
        get(new AtomicReference<>());
        refusal();

        // Then
        Awaitility.await().untilAsserted(() -> {
            assertThat(requests("Set", "OK")).isEqualTo(2);
            assertThat(requests("Get", "OK")).isEqualTo(1);
            assertThat(requests("Set", "INVALID_ARGUMENT")).isEqualTo(1);
            assertThat(meters.get("prism.proxy.inflight").gauge().value()).isZero();
        });
        assertThat(meters.find("prism.proxy.requests").counters()).hasSize(3);
    }

    @Test
    void namesTheCallInItsAnswerAndItsError() throws IOException {
        // Given
        var headers = new AtomicReference<@Nullable Metadata>();

        // When
        get(headers);
        StatusRuntimeException refused = refusal();

        // Then
        assertThat(headers.get()).isNotNull();
        assertThat(headers.get().getAll(EchoCalls.REQUEST_ID)).containsExactly("order-7");
        Status status = StatusProto.fromThrowable(refused);
        assertThat(status).isNotNull();
        assertThat(status.getDetails(0).unpack(Error.class).getRequestId()).isEqualTo("order-7");
    }

    @Test
    void leavesTheConnectionAloneWhenARefusalComesLate() {
        // Given
        Channel files = ClientInterceptors.intercept(
                channel, MetadataUtils.newAttachHeadersInterceptor(EchoCalls.with(NAMESPACE, "files")));
        var _ = KeyValueBasicInterfaceGrpc.newBlockingStub(files)
                .set(SetRequest.newBuilder()
                        .setKey("k")
                        .setValue(ByteString.copyFromUtf8("no number"))
                        .build());

        // When
        Code first = increment(files);
        Code second = increment(files);

        // Then
        assertThat(first).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(second).isEqualTo(Code.INVALID_ARGUMENT);
    }

    @Test
    void forgetsTheSeriesOfABindingThatIsGone() throws IOException {
        // Given
        set("k");
        Awaitility.await()
                .until(() -> !meters.find("prism.proxy.requests").counters().isEmpty());

        // When
        routes.use(config("other"));

        // Then
        assertThat(meters.find("prism.proxy.requests").counters()).isEmpty();
        assertThat(meters.find("prism.proxy.inflight")
                        .tag("namespace", "default")
                        .gauges())
                .extracting(gauge -> gauge.getId().getTag("binding"))
                .containsExactly("other");
    }

    private double requests(String method, String code) {
        return meters.get("prism.proxy.requests")
                .tags("namespace", "default", "binding", "kv", "method", METHOD + method, "code", code)
                .counter()
                .count();
    }

    private void set(String key) {
        var _ = stub(new AtomicReference<>())
                .set(SetRequest.newBuilder()
                        .setKey(key)
                        .setValue(ByteString.copyFromUtf8("v"))
                        .build());
    }

    private void get(AtomicReference<@Nullable Metadata> headers) {
        var _ = stub(headers).get(GetRequest.newBuilder().setKey("k").build());
    }

    private StatusRuntimeException refusal() {
        return catchThrowableOfType(StatusRuntimeException.class, () -> set(""));
    }

    private static Code increment(Channel files) {
        var request = IncrementRequest.newBuilder().setKey("k").build();
        return catchThrowableOfType(
                        StatusRuntimeException.class,
                        () -> KeyValueCounterInterfaceGrpc.newBlockingStub(files)
                                .increment(request))
                .getStatus()
                .getCode();
    }

    private KeyValueBasicInterfaceBlockingStub stub(AtomicReference<@Nullable Metadata> headers) {
        return KeyValueBasicInterfaceGrpc.newBlockingStub(ClientInterceptors.intercept(
                channel,
                MetadataUtils.newAttachHeadersInterceptor(EchoCalls.with(EchoCalls.REQUEST_ID, "order-7")),
                MetadataUtils.newCaptureMetadataInterceptor(headers, new AtomicReference<>())));
    }

    private PrismConfig config(String binding) {
        return PrismConfigFile.parse(
                """
            proxy: { listen: "127.0.0.1:0", management: "127.0.0.1:0" }
            launcher: { listen: "127.0.0.1:0", management: "127.0.0.1:0" }
            schema-registry: { enabled: false }
            backends: { memory: { type: memory }, files: { type: sqlite, path: "%s" } }
            namespaces:
              - name: default
                isolation: embedded
                bindings: [{ name: %s, pattern: keyvalue, backend: memory }]
              - { name: files, isolation: embedded, pattern: keyvalue, backend: files }
            """.formatted(folder.resolve("data.db"), binding), Path.of("prism.yaml"), Catalogue.builtIn());
    }
}
