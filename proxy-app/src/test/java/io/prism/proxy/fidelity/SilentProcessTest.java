// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.fidelity;

import static io.prism.proxy.fidelity.Recorder.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.CallOptions;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Processes that are there and say nothing, and such as nobody can reach: clients learn of it soon. */
class SilentProcessTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private @Nullable Stage opened;

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
        }
    }

    @Test
    void endsTheCallsOfAProcessThatDoesNotSayWhetherItIsThere() throws IOException {
        // Given
        Stage stage = stage("process-ping: 200ms, process-patience: 300ms");
        echo(stage);
        stage.process().freeze();

        // When
        long begun = System.nanoTime();
        Status status = fails(stage);
        long took = System.nanoTime() - begun;

        // Then
        System.out.printf("silent process: its call failed after %d ms%n", took / 1_000_000);
        assertThat(status.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(status.getDescription()).contains("does not answer");
        assertThat(took)
                .isBetween(
                        Duration.ofMillis(300).toNanos(), Duration.ofSeconds(10).toNanos());
        stage.process().thaw();
        Awaitility.await().atMost(LONG).ignoreExceptions().untilAsserted(() -> echo(stage));
    }

    @Test
    void failsCallsAtOnceWhileAProcessIsKnownToBeSilent() throws IOException {
        // Given
        Stage stage = stage("process-ping: 200ms, process-patience: 300ms");
        echo(stage);
        stage.process().freeze();
        fails(stage);
        long connections = stage.process().connections();

        // When
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            long begun = System.nanoTime();
            assertThat(fails(stage).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            times.add(System.nanoTime() - begun);
        }

        // Then
        times.sort(null);
        assertThat(times.get(times.size() / 2))
                .isLessThan(Duration.ofMillis(200).toNanos());
        assertThat(stage.process().connections() - connections).isLessThan(5);
        stage.process().thaw();
        Awaitility.await().atMost(LONG).ignoreExceptions().untilAsserted(() -> echo(stage));
    }

    @Test
    void leavesAStreamAloneThatIsSilentForALongTime() throws IOException, InterruptedException {
        // Given: a stock server, which takes pings every few milliseconds for a flood
        Stage stage = stage("process-ping: 20ms, process-patience: 20s");
        var answers = new LinkedBlockingQueue<StreamObserver<byte[]>>();
        stage.serve(
                "Spread",
                MethodType.SERVER_STREAMING,
                ServerCalls.asyncServerStreamingCall((_, answer) -> answers.add(answer)));
        var heard = new Recorder();
        ClientCalls.asyncServerStreamingCall(
                stage.channel().newCall(stage.method("Spread"), CallOptions.DEFAULT), bytes("go"), heard);
        var answer = answers.poll(Recorder.PATIENCE_SECONDS, TimeUnit.SECONDS);

        // When
        Awaitility.await()
                .during(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(5))
                .until(() -> stage.process().connections() == 1);
        answer.onNext(bytes("still here"));
        answer.onCompleted();

        // Then
        heard.hears("still here");
        heard.hearsTheEnd();
        assertThat(stage.process().connections()).isEqualTo(1);
    }

    @Test
    void doesNotHoldCallsForAProcessThatCannotBeReached() throws IOException {
        // Given
        Stage stage = stage("");
        echo(stage);
        stage.process().vanish();

        // When
        long begun = System.nanoTime();
        Status held = fails(stage);
        long heldFor = System.nanoTime() - begun;
        Status refused = fails(stage);

        // Then
        System.out.printf("process that cannot be reached: a call was held for %d ms%n", heldFor / 1_000_000);
        assertThat(held.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(heldFor).isLessThan(Duration.ofSeconds(10).toNanos());
        assertThat(refused.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        stage.process().comeBack();
        Awaitility.await().atMost(LONG).ignoreExceptions().untilAsserted(() -> echo(stage));
    }

    @Test
    void holdsCallsForTheProcessThatFollows() throws IOException, InterruptedException {
        // Given
        Stage stage = stage("");
        echo(stage);
        EchoProcess last = stage.process();
        last.vanish();

        // When
        Recorder heard = held(stage);
        stage.replace();

        // Then
        heard.hears("held");
        heard.hearsTheEnd();
        last.close();
    }

    /** A call that waits. One that finds the connection just cut has failed instead, and the next does not find it. */
    private static Recorder held(Stage stage) {
        Recorder heard;
        do {
            heard = new Recorder();
            ClientCalls.asyncUnaryCall(
                    stage.channel().newCall(stage.method("Unary"), CallOptions.DEFAULT), bytes("held"), heard);
            Recorder sent = heard;
            Awaitility.await().during(Duration.ofMillis(100)).until(() -> stage.open() == 1 || sent.hasHeard());
        } while (heard.hasHeard());
        return heard;
    }

    private Stage stage(String limits) throws IOException {
        Stage stage = new Stage(limits.isEmpty() ? "" : "limits: { " + limits + " }", "");
        opened = stage;
        stage.serve("Unary", MethodType.UNARY, ServerCalls.asyncUnaryCall((request, answer) -> {
            answer.onNext(request);
            answer.onCompleted();
        }));
        return stage;
    }

    private static Status fails(Stage stage) {
        return catchThrowableOfType(StatusRuntimeException.class, () -> call(stage, "x"))
                .getStatus();
    }

    private static void echo(Stage stage) {
        assertThat(call(stage, "hello")).isEqualTo(bytes("hello"));
    }

    private static byte[] call(Stage stage, String text) {
        return ClientCalls.blockingUnaryCall(
                stage.channel(), stage.method("Unary"), CallOptions.DEFAULT.withDeadlineAfter(LONG), bytes(text));
    }
}
