// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.prism.contracts.keyvalue.CountResponse;
import io.prism.testkit.server.FaultProxy;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** JSON is counted, logged, traced and limited as gRPC is. */
class ObservedTest {

    private static final String BASIC = "prism.interfaces.keyvalue.KeyValueBasicInterface/";
    private static final String EXISTS = "/v1/default/kv/KeyValueBasic/Exists?key=a";
    private static final String COUNT = "/v1/far/kv/KeyValueScan/Count";
    private static final String LOG = "access-log: { calls: all }";
    private static final Pattern TRACEPARENT = Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-01");

    private @Nullable JsonStage opened;

    @AfterEach
    void close() {
        JsonStage stage = opened;
        if (stage != null) {
            Awaitility.await().until(() -> stage.open() == 0);
            stage.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void countsCallsByBindingMethodAndCode(Version version) throws IOException, InterruptedException {
        // Given
        JsonStage stage = stage(LOG, "");

        // When
        for (int i = 0; i < 3; i++) {
            JsonStage.send(version, stage.get(EXISTS));
        }
        JsonStage.send(version, stage.post("/v1/default/kv/KeyValueBasic/Set", "{\"key\": \"\"}"));
        JsonStage.send(version, stage.post("/v1/nowhere/kv/KeyValueBasic/Set", "{\"key\": \"a\"}"));

        // Then
        assertThat(requests(stage, "default", BASIC + "Exists", "OK")).isEqualTo(3);
        assertThat(requests(stage, "default", BASIC + "Set", "INVALID_ARGUMENT"))
                .isEqualTo(1);
        assertThat(requests(stage, "-", "other", "NOT_FOUND")).isEqualTo(1);
        assertThat(stage.meters().find("prism.proxy.requests").counters().stream()
                        .mapToDouble(Counter::count)
                        .sum())
                .isEqualTo(5);
        assertThat(stage.meters()
                        .get("prism.proxy.duration")
                        .tags("namespace", "default", "method", BASIC + "Exists")
                        .timer()
                        .count())
                .isEqualTo(3);
    }

    @Test
    void writesLinesIntoTheAccessLog() throws IOException, InterruptedException {
        // Given
        JsonStage stage = stage(LOG, "");

        // When
        JsonStage.send(stage.get(EXISTS).header("request-id", "json-1"));
        Awaitility.await().until(() -> stage.accessLog().contains("json-1"));

        // Then
        JsonObject line = new JsonObject(stage.accessLog().lines().findFirst().orElseThrow());
        assertThat(line.getString("requestId")).isEqualTo("json-1");
        assertThat(line.getString("client")).matches("127\\.0\\.0\\.1:\\d+");
        assertThat(line.getString("namespace")).isEqualTo("default");
        assertThat(line.getString("binding")).isEqualTo("kv");
        assertThat(line.getString("method")).isEqualTo("/" + BASIC + "Exists");
        assertThat(line.getString("code")).isEqualTo("OK");
    }

    @Test
    void goesOnWithTheTraceOfItsClient() throws IOException, InterruptedException {
        // Given: nobody takes the spans
        JsonStage stage = stage("tracing: { endpoint: \"http://127.0.0.1:9\" }, " + LOG, "");
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";

        // When
        JsonStage.send(stage.get(COUNT).header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01"));

        // Then
        Matcher passedOn = TRACEPARENT.matcher(stage.lastHeader("traceparent"));
        assertThat(passedOn.matches()).isTrue();
        assertThat(passedOn.group(1)).isEqualTo(trace);
        assertThat(passedOn.group(2)).isNotEqualTo("00f067aa0ba902b7");
        Awaitility.await().until(() -> stage.accessLog().contains(trace));
    }

    @Test
    void passesTheRequestIdOn() throws IOException, InterruptedException {
        // Given
        JsonStage stage = stage("", "");

        // When
        HttpResponse<String> named = JsonStage.send(stage.get(COUNT).header("request-id", "mine"));
        String passedOn = stage.lastHeader("request-id");
        HttpResponse<String> unnamed = JsonStage.send(stage.get(COUNT));

        // Then
        assertThat(passedOn).isEqualTo("mine");
        assertThat(named.headers().firstValue("request-id")).hasValue("mine");
        assertThat(unnamed.headers().firstValue("request-id")).hasValue(stage.lastHeader("request-id"));
    }

    @Test
    void keepsToTheLimitsOfItsNamespace() throws IOException, InterruptedException {
        // Given
        JsonStage stage = stage("", "limits: { calls-per-second: 2 }");

        // When
        int refused = 0;
        for (int i = 0; i < 10; i++) {
            refused += JsonStage.send(stage.get(EXISTS)).statusCode() == 429 ? 1 : 0;
        }

        // Then
        assertThat(refused).isPositive();
        assertThat(requests(stage, "default", BASIC + "Exists", "RESOURCE_EXHAUSTED"))
                .isEqualTo(refused);
    }

    @Test
    void failsSoonWhenAProcessDoesNotSayWhetherItIsThere() throws IOException, InterruptedException {
        // Given
        JsonStage stage = stage("limits: { process-ping: 200ms, process-patience: 300ms }", "");
        try (var process = ScriptedProcess.counting((_, answer) -> {
                    answer.onNext(CountResponse.newBuilder().setCount(7).build());
                    answer.onCompleted();
                });
                var wire = FaultProxy.to("127.0.0.1", process.port())) {
            stage.processAt(wire.port());
            JsonStage.send(stage.get(COUNT));
            wire.stall();

            // When
            long begun = System.nanoTime();
            HttpResponse<String> silent = JsonStage.send(stage.get(COUNT));
            long took = System.nanoTime() - begun;
            HttpResponse<String> next = JsonStage.send(stage.get(COUNT));

            // Then
            assertThat(silent.statusCode()).isEqualTo(503);
            assertThat(silent.body()).contains("does not answer");
            assertThat(took).isLessThan(Duration.ofSeconds(8).toNanos());
            assertThat(next.statusCode()).isEqualTo(503);
            assertThat(next.body()).contains("does not answer");
            wire.resume();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> JsonStage.send(stage.get(COUNT)).statusCode() == 200);
        }
    }

    private JsonStage stage(String proxy, String namespace) throws IOException {
        JsonStage stage = new JsonStage(proxy, namespace);
        opened = stage;
        return stage;
    }

    private static double requests(JsonStage stage, String namespace, String method, String code) {
        Counter counter = stage.meters()
                .find("prism.proxy.requests")
                .tags("namespace", namespace, "method", method, "code", code)
                .counter();
        return counter == null ? 0 : counter.count();
    }
}
