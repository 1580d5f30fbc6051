// SPDX-License-Identifier: Apache-2.0
package io.prism.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.StringValue;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.unix.DomainSocketAddress;
import io.prism.contracts.keyvalue.GetRequest;
import io.prism.contracts.keyvalue.KeyValueBasicInterfaceGrpc;
import io.prism.contracts.keyvalue.SetRequest;
import io.prism.contracts.lifecycle.InitializeRequest;
import io.prism.contracts.lifecycle.LifecycleInterfaceGrpc;
import io.prism.contracts.lifecycle.StartRequest;
import io.prism.core.Keyspace;
import io.prism.core.MetadataKeys;
import io.prism.core.Needs;
import io.prism.core.OptionMap;
import io.prism.core.binding.BackendSpec;
import io.prism.core.binding.BindingCodec;
import io.prism.core.binding.BindingSpec;
import io.prism.core.catalogue.Catalogue;
import io.prism.host.toy.ToyChatPattern;
import io.prism.host.toy.ToyDriver;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A backend type and a pattern of their own, made as docs/guide/extending.md says: the host finds and serves them, and
 * nothing that was there had to be touched for it. Their registry files are tried in {@code ToyRegistryTest}.
 */
@QuarkusTest
class ToyTest {

    private static final OptionMap LITTLE = new OptionMap("backends.little", Map.of("entries", "2"));

    private final HostServer server;

    ToyTest(HostServer server) {
        this.server = server;
    }

    @Test
    void servesAToyPatternOnAToyBackendOverASocket(@TempDir Path folder) throws InterruptedException {
        // Given
        Path socket = folder.resolve("host.sock");
        var loops = new EpollEventLoopGroup(1);
        assertThat(server.start(
                        new HostArguments(SocketAddress.domainSocketAddress(socket.toString()), "toy", 0, false)))
                .isTrue();
        ManagedChannel channel = NettyChannelBuilder.forAddress(new DomainSocketAddress(socket.toFile()))
                .channelType(EpollDomainSocketChannel.class)
                .eventLoopGroup(loops)
                .usePlaintext()
                .build();
        try {
            start(channel);

            // When
            var heard = chat(at(channel, "chat"), "a", "b", "a", "longer");
            var keyValue = KeyValueBasicInterfaceGrpc.newBlockingStub(at(channel, "kv"));
            keyValue.set(SetRequest.newBuilder().setKey("k").build());

            // Then
            assertThat(heard).containsExactly("new: a", "new: b", "again: a", Status.Code.INVALID_ARGUMENT.name());
            assertThat(keyValue.get(GetRequest.newBuilder().setKey("k").build()).getFound())
                    .isTrue();
        } finally {
            channel.shutdownNow();
            var _ = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }

    @Test
    void touchesNothingButItsOwnFiles() throws IOException {
        assertThat(files("toy"))
                .containsExactly("ToyBackend.java", "ToyChatPattern.java", "ToyDriver.java", "package-info.java");
    }

    private static List<String> files(String folder) throws IOException {
        try (var files = Files.list(Path.of("src/test/java/io/prism/host", folder))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static void start(Channel channel) {
        var little = new BackendSpec("little", new ToyDriver().type(), LITTLE);
        var large = new BackendSpec("large", new ToyDriver().type(), new OptionMap("b", Map.of("entries", "9")));
        var bindings = List.of(
                new BindingSpec(
                        new Keyspace("toys", "chat"),
                        new ToyChatPattern().name(),
                        Map.of("log", little),
                        new OptionMap("toys.chat", Map.of("max-chars", "5")),
                        Needs.NONE),
                new BindingSpec(
                        new Keyspace("toys", "kv"),
                        "keyvalue",
                        Map.of("store", large),
                        Catalogue.builtIn().pattern("keyvalue").orElseThrow().settings("toys.kv", Map.of()),
                        Needs.NONE));
        var life = LifecycleInterfaceGrpc.newBlockingStub(channel);
        var initialized = life.initialize(InitializeRequest.newBuilder()
                .setName("toys")
                .setConfig(BindingCodec.toStruct(bindings))
                .build());
        assertThat(initialized.getSuccess()).as(initialized.getError()).isTrue();
        assertThat(life.start(StartRequest.getDefaultInstance()).getSuccess()).isTrue();
    }

    /** What is heard, one after the other: the next text is said only when the one before was answered. */
    private static List<String> chat(Channel channel, String... texts) throws InterruptedException {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        StreamObserver<StringValue> say = ClientCalls.asyncBidiStreamingCall(
                channel.newCall(ToyChatPattern.CHAT, CallOptions.DEFAULT.withDeadlineAfter(Duration.ofSeconds(20))),
                new StreamObserver<>() {
                    @Override
                    public void onNext(StringValue answer) {
                        heard.add(answer.getValue());
                    }

                    @Override
                    public void onError(Throwable failure) {
                        heard.add(Status.fromThrowable(failure).getCode().name());
                    }

                    @Override
                    public void onCompleted() {
                        heard.add("end");
                    }
                });
        List<String> all = new ArrayList<>();
        for (String text : texts) {
            say.onNext(StringValue.of(text));
            all.add(String.valueOf(heard.poll(20, TimeUnit.SECONDS)));
        }
        return all;
    }

    private static Channel at(Channel channel, String binding) {
        Metadata headers = new Metadata();
        headers.put(key(MetadataKeys.NAMESPACE), "toys");
        headers.put(key(MetadataKeys.BINDING), binding);
        return ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }
}
