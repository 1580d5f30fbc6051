// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.fidelity;

import static io.prism.proxy.fidelity.Recorder.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Processes come, retire and die; clients notice only what they must. */
class ProcessLifeTest {

    private static final int CALLERS = 4;
    private static final int REPLACEMENTS = 8;
    private static final int LARGE_BYTES = 100_000;

    private Stage stage;

    @BeforeEach
    void open() throws IOException {
        stage = new Stage();
        stage.serve("Unary", MethodType.UNARY, ServerCalls.asyncUnaryCall((request, answer) -> {
            answer.onNext(request);
            answer.onCompleted();
        }));
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void losesNoCallWhenProcessesSayGoodbyeOneAfterTheOther()
            throws InterruptedException, IOException, ExecutionException, TimeoutException {
        // Given
        var stop = new AtomicBoolean();
        var made = new AtomicInteger();
        Queue<Status> failed = new ConcurrentLinkedQueue<>();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            byte[] message = new byte[i % 2 == 0 ? 10 : LARGE_BYTES];
            callers.add(Thread.ofVirtual().start(() -> call(message, stop, made, failed)));
        }

        // When
        for (int i = 0; i < REPLACEMENTS; i++) {
            int before = made.get();
            Awaitility.await().until(() -> made.get() > before + 50);
            EchoProcess last = stage.replace();
            last.retire();
            last.awaitEnd();
            last.close();
        }
        stop.set(true);
        for (Thread caller : callers) {
            caller.join();
        }

        // Then
        System.out.printf("goodbye: %d replacements, %d calls, %d failed%n", REPLACEMENTS, made.get(), failed.size());
        assertThat(failed).isEmpty();
        assertThat(made.get()).isGreaterThan(REPLACEMENTS * 50);
    }

    @Test
    void finishesCallsThatRunWhenAProcessSaysGoodbye()
            throws InterruptedException, IOException, ExecutionException, TimeoutException {
        // Given
        var answers = new LinkedBlockingQueue<StreamObserver<byte[]>>();
        stage.serve("Chat", MethodType.BIDI_STREAMING, ServerCalls.asyncBidiStreamingCall(answer -> {
            answers.add(answer);
            return new Recorder();
        }));
        var heard = new Recorder();
        var requests = ClientCalls.asyncBidiStreamingCall(
                stage.channel().newCall(stage.method("Chat"), CallOptions.DEFAULT), heard);
        requests.onNext(bytes("hello"));
        var answering = answers.poll(Recorder.PATIENCE_SECONDS, TimeUnit.SECONDS);
        answering.onNext(bytes("first"));
        heard.hears("first");

        // When
        EchoProcess last = stage.replace();
        last.retire();
        echo("to the next one");
        answering.onNext(bytes("last"));
        answering.onCompleted();

        // Then
        heard.hears("last");
        heard.hearsTheEnd();
        last.awaitEnd();
        last.close();
    }

