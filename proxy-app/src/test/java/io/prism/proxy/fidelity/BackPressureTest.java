// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.fidelity;

import static io.prism.proxy.fidelity.Recorder.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Large messages arrive whole, and who does not read is not fed: nothing piles up in the door. */
class BackPressureTest {

    private static final int LARGE_BYTES = 24 << 20;
    private static final int PIECE_BYTES = 64 << 10;
    private static final int PIECES = 4_000;
    /** What may be under way between two ends: windows and socket buffers of three hops. */
    private static final long UNDER_WAY_BYTES = 24 << 20;

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
    void carriesALargeMessageBothWays() {
        // Given
        byte[] large = large();

        // When
        byte[] answer = echo(large);

        // Then
        assertThat(answer).isEqualTo(large);
    }

    private byte[] echo(byte[] message) {
        stage.serve("Unary", MethodType.UNARY, ServerCalls.asyncUnaryCall((request, answer) -> {
            answer.onNext(request);
            answer.onCompleted();
        }));
        return ClientCalls.blockingUnaryCall(stage.channel(), stage.method("Unary"), CallOptions.DEFAULT, message);
    }

    private static byte[] large() {
        byte[] large = new byte[LARGE_BYTES];
        new Random(7).nextBytes(large);
        return large;
    }

    @Test
    void doesNotFeedAClientThatDoesNotRead() {
        // Given
        var sent = new AtomicInteger();
        stage.serve("Spread", MethodType.SERVER_STREAMING, (call, _) -> {
            call.sendHeaders(new Metadata());
            call.request(2);
            return new ServerCall.Listener<>() {
                @Override
                public void onReady() {
                    send(call, sent);
                }
            };
        });
        var received = new AtomicInteger();
        var ended = new AtomicReference<Status>();
        ClientCall<byte[], byte[]> call = stage.channel().newCall(stage.method("Spread"), CallOptions.DEFAULT);
        call.start(counting(received, ended), new Metadata());
        call.sendMessage(bytes("go"));
        call.halfClose();

        // When
        call.request(1);
        awaitQuiet(sent);

        // Then
        assertThat((long) sent.get() * PIECE_BYTES).isLessThan(UNDER_WAY_BYTES);
        assertThat(received.get()).isLessThanOrEqualTo(1);

        // When
        call.request(PIECES);

        // Then
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> ended.get() != null);
        assertThat(ended.get().isOk()).isTrue();
        assertThat(received.get()).isEqualTo(PIECES);
    }

    @Test
    void doesNotFeedAProcessThatDoesNotRead() {
        // Given
        var reader = new AtomicReference<ServerCall<byte[], byte[]>>();
        var received = new AtomicInteger();
        stage.serve("Collect", MethodType.CLIENT_STREAMING, (call, _) -> {
            call.request(1);
            reader.set(call);
            return new ServerCall.Listener<>() {
                @Override
                public void onMessage(byte[] message) {
                    received.incrementAndGet();
                }

                @Override
                public void onHalfClose() {
                    call.sendHeaders(new Metadata());
                    call.sendMessage(bytes("done"));
                    call.close(Status.OK, new Metadata());
                }
            };
        });
        var sent = new AtomicInteger();
        var ended = new AtomicReference<Status>();
        ClientCall<byte[], byte[]> call = stage.channel().newCall(stage.method("Collect"), CallOptions.DEFAULT);

        // When
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onReady() {
                        while (call.isReady() && sent.get() < PIECES) {
                            call.sendMessage(new byte[PIECE_BYTES]);
                            if (sent.incrementAndGet() == PIECES) {
                                call.halfClose();
                            }
                        }
                    }

                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        ended.set(status);
                    }
                },
                new Metadata());
        call.request(2);
        Awaitility.await().until(() -> reader.get() != null);
        awaitQuiet(sent);

        // Then
        assertThat((long) sent.get() * PIECE_BYTES).isLessThan(UNDER_WAY_BYTES);

        // When
        reader.get().request(PIECES);

        // Then
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> ended.get() != null);
        assertThat(ended.get().isOk()).as(String.valueOf(ended.get())).isTrue();
        assertThat(received.get()).isEqualTo(PIECES);
    }

    @Test
    void holdsNoMemoryWhenAllHasBeenSaid() {
        // Given
        byte[] large = large();
        echo(large);
        long before = pinned();

        // When
        for (int i = 0; i < 10; i++) {
            assertThat(echo(large)).hasSameSizeAs(large);
        }

        // Then
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> pinned() <= before + (4 << 20));
    }

    private static long pinned() {
        return PooledByteBufAllocator.DEFAULT.pinnedDirectMemory();
    }

    private static void send(ServerCall<byte[], byte[]> call, AtomicInteger sent) {
        while (call.isReady() && sent.get() < PIECES) {
            call.sendMessage(new byte[PIECE_BYTES]);
            if (sent.incrementAndGet() == PIECES) {
                call.close(Status.OK, new Metadata());
            }
        }
    }

    /** Waits until nothing has been sent for a second. */
    private static void awaitQuiet(AtomicInteger sent) {
        var before = new AtomicInteger(-1);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(20))
                .until(() -> sent.get() > 0 && before.getAndSet(sent.get()) == sent.get());
    }

    private static ClientCall.Listener<byte[]> counting(AtomicInteger received, AtomicReference<Status> ended) {
        return new ClientCall.Listener<>() {
            @Override
            public void onMessage(byte[] message) {
                received.incrementAndGet();
            }

            @Override
            public void onClose(Status status, Metadata trailers) {
                ended.set(status);
            }
        };
    }
}
