// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.fidelity;

import static io.prism.proxy.fidelity.Recorder.bytes;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.CallOptions;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes beside messages: metadata, statuses, compression. */
class MetadataTest {

    private static final Metadata.Key<String> TEXT = Metadata.Key.of("x-text", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<byte[]> BINARY = Metadata.Key.of("x-raw-bin", Metadata.BINARY_BYTE_MARSHALLER);
    private static final Metadata.Key<String> ENCODING =
            Metadata.Key.of("grpc-encoding", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> NAMESPACE =
            Metadata.Key.of("prism-namespace", Metadata.ASCII_STRING_MARSHALLER);

    private Stage stage;

    @BeforeEach
    void open() throws IOException {
        stage = new Stage();
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void carriesRepeatedAndBinaryKeysToTheProcess()
            throws InterruptedException, IOException, ExecutionException, TimeoutException {
        // Given
        var received = new CompletableFuture<Metadata>();
        serve((call, headers) -> {
            received.complete(headers);
            answer(call, new Metadata(), Status.OK, new Metadata());
        });
        byte[] everyByte = everyByte();
        var sent = new Metadata();
        sent.put(TEXT, "one");
        sent.put(TEXT, "two, three");
        sent.put(BINARY, everyByte);
        sent.put(BINARY, new byte[0]);

        // When
        call(sent);

        // Then
        assertThat(received.get().getAll(TEXT)).containsExactly("one", "two, three");
        assertThat(list(received.get().getAll(BINARY))).containsExactly(list(everyByte), List.of());
        assertThat(received.get().get(NAMESPACE)).isEqualTo("default");
    }

    @Test
    void carriesRepeatedAndBinaryKeysToTheClientInHeadersAndTrailers() {
        // Given
        byte[] random = new byte[3_000];
        new Random(5).nextBytes(random);
        var headers = new Metadata();
        headers.put(TEXT, "a");
        headers.put(TEXT, "b");
        headers.put(BINARY, random);
        var trailers = new Metadata();
        trailers.put(TEXT, "c");
        trailers.put(BINARY, everyByte());
        trailers.put(BINARY, random);
        serve((call, _) -> answer(call, headers, Status.OK, trailers));
        var gotHeaders = new AtomicReference<Metadata>();
        var gotTrailers = new AtomicReference<Metadata>();

        // When
        ClientCalls.blockingUnaryCall(
                io.grpc.ClientInterceptors.intercept(
                        stage.channel(), MetadataUtils.newCaptureMetadataInterceptor(gotHeaders, gotTrailers)),
                stage.method("Unary"),
                CallOptions.DEFAULT,
                bytes("x"));

        // Then
        assertThat(gotHeaders.get().getAll(TEXT)).containsExactly("a", "b");
        assertThat(list(gotHeaders.get().getAll(BINARY))).containsExactly(list(random));
        assertThat(gotTrailers.get().getAll(TEXT)).containsExactly("c");
        assertThat(list(gotTrailers.get().getAll(BINARY))).containsExactly(list(everyByte()), list(random));
    }

    /** A table would fill with ids, and old memory with those that were pushed out of it. */
    @Test
    void writesAnswersThatReferToNoneBefore() throws IOException {
        // Given
        serve((call, _) -> call.close(Status.ABORTED, new Metadata()));
        byte[] tableOf4096 = {0, 1, 0, 0, 0x10, 0};
        Set<String> ids = new HashSet<>();

        try (var client = new RawClient(stage.door(), tableOf4096)) {
            for (int stream = 1; stream < 9; stream += 2) {
                // When
                client.frame(RawClient.SETTINGS, 0, 0, stream == 5 ? tableOf4096 : new byte[0]);
                client.call("/" + Stage.SERVICE + "/Unary", stream);
                client.flush();
                var answer = requireNonNull(client.await(RawClient.HEADERS));

                // Then: not more changes of the table than RFC 7541 allows (section 4.2), and the last one empties it
                int changes = changesOfTheTable(answer.payload());
                assertThat(changes).isLessThanOrEqualTo(2);
                var headers = RawClient.headers(answer);
                assertThat(headers.status()).hasToString("200");
                ids.add(String.valueOf(headers.get("request-id")));
            }
        }
        assertThat(ids).hasSize(4);
    }

    private static int changesOfTheTable(ByteBuf block) {
        int at = block.readerIndex();
        int changes = 0;
        while ((block.getByte(at) & 0xE0) == 0x20) {
            boolean more = (block.getByte(at++) & 0x1F) == 0x1F;
            while (more) {
                more = block.getByte(at++) < 0;
            }
            changes++;
        }
        return changes;
    }

    @Test
    void carriesATrailersOnlyAnswerWithATextInAnyLanguage() {
        // Given
        String text = "schlägt fehl: 100 % über – 失敗しました 🚧\nzweite Zeile";
        var trailers = new Metadata();
        trailers.put(BINARY, everyByte());
        serve((call, _) -> call.close(Status.FAILED_PRECONDITION.withDescription(text), trailers));

        // When
        var failure = catchThrowableOfType(StatusRuntimeException.class, () -> call(new Metadata()));

        // Then
        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(failure.getStatus().getDescription()).isEqualTo(text);
        assertThat(requireNonNull(failure.getTrailers()).get(BINARY)).isEqualTo(everyByte());
    }

    @Test
    void carriesEveryStatusCode() {
        for (Status.Code code : Status.Code.values()) {
            if (code == Status.Code.OK) {
                continue;
            }
            // Given
            serve((call, _) -> call.close(code.toStatus().withDescription("as said"), new Metadata()));

            // When
            var failure = catchThrowableOfType(StatusRuntimeException.class, () -> call(new Metadata()));

            // Then
            assertThat(failure.getStatus().getCode()).isEqualTo(code);
            assertThat(failure.getStatus().getDescription()).isEqualTo("as said");
        }
    }

    @Test
    void passesCompressedMessagesThrough()
            throws InterruptedException, IOException, ExecutionException, TimeoutException {
        // Given
        var received = new CompletableFuture<Metadata>();
        stage.serve("Unary", MethodType.UNARY, (call, headers) -> {
            received.complete(headers);
            call.setCompression("gzip");
            call.setMessageCompression(true);
            call.request(2);
            return new ServerCall.Listener<>() {
                @Override
                public void onMessage(byte[] message) {
                    call.sendHeaders(new Metadata());
                    call.sendMessage(message);
                    call.close(Status.OK, new Metadata());
                }
            };
        });
        byte[] large = new byte[1 << 20];
        Arrays.fill(large, (byte) 'p');
        var headers = new AtomicReference<Metadata>();

        // When
        byte[] answer = ClientCalls.blockingUnaryCall(
                io.grpc.ClientInterceptors.intercept(
                        stage.channel(), MetadataUtils.newCaptureMetadataInterceptor(headers, new AtomicReference<>())),
                stage.method("Unary"),
                CallOptions.DEFAULT.withCompression("gzip"),
                large);

        // Then
        assertThat(answer).isEqualTo(large);
        assertThat(received.get().get(ENCODING)).isEqualTo("gzip");
        assertThat(headers.get().get(ENCODING)).isEqualTo("gzip");
    }

    @Test
    void carriesManyHeadersThatNeedMoreThanOneFrame()
            throws InterruptedException, IOException, ExecutionException, TimeoutException {
        // Given
        var received = new CompletableFuture<Metadata>();
        var trailers = new Metadata();
        trailers.put(TEXT, "t".repeat(40_000));
        serve((call, headers) -> {
            received.complete(headers);
            answer(call, new Metadata(), Status.OK, trailers);
        });
        var sent = new Metadata();
        sent.put(TEXT, "h".repeat(12_000));
        var gotTrailers = new AtomicReference<Metadata>();
        var channel = io.grpc.netty.NettyChannelBuilder.forTarget("dns:///" + stage.door())
                .usePlaintext()
                .maxInboundMetadataSize(100_000)
                .build();

        // When
        try {
            ClientCalls.blockingUnaryCall(
                    io.grpc.ClientInterceptors.intercept(
                            channel,
                            MetadataUtils.newAttachHeadersInterceptor(sent),
                            MetadataUtils.newCaptureMetadataInterceptor(new AtomicReference<>(), gotTrailers)),
                    stage.method("Unary"),
                    CallOptions.DEFAULT,
                    bytes("x"));
        } finally {
            channel.shutdownNow();
        }

        // Then
        assertThat(received.get().get(TEXT)).hasSize(12_000);
        assertThat(gotTrailers.get().get(TEXT)).hasSize(40_000);
    }

    private interface Answering {
        void answer(ServerCall<byte[], byte[]> call, Metadata headers);
    }

    private void serve(Answering how) {
        stage.serve("Unary", MethodType.UNARY, (call, headers) -> {
            call.request(2);
            return new ServerCall.Listener<>() {
                @Override
                public void onHalfClose() {
                    how.answer(call, headers);
                }
            };
        });
    }

    private static void answer(ServerCall<byte[], byte[]> call, Metadata headers, Status status, Metadata trailers) {
        call.sendHeaders(headers);
        call.sendMessage(bytes("answer"));
        call.close(status, trailers);
    }

    private void call(Metadata headers) {
        ClientCalls.blockingUnaryCall(
                io.grpc.ClientInterceptors.intercept(
                        stage.channel(), MetadataUtils.newAttachHeadersInterceptor(headers)),
                stage.method("Unary"),
                CallOptions.DEFAULT,
                bytes("x"));
    }

    private static byte[] everyByte() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        return all;
    }

    private static List<List<Byte>> list(@Nullable Iterable<byte[]> values) {
        List<List<Byte>> all = new ArrayList<>();
        requireNonNull(values, "there are none").forEach(value -> all.add(list(value)));
        return all;
    }

    private static List<Byte> list(byte[] value) {
        List<Byte> all = new ArrayList<>();
        for (byte one : value) {
            all.add(one);
        }
        return all;
    }
}
