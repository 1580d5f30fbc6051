// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.fidelity;

import static io.prism.proxy.fidelity.Recorder.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each limit of the door: one more is refused, clearly, and what is within it goes on. */
class LimitsTest {

    private @Nullable Stage opened;

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
        }
    }

    @Test
    void boundsTheCallsThatAreOpen() throws InterruptedException, IOException, ExecutionException, TimeoutException {
        // Given
        Stage stage = stage("limits: { max-calls: 3 }", "");
        List<ClientCall<byte[], byte[]>> hanging = hang(stage, 3);

        // When
        Status refused = refusal(stage);

        // Then
        assertThat(refused.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(refused.getDescription()).isEqualTo("the proxy has 3 calls open, which is all it may have");
        hanging.getFirst().cancel("enough", null);
        Awaitility.await().ignoreExceptions().untilAsserted(() -> echo(stage));
    }

    @Test
    void boundsTheOpenCallsOfABinding() throws InterruptedException, IOException, ExecutionException, TimeoutException {
        // Given
        Stage stage = stage("", "limits: { calls-of-binding: 2 }");
        List<ClientCall<byte[], byte[]>> hanging = hang(stage, 2);

        // When
        Status refused = refusal(stage);

        // Then
        assertThat(refused.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(refused.getDescription())
                .isEqualTo("binding 'default/echo' has 2 calls open, which is all it may have");
        hanging.getFirst().cancel("enough", null);
        Awaitility.await().ignoreExceptions().untilAsserted(() -> echo(stage));
    }

    @Test
    void boundsTheCallsOfANamespaceInASecond()
            throws InterruptedException, IOException, ExecutionException, TimeoutException {
        // Given
        Stage stage = stage("", "limits: { calls-per-second: 5 }");
        int made = 0;

        // When
        Status refused = Status.OK;
        while (refused.isOk() && made < 20) {
            refused = outcome(stage);
            made++;
        }

        // Then
        assertThat(made).isBetween(6, 12);
        assertThat(refused.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(refused.getDescription()).isEqualTo("namespace 'default' has used up its 5 calls a second");
        Awaitility.await().ignoreExceptions().untilAsserted(() -> echo(stage));
    }

    @Test
    void boundsTheBytesOfANamespaceInASecond()
            throws InterruptedException, IOException, ExecutionException, TimeoutException {
        // Given
        Stage stage = stage("", "limits: { bytes-per-second: 100KiB }");

        // When
        call(stage, new byte[100 << 10]);
        Status refused = refusal(stage);

        // Then
        assertThat(refused.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(refused.getDescription()).isEqualTo("namespace 'default' has used up its 102400 bytes a second");
        Awaitility.await().ignoreExceptions().untilAsserted(() -> echo(stage));
    }

    @Test
    void boundsMessages() throws InterruptedException, IOException, ExecutionException, TimeoutException {
        // Given
        Stage stage = stage("limits: { max-message-size: 1MiB }", "");

        // When
        var failure = catchThrowableOfType(StatusRuntimeException.class, () -> call(stage, new byte[(1 << 20) + 1]));

        // Then
        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(failure.getStatus().getDescription())
                .isEqualTo("message is 1048577 bytes long, at most 1048576 are allowed");
        call(stage, new byte[1 << 20]);
    }

    @Test
    void boundsHeaders() throws InterruptedException, IOException, ExecutionException, TimeoutException {
        // Given
        Stage stage = stage("max-header-size: 2KiB", "");
        try (var client = new RawClient(stage.door())) {
            assertThat(client.await(RawClient.SETTINGS)).isNotNull();
            client.acknowledge();

            // When
            client.begin("Unary", 1, "x".repeat(2_000));
            client.frame(RawClient.PING, 0, 0, new byte[8]);
            client.flush();
            RawClient.Frame refused = client.await(RawClient.HEADERS);

            // Then
            assertThat(refused).isNotNull();
            assertThat(refused.stream()).isEqualTo(1);
            assertThat(RawClient.status(refused)).isEqualTo("431");
            assertThat(client.await(RawClient.PING)).isNotNull();
        }
        echo(stage);
    }

    @Test
    void boundsTheCallsThatWaitForAProcess()
            throws InterruptedException, IOException, ExecutionException, TimeoutException {
        // Given
        Stage stage = stage("hold-calls: 2", "");
        var started = new CountDownLatch(1);
        stage.launchWith(() -> {
            started.await();
            return stage.process().address();
        });
        List<Recorder> waiting = List.of(new Recorder(), new Recorder());
        waiting.forEach(heard -> ClientCalls.asyncUnaryCall(
                stage.channel().newCall(stage.method("Unary"), CallOptions.DEFAULT), bytes("later"), heard));
        Awaitility.await().until(() -> stage.open() == 2);

        // When
        Status refused = refusal(stage);
        started.countDown();

        // Then
        assertThat(refused.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        for (Recorder heard : waiting) {
            heard.hears("later");
        }
    }

    @Test
    void boundsTheStreamsOfAConnection()
            throws InterruptedException, IOException, ExecutionException, TimeoutException {
        // Given
        Stage stage = stage("max-streams: 3", "");
        hang(stage, 0);
        try (var client = new RawClient(stage.door())) {
            // When
            for (int i = 0; i < 4; i++) {
                client.begin("Hang", 2 * i + 1);
            }
            client.flush();
            RawClient.Frame refused = client.await(RawClient.RESET);

            // Then
            assertThat(refused).isNotNull();
            assertThat(refused.stream()).isEqualTo(7);
            assertThat(refused.code()).isEqualTo(RawClient.REFUSED_STREAM);
        }
    }

    @Test
    void boundsConnections() throws InterruptedException, IOException, ExecutionException, TimeoutException {
        // Given
        Stage stage = stage("max-connections: 2", "");
        echo(stage);
        try (var second = new RawClient(stage.door())) {
            // Its own settings, then that it has seen ours.
            assertThat(second.await(RawClient.SETTINGS)).isNotNull();
            assertThat(second.await(RawClient.SETTINGS)).isNotNull();

            // When
            try (var third = new RawClient(stage.door())) {
                RawClient.Frame goAway = third.await(RawClient.GOAWAY);

                // Then
                assertThat(goAway).isNotNull();
                assertThat(goAway.code()).isEqualTo(RawClient.ENHANCE_YOUR_CALM);
                assertThat(goAway.text()).isEqualTo("too many connections");
                assertThat(third.await(RawClient.GOAWAY)).isNull();
            }
        }
        Awaitility.await().ignoreExceptions().untilAsserted(() -> {
            try (var again = new RawClient(stage.door())) {
                assertThat(again.await(RawClient.SETTINGS)).isNotNull();
                assertThat(again.await(RawClient.SETTINGS)).isNotNull();
            }
        });
    }

    @Test
    void endsConnectionsThatAreIdle() throws InterruptedException, IOException, ExecutionException, TimeoutException {
        // Given
        Stage stage = stage("limits: { idle-time: 100ms }", "");

        // When
        try (var client = new RawClient(stage.door())) {
            RawClient.Frame goAway = client.await(RawClient.GOAWAY);

            // Then
            assertThat(goAway).isNotNull();
            assertThat(goAway.code()).isZero();
            assertThat(client.read()).isNull();
        }
    }

    @Test
    void sendsAwayConnectionsThatAreOldAndLetsTheirCallsFinish()
            throws InterruptedException, IOException, ExecutionException, TimeoutException {
        // Given
        Stage stage = stage("limits: { max-age: 100ms }", "");
        var answering = new java.util.concurrent.LinkedBlockingQueue<io.grpc.stub.StreamObserver<byte[]>>();
        stage.serve(
                "Spread",
                MethodType.SERVER_STREAMING,
                ServerCalls.asyncServerStreamingCall((_, answer) -> answering.add(answer)));
        var heard = new Recorder();
        ClientCalls.asyncServerStreamingCall(
                stage.channel().newCall(stage.method("Spread"), CallOptions.DEFAULT), bytes(""), heard);
        var answer = answering.poll(Recorder.PATIENCE_SECONDS, TimeUnit.SECONDS);

        // When
        try (var other = new RawClient(stage.door())) {
            assertThat(other.await(RawClient.GOAWAY)).isNotNull();
        }
        echo(stage);
        answer.onNext(bytes("still there"));
        answer.onCompleted();

        // Then
        heard.hears("still there");
        heard.hearsTheEnd();
    }

    @Test
    void endsConnectionsWhoseClientIsNotThereAnyMore()
            throws InterruptedException, IOException, ExecutionException, TimeoutException {
        // Given
        Stage stage = stage("limits: { keep-alive: 500ms }", "");
        AtomicInteger cancelled = new AtomicInteger();
        serveHanging(stage, cancelled);

        // When
        try (var client = new RawClient(stage.door())) {
            client.begin("Hang", 1);
            client.flush();
            RawClient.Frame ping = client.await(RawClient.PING);

            // Then
            assertThat(ping).isNotNull();
            assertThat(client.await(RawClient.GOAWAY)).isNull();
        }
        Awaitility.await().until(() -> cancelled.get() == 1);
    }

    private Stage stage(String proxy, String namespace) throws IOException {
        Stage stage = new Stage(proxy, namespace);
        opened = stage;
        stage.serve("Unary", MethodType.UNARY, ServerCalls.asyncUnaryCall((request, answer) -> {
            answer.onNext(request);
            answer.onCompleted();
        }));
        return stage;
    }

    private static void serveHanging(Stage stage, AtomicInteger cancelled) {
        stage.serve("Hang", MethodType.BIDI_STREAMING, (call, _) -> {
            call.request(1);
            call.sendHeaders(new Metadata());
            return new ServerCall.Listener<>() {
                @Override
                public void onCancel() {
                    cancelled.incrementAndGet();
                }
            };
        });
    }

    /** Calls that the process has and does not end. */
    private static List<ClientCall<byte[], byte[]>> hang(Stage stage, int count) {
        serveHanging(stage, new AtomicInteger());
        List<ClientCall<byte[], byte[]>> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ClientCall<byte[], byte[]> call = stage.channel().newCall(stage.method("Hang"), CallOptions.DEFAULT);
            ClientCalls.asyncBidiStreamingCall(call, new Recorder()).onNext(bytes("hello"));
            calls.add(call);
        }
        Awaitility.await().until(() -> stage.open() == count);
        return calls;
    }

    private static Status refusal(Stage stage) {
        return catchThrowableOfType(StatusRuntimeException.class, () -> echo(stage))
                .getStatus();
    }

    private static Status outcome(Stage stage) {
        try {
            echo(stage);
            return Status.OK;
        } catch (StatusRuntimeException failed) {
            return failed.getStatus();
        }
    }

    private static void echo(Stage stage) {
        call(stage, bytes("echo"));
    }

    private static void call(Stage stage, byte[] message) {
        byte[] answer = ClientCalls.blockingUnaryCall(
                stage.channel(),
                stage.method("Unary"),
                CallOptions.DEFAULT.withDeadlineAfter(Duration.ofSeconds(Recorder.PATIENCE_SECONDS)),
                message);
        assertThat(answer).isEqualTo(message);
    }
}
