// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys and values over HTTP/JSON, in the door and in a process, over both versions of HTTP. */
class KeyValueTest {

    @SuppressWarnings("NullAway.Init")
    private static JsonStage stage;

    @BeforeAll
    static void open() throws IOException {
        stage = new JsonStage();
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @AfterEach
    void nothingIsLeftOpen() {
        Awaitility.await().until(() -> stage.open() == 0);
    }

    @ParameterizedTest
    @CsvSource({"HTTP_1_1,default", "HTTP_2,default", "HTTP_1_1,far", "HTTP_2,far"})
    void setsGetsAndDeletes(Version version, String namespace) throws IOException, InterruptedException {
        // Given
        String key = "k-" + version + "-" + namespace + "-ä/ %";
        String service = "/v1/" + namespace + "/kv/KeyValueBasic/";

        // When
        JsonObject set = call(version, stage.post(service + "Set", json(key, "hällo")));
        JsonObject got = call(
                version,
                stage.post(service + "Get", new JsonObject().put("key", key).encode()));
        JsonObject deleted = call(
                version,
                stage.post(service + "Delete", new JsonObject().put("key", key).encode()));
        JsonObject gone = call(
                version,
                stage.post(service + "Get", new JsonObject().put("key", key).encode()));

        // Then
        assertThat(set.getBoolean("success")).isTrue();
        assertThat(set.getString("version")).isNotEmpty();
        assertThat(got.getBoolean("found")).isTrue();
        assertThat(text(got.getString("value"))).isEqualTo("hällo");
        assertThat(got.getString("version")).isEqualTo(set.getString("version"));
        // 64 bits are more than JSON's numbers hold everywhere.
        assertThat(got.getString("expiresAtMillis")).isEqualTo("0");
        assertThat(deleted.getBoolean("keyExisted")).isTrue();
        assertThat(gone.getBoolean("found")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"HTTP_1_1,default", "HTTP_2,default", "HTTP_1_1,far", "HTTP_2,far"})
    void readsByGet(Version version, String namespace) throws IOException, InterruptedException {
        // Given
        String key = "get-" + version + "-ä/+ &=";
        String service = "/v1/" + namespace + "/kv/KeyValueBasic/";
        call(version, stage.post(service + "Set", json(key, "v")));

        // When
        JsonObject got = call(version, stage.get(service + "Get?key=get-" + version + "-%C3%A4%2F%2B+%26%3D"));

        // Then
        assertThat(got.getBoolean("found")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"HTTP_1_1,default", "HTTP_2,default", "HTTP_1_1,far", "HTTP_2,far"})
    void scansAsEvents(Version version, String namespace) throws IOException, InterruptedException {
        // Given
        String prefix = "scan-" + version + "-";
        String base = "/v1/" + namespace + "/kv/";
        for (int i = 0; i < 300; i++) {
            call(version, stage.post(base + "KeyValueBasic/Set", json(prefix + (1_000 + i), "v" + i)));
        }

        // When
        HttpResponse<String> byGet =
                JsonStage.send(version, stage.get(base + "KeyValueScan/Scan?prefix=" + prefix + "&limit=200"));
        HttpResponse<String> byPost = JsonStage.send(
                version,
                stage.post(base + "KeyValueScan/ScanKeys", "{\"prefix\":\"" + prefix + "\"}")
                        .header("accept", "text/event-stream"));

        // Then
        assertThat(byGet.headers().firstValue("content-type")).hasValue("text/event-stream");
        List<JsonObject> entries = messages(byGet.body());
        assertThat(entries).hasSize(200);
        assertThat(entries.getFirst().getString("key")).isEqualTo(prefix + "1000");
        assertThat(text(entries.get(199).getString("value"))).isEqualTo("v199");
        assertThat(entries.get(199).getString("nextPageToken")).isNotEmpty();
        assertThat(byGet.body()).endsWith("event: end\ndata: {}\n\n");
        assertThat(messages(byPost.body())).hasSize(300);
    }

    @Test
    void takesEveryNameOfAService() throws IOException, InterruptedException {
        // Given
        String full = "prism.interfaces.keyvalue.KeyValueBasicInterface";

        // When
        JsonObject byFull = call(stage.get("/v1/default/kv/" + full + "/Exists?key=a"));
        JsonObject bySimple = call(stage.get("/v1/default/-/KeyValueBasicInterface/Exists?key=a"));
        JsonObject asGrpc = call(stage.post("/" + full + "/Exists", "{\"key\":\"a\"}"));
        JsonObject byHeaders = call(stage.get("/v1/-/-/KeyValueBasic/Exists?key=a")
                .header("prism-namespace", "two")
                .header("prism-binding", "b"));

        // Then
        assertThat(List.of(byFull, bySimple, asGrpc, byHeaders))
                .allSatisfy(answer -> assertThat(answer.getBoolean("exists")).isFalse());
    }

    @Test
    void keepsBindingsApart() throws IOException, InterruptedException {
        // Given
        call(stage.post("/v1/two/a/KeyValueBasic/Set", json("here", "x")));

        // When
        JsonObject there = call(stage.get("/v1/two/b/KeyValueBasic/Exists?key=here"));
        JsonObject here = call(stage.get("/v1/two/a/KeyValueBasic/Exists?key=here"));

        // Then
        assertThat(there.getBoolean("exists")).isFalse();
        assertThat(here.getBoolean("exists")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"default", "far"})
    void doesAWriteOnceWithAnIdempotencyKey(String namespace) throws IOException, InterruptedException {
        // Given
        String path = "/v1/" + namespace + "/kv/KeyValueCounter/Increment";

        // When
        JsonObject first =
                call(stage.post(path, "{\"key\":\"once\",\"delta\":5}").header("prism-idempotency-key", "one"));
        JsonObject second =
                call(stage.post(path, "{\"key\":\"once\",\"delta\":\"5\"}").header("prism-idempotency-key", "one"));

        // Then
        assertThat(first.getString("value")).isEqualTo("5");
        assertThat(second).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource({"HTTP_1_1,default", "HTTP_2,default", "HTTP_1_1,far", "HTTP_2,far"})
    void carriesLongValues(Version version, String namespace) throws IOException, InterruptedException {
        // Given
        byte[] value = new byte[900 << 10];
        for (int i = 0; i < value.length; i++) {
            value[i] = (byte) (i * 31);
        }
        String encoded = Base64.getEncoder().encodeToString(value);
        String service = "/v1/" + namespace + "/kv/KeyValueBasic/";

        // When
        call(
                version,
                stage.post(
                        service + "Set",
                        new JsonObject()
                                .put("key", "long")
                                .put("value", encoded)
                                .encode()));
        JsonObject got = call(version, stage.get(service + "Get?key=long"));

        // Then
        assertThat(got.getString("value")).isEqualTo(encoded);
    }

    @Test
    void describesABinding() throws IOException, InterruptedException {
        // When
        JsonObject described = call(stage.get("/v1/two/b/Binding/DescribeBinding"));

        // Then
        assertThat(described.getString("binding")).isEqualTo("b");
        assertThat(described.getJsonArray("interfaces")).contains("prism.interfaces.keyvalue.KeyValueBasicInterface");
    }

    @Test
    void sendsBackTheIdOfARequest() throws IOException, InterruptedException {
        // When
        HttpResponse<String> brought =
                JsonStage.send(stage.get("/v1/-/-/KeyValueBasic/Exists?key=a").header("request-id", "mine-1"));
        HttpResponse<String> made = JsonStage.send(stage.get("/v1/-/-/KeyValueBasic/Exists?key=a"));
        HttpResponse<String> odd =
                JsonStage.send(stage.get("/v1/-/-/KeyValueBasic/Exists?key=a").header("request-id", "no{}log"));

        // Then
        assertThat(brought.headers().firstValue("request-id")).hasValue("mine-1");
        assertThat(made.headers().firstValue("request-id").orElseThrow()).hasSizeGreaterThan(20);
        assertThat(odd.headers().firstValue("request-id").orElseThrow()).doesNotContain("{");
    }

    @Test
    void keepsAConnectionForManyRequests() throws IOException, InterruptedException {
        // Given
        try (var client = HttpClient.newBuilder().version(Version.HTTP_1_1).build()) {
            HttpRequest request =
                    stage.get("/v1/-/-/KeyValueBasic/Exists?key=a").build();

            // When
            for (int i = 0; i < 50; i++) {
                HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());

                // Then
                assertThat(answer.statusCode()).isEqualTo(200);
            }
        }
    }

    private static JsonObject call(HttpRequest.Builder request) throws IOException, InterruptedException {
        return call(Version.HTTP_1_1, request);
    }

    private static JsonObject call(Version version, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = JsonStage.send(version, request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        return new JsonObject(answer.body());
    }

    private static String json(String key, String value) {
        return new JsonObject()
                .put("key", key)
                .put("value", Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)))
                .encode();
    }

    private static String text(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    static List<JsonObject> messages(String events) {
        return List.of(events.split("\n\n", -1)).stream()
                .filter(event -> event.startsWith("data: "))
                .map(event -> new JsonObject(event.substring("data: ".length())))
                .toList();
    }
}