    @Test
    void tellsAtOnceWhenAProcessDiesInTheMiddleOfACall()
            throws InterruptedException, IOException, ExecutionException, TimeoutException {
        // Given
        var answers = new LinkedBlockingQueue<StreamObserver<byte[]>>();
        stage.serve(
                "Spread",
                MethodType.SERVER_STREAMING,
                ServerCalls.asyncServerStreamingCall((_, answer) -> answers.add(answer)));
        var heard = new Recorder();
        ClientCalls.asyncServerStreamingCall(
                stage.channel().newCall(stage.method("Spread"), CallOptions.DEFAULT), bytes("go"), heard);
        answers.poll(Recorder.PATIENCE_SECONDS, TimeUnit.SECONDS).onNext(bytes("first"));
        heard.hears("first");
        EchoProcess last = stage.replace();

        // When
        long begun = System.nanoTime();
        last.kill();
        Status status = heard.hearsAFailure();

        // Then
        assertThat(status.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(status.getDescription()).contains("ended during the call");
        assertThat(System.nanoTime() - begun).isLessThan(2_000_000_000L);
        echo("the next one answers");
        last.close();
    }

    @Test
    void sendsReadsAgainWhenTheirProcessDies() throws InterruptedException, IOException {
        // Given
        var taken = new LinkedBlockingQueue<StreamObserver<byte[]>>();
        stage.serve("Get", MethodType.UNARY, ServerCalls.asyncUnaryCall((_, answer) -> taken.add(answer)));
        var heard = new Recorder();
        var get = Bytes.method(Stage.KEY_VALUE, "Get", MethodType.UNARY);
        ClientCalls.asyncUnaryCall(stage.channel().newCall(get, CallOptions.DEFAULT), bytes("key"), heard);
        taken.poll(Recorder.PATIENCE_SECONDS, TimeUnit.SECONDS);

        // When
        EchoProcess last = stage.replace();
        last.kill();
        var answering = taken.poll(Recorder.PATIENCE_SECONDS, TimeUnit.SECONDS);
        answering.onNext(bytes("value"));
        answering.onCompleted();

        // Then
        heard.hears("value");
        heard.hearsTheEnd();
        last.close();
    }

    @Test
    void doesNotSendAgainWhatMayHaveBeenDone()
            throws InterruptedException, IOException, ExecutionException, TimeoutException {
        // Given
        var taken = new LinkedBlockingQueue<StreamObserver<byte[]>>();
        stage.serve("Write", MethodType.UNARY, ServerCalls.asyncUnaryCall((_, answer) -> taken.add(answer)));
        var heard = new Recorder();
        ClientCalls.asyncUnaryCall(
                stage.channel().newCall(stage.method("Write"), CallOptions.DEFAULT), bytes("once"), heard);
        taken.poll(Recorder.PATIENCE_SECONDS, TimeUnit.SECONDS);

        // When
        EchoProcess last = stage.replace();
        last.kill();

        // Then
        assertThat(heard.hearsAFailure().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        echo("after");
        assertThat(taken).isEmpty();
        last.close();
    }

    @Test
    void findsTheProcessThatFollowsOneThatDied()
            throws InterruptedException, IOException, ExecutionException, TimeoutException {
        // Given
        echo("before");
        EchoProcess last = stage.replace();

        // When
        last.kill();

        // Then
        Awaitility.await().untilAsserted(() -> echo("after"));
        last.close();
    }

    @Test
    void answersPings() throws InterruptedException, IOException, ExecutionException, TimeoutException {
        // Given
        var client = stage.vertx()
                .createHttpClient(new HttpClientOptions()
                        .setProtocolVersion(HttpVersion.HTTP_2)
                        .setHttp2ClearTextUpgrade(false));
        var connection = client.request(
                        HttpMethod.GET, stage.door().port(), stage.door().host(), "/")
                .toCompletionStage()
                .toCompletableFuture()
                .get()
                .connection();

        // When
        var ping = Buffer.buffer(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
        Queue<Buffer> pongs = new ConcurrentLinkedQueue<>();

        // Then
        Awaitility.await().until(() -> {
            // More than one: this client may miss a pong that comes before it has noted its ping.
            var _ = connection.ping(ping).onSuccess(pongs::add);
            return !pongs.isEmpty();
        });
        assertThat(pongs).contains(ping);
        client.close();
    }

    private void call(byte[] message, AtomicBoolean stop, AtomicInteger made, Queue<Status> failed) {
        while (!stop.get()) {
            try {
                byte[] answer = ClientCalls.blockingUnaryCall(
                        stage.channel(),
                        stage.method("Unary"),
                        CallOptions.DEFAULT.withDeadlineAfter(Duration.ofSeconds(20)),
                        message);
                assertThat(answer).hasSameSizeAs(message);
                made.incrementAndGet();
            } catch (StatusRuntimeException failure) {
                failed.add(failure.getStatus());
            }
        }
    }

    private void echo(String text) {
        byte[] answer = ClientCalls.blockingUnaryCall(
                stage.channel(),
                stage.method("Unary"),
                CallOptions.DEFAULT.withDeadlineAfter(Duration.ofSeconds(10)),
                bytes(text));
        assertThat(answer).isEqualTo(bytes(text));
    }
}
