// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.fidelity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.prism.core.failure.GatewayException.Busy;
import io.prism.proxy.admit.CallStep;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every call takes every step once, in order, whatever way it comes; and a step may wait. */
class StepsTest {

    static final List<String> ALL = List.of("observe", "count", "read", "route", "time", "session", "limit");
    private static final byte[] QUESTION = new byte[100_000];

    private final Queue<String> taken = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable CompletableFuture<Void>> wait = new AtomicReference<>();
    private Stage stage;

    StepsTest() throws IOException {
        stage = new Stage("hold-time: 2s, hold-calls: 1", "", this::watched);
    }

    @BeforeEach
    void echo() {
        stage.serve("Say", MethodType.UNARY, ServerCalls.asyncUnaryCall((question, answers) -> {
            answers.onNext(question);
            answers.onCompleted();
        }));
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void takesEveryStepOnceForACallToAProcess() {
        assertThat(say(QUESTION)).isEqualTo(QUESTION);

        assertThat(taken).containsExactlyElementsOf(ALL);
    }

    @Test
    void takesEveryStepForTheProxysOwnServices() {
        byte[] health = ClientCalls.blockingUnaryCall(
                stage.channel(),
                Bytes.method("grpc.health.v1.Health", "Check", MethodType.UNARY),
                callOptions(),
                new byte[0]);

        // HealthCheckResponse { status: SERVING }
        assertThat(health).containsExactly(0x08, 1);
        assertThat(taken).containsExactlyElementsOf(ALL);
    }

    @Test
    void takesTheStepsOnceForJsonOverBothVersionsOfHttp() throws IOException, InterruptedException {
        for (HttpClient.Version version : HttpClient.Version.values()) {
            taken.clear();

            int status = json(version);

            assertThat(status).isEqualTo(404);
            assertThat(taken).as(version.name()).containsExactly("observe", "count", "read");
        }
    }

    @Test
    void stopsAtTheStepThatRefuses() {
        var refused = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> ClientCalls.blockingUnaryCall(
                        stage.channel(),
                        Bytes.method("no.such.Service", "Say", MethodType.UNARY),
                        callOptions(),
                        QUESTION));

        assertThat(refused.getStatus().getCode()).isIn(Status.Code.NOT_FOUND, Status.Code.UNIMPLEMENTED);
        assertThat(taken).containsExactly("observe", "count", "read", "route");
    }

    @Test
    void holdsACallWhileAStepWaits() throws ExecutionException, InterruptedException, TimeoutException {
        // Given
        var answer = new CompletableFuture<Void>();
        wait.set(answer);

        // When
        var said = ClientCalls.futureUnaryCall(stage.channel().newCall(stage.method("Say"), callOptions()), QUESTION);
        Awaitility.await().until(() -> taken.contains("read"));
        boolean early = said.isDone();
        answer.complete(null);

        // Then
        assertThat(early).isFalse();
        assertThat(said.get(10, TimeUnit.SECONDS)).isEqualTo(QUESTION);
        assertThat(taken).containsExactlyElementsOf(ALL);
        Awaitility.await().untilAsserted(() -> assertThat(stage.open()).isZero());
    }

    @Test
    void refusesACallWhoseStepFailsLater() {
        var answer = new CompletableFuture<Void>();
        wait.set(answer);
        var said = ClientCalls.futureUnaryCall(stage.channel().newCall(stage.method("Say"), callOptions()), QUESTION);
        Awaitility.await().until(() -> taken.contains("read"));

        answer.completeExceptionally(new Busy("not now", Duration.ofSeconds(1)));

        var failure = catchThrowableOfType(ExecutionException.class, () -> said.get(10, TimeUnit.SECONDS));
        assertThat(Status.fromThrowable(failure).getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(taken).doesNotContain("limit");
    }

    @Test
    void boundsHowManyWaitAndHowLong() {
        // Given
        wait.set(new CompletableFuture<>());
        var first = ClientCalls.futureUnaryCall(stage.channel().newCall(stage.method("Say"), callOptions()), QUESTION);
        Awaitility.await().until(() -> taken.contains("read"));

        // When: there is one place, and nobody answers.
        var second = catchThrowableOfType(StatusRuntimeException.class, () -> say(QUESTION));

        // Then
        assertThat(second.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        var late = catchThrowableOfType(ExecutionException.class, () -> first.get(10, TimeUnit.SECONDS));
        assertThat(Status.fromThrowable(late).getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);

        // And the place is free again.
        wait.set(null);
        assertThat(say(QUESTION)).isEqualTo(QUESTION);
    }

    @Test
    void givesThePlaceBackWhenTheClientGoes() {
        var never = new CompletableFuture<Void>();
        wait.set(never);
        var gone = ClientCalls.futureUnaryCall(stage.channel().newCall(stage.method("Say"), callOptions()), QUESTION);
        Awaitility.await().until(() -> taken.contains("read"));

        gone.cancel(true);

        Awaitility.await().untilAsserted(() -> assertThat(stage.open()).isZero());
        wait.set(null);
        assertThat(say(QUESTION)).isEqualTo(QUESTION);
        assertThat(never).isNotDone();
    }

    private byte[] say(byte[] question) {
        return ClientCalls.blockingUnaryCall(stage.channel(), stage.method("Say"), callOptions(), question);
    }

    private int json(HttpClient.Version version) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newBuilder().version(version).build()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://" + stage.door() + "/v1/-/-/no.such.Service/Say"))
                                    .header("content-type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .statusCode();
        }
    }

    private static io.grpc.CallOptions callOptions() {
        return io.grpc.CallOptions.DEFAULT.withDeadlineAfter(Duration.ofSeconds(30));
    }

    private List<CallStep> watched(List<CallStep> steps) {
        return steps.stream()
                .map(step -> new CallStep(step.name(), call -> {
                    taken.add(step.name());
                    var awaited = step.action().take(call);
                    return step.name().equals("read") && wait.get() != null ? wait.get() : awaited;
                }))
                .toList();
    }
}
