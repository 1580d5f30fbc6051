// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.prism.contracts.keyvalue.CountResponse;
import io.prism.contracts.keyvalue.ScanResponse;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a process may do to a call that came as JSON. */
class ProcessesTest {

    private static final String SCAN = "/v1/far/kv/KeyValueScan/Scan";
    private static final String COUNT = "/v1/far/kv/KeyValueScan/Count";

    @SuppressWarnings("NullAway.Init")
    private JsonStage stage;

    @BeforeEach
    void open() throws IOException {
        stage = new JsonStage("hold-time: 2s", "");
    }

    @AfterEach
    void close() {
        Awaitility.await().until(() -> stage.open() == 0);
        stage.close();
    }

    @Test
    void passesOnAStatusWithoutDetails() throws IOException, InterruptedException {
        // Given
        try (var process = ScriptedProcess.counting((_, answer) -> answer.onError(
                Status.PERMISSION_DENIED.withDescription("nö: 100%").asRuntimeException()))) {
            stage.processAt(process.port());

            // When
            HttpResponse<String> answer = JsonStage.send(stage.get(COUNT));

            // Then
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(new JsonObject(answer.body()).getString("grpcStatus")).isEqualTo("PERMISSION_DENIED");
            assertThat(new JsonObject(answer.body()).getString("detail")).contains("nö: 100%");
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void endsAStreamWithTheFailureThatEndedIt(Version version) throws IOException, InterruptedException {
        // Given
        try (var process = ScriptedProcess.scanning((_, answer) -> {
            answer.onNext(entry("one"));
            answer.onError(Status.UNAVAILABLE.withDescription("gone").asRuntimeException());
        })) {
            stage.processAt(process.port());

            // When
            HttpResponse<String> answer =
                    JsonStage.send(version, stage.get(SCAN).header("request-id", "s-1"));

            // Then
            assertThat(answer.statusCode()).isEqualTo(200);
            String[] events = answer.body().split("\n\n", -1);
            assertThat(events[0]).startsWith("data: {\"key\":\"one\"");
            assertThat(events[1]).startsWith("event: failure\ndata: ");
            JsonObject problem = new JsonObject(events[1].substring("event: failure\ndata: ".length()));
            assertThat(problem.getInteger("status")).isEqualTo(503);
            assertThat(problem.getString("requestId")).isEqualTo("s-1");
        }
    }

    @Test
    void answersAStreamThatFailsAtOnceWithAStatus() throws IOException, InterruptedException {
        // Given
        try (var process = ScriptedProcess.scanning((_, answer) ->
                answer.onError(Status.NOT_FOUND.withDescription("no").asRuntimeException()))) {
            stage.processAt(process.port());

            // When
            HttpResponse<String> answer = JsonStage.send(stage.get(SCAN));

            // Then
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        }
    }

    @Test
    void sendsAReadAgainWhenItsProcessDies() throws IOException, InterruptedException {
        // Given
        AtomicReference<ScriptedProcess> dying = new AtomicReference<>();
        AtomicInteger asked = new AtomicInteger();
        try (var next = ScriptedProcess.counting((_, answer) -> count(answer, 7));
                var first = ScriptedProcess.counting((_, _) -> {
                    asked.incrementAndGet();
                    stage.processAt(next.port());
                    dying.get().kill();
                })) {
            dying.set(first);
            stage.processAt(first.port());

            // When
            HttpResponse<String> answer = JsonStage.send(stage.get(COUNT));

            // Then
            assertThat(answer.body()).isEqualTo("{\"count\":\"7\"}");
            assertThat(asked).hasValue(1);
            assertThat(stage.launches()).isEqualTo(2);
        }
    }

    @Test
    void saysThatAProcessDiedWithinAStream() throws IOException, InterruptedException {
        // Given
        CountDownLatch sent = new CountDownLatch(1);
        try (var process = ScriptedProcess.scanning((_, answer) -> {
            answer.onNext(entry("one"));
            sent.countDown();
        })) {
            stage.processAt(process.port());

            // When
            Thread killer = Thread.ofVirtual().start(() -> {
                Awaitility.await().until(() -> sent.getCount() == 0);
                Awaitility.await().during(Duration.ofMillis(200)).until(() -> true);
                process.kill();
            });
            HttpResponse<String> answer = JsonStage.send(stage.get(SCAN));
            killer.join();

            // Then
            assertThat(answer.body())
                    .contains("data: {\"key\":\"one\"")
                    .contains("event: failure")
                    .contains("\"retryable\":true");
        }
    }

    @Test
    void saysThatNoProcessIsThere() throws IOException, InterruptedException {
        // Given
        try (ServerSocket nobody = new ServerSocket(0)) {
            stage.processAt(nobody.getLocalPort());
        }

        // When
        HttpResponse<String> answer = JsonStage.send(stage.get(COUNT));

        // Then
        assertThat(answer.statusCode()).isEqualTo(503);
        JsonObject problem = new JsonObject(answer.body());
        assertThat(problem.getString("detail")).startsWith("process 'ns:far:keyvalue' does not answer");
        assertThat(problem.getString("code")).isEqualTo("PATTERN_ERROR");
        assertThat(answer.headers().firstValue("retry-after")).hasValue("1");
    }

    @Test
    void endsACallAtItsDeadline() throws IOException, InterruptedException {
        // Given
        AtomicReference<ServerCallStreamObserver<CountResponse>> hanging = new AtomicReference<>();
        AtomicInteger cancelled = new AtomicInteger();
        try (var process = ScriptedProcess.counting((_, answer) -> {
            var call = (ServerCallStreamObserver<CountResponse>) answer;
            call.setOnCancelHandler(cancelled::incrementAndGet);
            hanging.set(call);
        })) {
            stage.processAt(process.port());

            // When
            HttpResponse<String> answer = JsonStage.send(stage.get(COUNT).header("prism-timeout", "300ms"));

            // Then
            assertThat(answer.statusCode()).isEqualTo(504);
            Awaitility.await().untilAsserted(() -> assertThat(cancelled).hasValue(1));
        }
    }

    static ScanResponse entry(String key) {
        return ScanResponse.newBuilder().setKey(key).build();
    }

    private static void count(StreamObserver<CountResponse> answer, long count) {
        answer.onNext(CountResponse.newBuilder().setCount(count).build());
        answer.onCompleted();
    }
}
