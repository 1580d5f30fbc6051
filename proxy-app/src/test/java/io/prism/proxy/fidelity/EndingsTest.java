// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.fidelity;

import static io.prism.proxy.fidelity.Recorder.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How calls end before their time: deadlines and cancellation. */
class EndingsTest {

    private static final Metadata.Key<String> TIMEOUT =
            Metadata.Key.of("grpc-timeout", Metadata.ASCII_STRING_MARSHALLER);
    private static final long SLOW_START_MILLIS = 400;

    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch cancelled = new CountDownLatch(1);
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
    void shortensTheDeadlineByWhatWasSpent()
            throws InterruptedException, IOException, ExecutionException, TimeoutException {
        // Given
        var left = new CompletableFuture<Long>();
        stage.serve("Unary", MethodType.UNARY, (call, _) -> {
            left.complete(Context.current().getDeadline().timeRemaining(TimeUnit.MILLISECONDS));
            call.close(Status.OK, new Metadata());
            return new ServerCall.Listener<>() {};
        });
        stage.launchWith(() -> {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(SLOW_START_MILLIS));
            return stage.process().address();
        });

        // When
        ClientCalls.asyncUnaryCall(
                stage.channel()
                        .newCall(stage.method("Unary"), CallOptions.DEFAULT.withDeadlineAfter(Duration.ofSeconds(5))),
                bytes(""),
                new Recorder());

        // Then
        assertThat(left.get(10, TimeUnit.SECONDS)).isBetween(1_000L, 5_000 - SLOW_START_MILLIS);
    }

    @Test
    void endsACallAtItsDeadlineWhereverItIs() throws InterruptedException {
        // Given
        hang();
        var heard = new Recorder();
        long begun = System.nanoTime();

        // When
        ClientCalls.asyncUnaryCall(withTimeout("300m"), bytes(""), heard);
        started.await();
        Status status = heard.hearsAFailure();

        // Then
        assertThat(status.getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        assertThat(status.getDescription()).contains("to answer");
        assertThat(System.nanoTime() - begun).isBetween(300_000_000L, 2_000_000_000L);
        assertThat(cancelled.await(Recorder.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void endsACallAtItsDeadlineWhileItsProcessStarts() throws InterruptedException {
        // Given
        hang();
        var never = new CountDownLatch(1);
        stage.launchWith(() -> {
            never.await();
            return "";
        });
        var heard = new Recorder();

        // When
        ClientCalls.asyncUnaryCall(withTimeout("200m"), bytes(""), heard);
        Status status = heard.hearsAFailure();
        never.countDown();

        // Then
        assertThat(status.getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        assertThat(status.getDescription()).contains("to start");
    }

    @Test
    void refusesADeadlineThatCannotBeRead() throws InterruptedException {
        // Given
        hang();
        var heard = new Recorder();

        // When
        ClientCalls.asyncUnaryCall(withTimeout("soon"), bytes(""), heard);
        Status status = heard.hearsAFailure();

        // Then
        assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(status.getDescription()).contains("grpc-timeout must be one to eight digits and a unit");
    }

    @Test
    void tellsTheProcessThatTheClientCancelled() throws InterruptedException {
        // Given
        hang();
        ClientCall<byte[], byte[]> call = stage.channel().newCall(stage.method("Chat"), CallOptions.DEFAULT);
        ClientCalls.asyncBidiStreamingCall(call, new Recorder()).onNext(bytes("hello"));
        started.await();

        // When
        call.cancel("no longer wanted", null);

        // Then
        assertThat(cancelled.await(Recorder.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void tellsTheProcessThatTheClientIsGone() throws InterruptedException {
        // Given
        hang();
        var client = stage.newChannel();
        ClientCalls.asyncBidiStreamingCall(client.newCall(stage.method("Chat"), CallOptions.DEFAULT), new Recorder())
                .onNext(bytes("hello"));
        started.await();

        // When
        client.shutdownNow();

        // Then
        assertThat(cancelled.await(Recorder.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void tellsTheClientThatTheProcessCancelled() throws InterruptedException {
        // Given
        stage.serve("Chat", MethodType.BIDI_STREAMING, (call, _) -> {
            call.sendHeaders(new Metadata());
            call.sendMessage(bytes("half"));
            call.close(Status.CANCELLED.withDescription("by the process"), new Metadata());
            return new ServerCall.Listener<>() {};
        });
        var heard = new Recorder();

        // When
        ClientCalls.asyncBidiStreamingCall(stage.channel().newCall(stage.method("Chat"), CallOptions.DEFAULT), heard);

        // Then
        heard.hears("half");
        Status status = heard.hearsAFailure();
        assertThat(status.getCode()).isEqualTo(Status.Code.CANCELLED);
        assertThat(status.getDescription()).isEqualTo("by the process");
    }

    /** Serves calls that are never answered. */
    private void hang() {
        for (MethodType type : new MethodType[] {MethodType.UNARY, MethodType.BIDI_STREAMING}) {
            stage.serve(type == MethodType.UNARY ? "Unary" : "Chat", type, (call, _) -> {
                call.request(1);
                started.countDown();
                return new ServerCall.Listener<>() {
                    @Override
                    public void onCancel() {
                        cancelled.countDown();
                    }
                };
            });
        }
    }

    /** A call whose client does not watch the time itself. */
    private ClientCall<byte[], byte[]> withTimeout(String timeout) {
        var headers = new Metadata();
        headers.put(TIMEOUT, timeout);
        return io.grpc.ClientInterceptors.intercept(stage.channel(), MetadataUtils.newAttachHeadersInterceptor(headers))
                .newCall(stage.method("Unary"), CallOptions.DEFAULT);
    }
}
