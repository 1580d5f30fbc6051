// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong with a request is answered with a problem that says what, where and what to do. */
class FailuresTest {

    private static final String BASIC = "/v1/default/kv/KeyValueBasic/";

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
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"key\": \"a\"               | body | must be JSON, but is not (line 1, column ",
                "{\"key\": \"a\",}             | body | must be JSON, but is not (line 1, column ",
                "{'key': 'a'}                  | body | must be JSON, but is not (line 1, column ",
                "{\"key\": \"a\"} {}           | body | must be JSON, but is not (line 1, column ",
                "[1]                           | body | must be an object, but is an array (line 1, column ",
                "{\"key\": 7}                  | key  | must be a string, but is a number (line 1, column ",
                "{\"kee\": \"a\"}              | kee  | is no field of prism.interfaces.keyvalue.SetRequest (line 1, "
                        + "column ",
                "{\"key\": \"a\", \"value\": \"?\"} | value | must be base64 (line 1, column ",
                "{\"ttlSeconds\": 1.5}         | ttlSeconds | must be an integer (line 1, column ",
                "{\"ttlSeconds\": \"9223372036854775808\"} | ttlSeconds | must be an integer from "
                        + "-9223372036854775808 to 9223372036854775807 (line 1, column ",
                "{\"ttlSeconds\": true}        | ttlSeconds | must be a number, but is true or false (line 1, column ",
                "{\"key\": \"a\", \"key\": \"b\"} | key | must be given once (line 1, column ",
                "{\"tags\": {\"tags\": {\"x\": 1}}} | tags.tags[x] | must be a string, but is a number (line 1, column "
            })
    void saysWhatIsWrongInABody(String body, String field, String constraint) throws IOException, InterruptedException {
        // When
        HttpResponse<String> answer = JsonStage.send(stage.post(BASIC + "Set", body));

        // Then
        JsonObject problem = problem(answer, 400, "BAD_REQUEST");
        assertThat(problem.getString("detail")).startsWith(field + " " + constraint);
        assertThat(problem.getJsonArray("details")
                        .getJsonObject(0)
                        .getJsonObject("fieldViolation")
                        .getString("field"))
                .isEqualTo(field);
        assertThat(problem.getBoolean("retryable")).isFalse();
        assertThat(problem.getString("grpcStatus")).isEqualTo("INVALID_ARGUMENT");
    }

    @Test
    void saysTheLineOfAMistake() throws IOException, InterruptedException {
        // When
        HttpResponse<String> answer =
                JsonStage.send(stage.post(BASIC + "Set", "{\n  \"key\": \"a\",\n  \"valve\": \"\"\n}"));

        // Then
        assertThat(problem(answer, 400, "BAD_REQUEST").getString("detail"))
                .isEqualTo("valve is no field of prism.interfaces.keyvalue.SetRequest (line 3, column 4): "
                        + "key, value, tags, ttlSeconds, idempotencyKey, ttlMillis");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET  | /                                       | 404 | NOT_FOUND | there is nothing at this path",
                "GET  | /v1/default/kv/KeyValueBasic            | 404 | NOT_FOUND | there is nothing at this path",
                "GET  | /v1/default/kv/KeyValueBasik/Get        | 404 | NOT_FOUND | there is no service"
                        + " 'KeyValueBasik'",
                "GET  | /v1/default/kv/KeyValueBasic/Got        | 404 | NOT_FOUND | service 'KeyValueBasic' has no"
                        + " method 'Got'; it has Set, Get, Delete, Exists",
                "GET  | /v1/nowhere/kv/KeyValueBasic/Get?key=a  | 404 | NOT_FOUND | namespace 'nowhere' is not"
                        + " configured",
                "GET  | /v1/default/no/KeyValueBasic/Get?key=a  | 404 | NOT_FOUND | binding 'default/no' is not"
                        + " configured",
                "GET  | /v1/two/-/KeyValueBasic/Get?key=a       | 400 | BAD_REQUEST | prism-binding is required"
                        + " because several bindings",
                "GET  | /v1/default/kv/KeyValueBasic/Set?key=a  | 405 | METHOD_NOT_ALLOWED | "
                        + "prism.interfaces.keyvalue.KeyValueBasicInterface/Set may change something",
                "PUT  | /v1/default/kv/KeyValueBasic/Set        | 405 | METHOD_NOT_ALLOWED | "
                        + "prism.interfaces.keyvalue.KeyValueBasicInterface/Set is called with POST, not with PUT",
                "GET  | /v1/default/kv/KeyValueBasic/Get?kee=a  | 400 | BAD_REQUEST | kee is no field of",
                "GET  | /v1/default/kv/KeyValueBasic/Get?key=%C3 | 400 | BAD_REQUEST | key must be percent-encoded"
                        + " UTF-8",
                "GET  | /v1/default/kv/KeyValueBasic/Get?key=a&key=b | 400 | BAD_REQUEST | key must be given once",
                "GET  | /v1/default/kv/KeyValueBasic/Get        | 400 | BAD_REQUEST | key must",
                "GET  | /v1/default/kv/KeyValueScan/Scan?limit=x | 400 | BAD_REQUEST | limit must be an integer",
                "GET  | /v1/default/kv/KeyValueScan/Scan?limit=-1 | 400 | BAD_REQUEST | limit must",
                "GET  | /v1/far/kv/KeyValueScan/Scan?limit=-1   | 400 | BAD_REQUEST | limit must",
                "POST | /v1/default/kv/PubSubBasic/Publish      | 501 | INTERFACE_NOT_SUPPORTED | "
                        + "prism.interfaces.pubsub.PubSubBasicInterface is not served here",
                "POST | /openapi.json                           | 405 | METHOD_NOT_ALLOWED | the document can only be"
                        + " read",
            })
    void saysWhatIsWrongWithARequest(String method, String path, int status, String code, String detail)
            throws IOException, InterruptedException {
        // When
        for (Version version : Version.values()) {
            HttpResponse<String> answer = JsonStage.send(
                    version,
                    HttpRequest.newBuilder(stage.at(path)).method(method, HttpRequest.BodyPublishers.noBody()));

            // Then
            assertThat(problem(answer, status, code).getString("detail")).startsWith(detail);
            if (status == 405) {
                assertThat(answer.headers().firstValue("allow")).isPresent();
            }
        }
    }

    @Test
    void tellsWhichMethodsAPathTakes() throws IOException, InterruptedException {
        // When
        HttpResponse<String> read = JsonStage.send(
                HttpRequest.newBuilder(stage.at(BASIC + "Get")).method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
        HttpResponse<String> write = JsonStage.send(
                HttpRequest.newBuilder(stage.at(BASIC + "Set")).method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
        HttpResponse<String> wrong = JsonStage.send(stage.get(BASIC + "Set"));

        // Then
        assertThat(read.statusCode()).isEqualTo(204);
        assertThat(read.headers().firstValue("allow")).hasValue("GET, POST, OPTIONS");
        assertThat(write.headers().firstValue("allow")).hasValue("POST, OPTIONS");
        assertThat(wrong.headers().firstValue("allow")).hasValue("POST, OPTIONS");
    }

    @ParameterizedTest
    @CsvSource({"text/plain", "application/x-www-form-urlencoded", "application/json;charset=latin1"})
    void takesJsonOnly(String type) throws IOException, InterruptedException {
        // When
        HttpResponse<String> answer =
                JsonStage.send(stage.post(BASIC + "Set", "{}").setHeader("content-type", type));

        // Then
        assertThat(problem(answer, 415, "BAD_REQUEST").getString("detail"))
                .isEqualTo("the body must be JSON in UTF-8, said by 'content-type: application/json', but is " + type);
    }

    @Test
    void wantsToBeToldThatABodyIsJson() throws IOException, InterruptedException {
        // When
        HttpResponse<String> answer = JsonStage.send(
                HttpRequest.newBuilder(stage.at(BASIC + "Set")).POST(HttpRequest.BodyPublishers.ofString("{}")));

        // Then
        problem(answer, 415, "BAD_REQUEST");
    }

    @Test
    void takesNoEncodedBodies() throws IOException, InterruptedException {
        // When
        HttpResponse<String> answer =
                JsonStage.send(stage.post(BASIC + "Set", "{}").header("content-encoding", "gzip"));

        // Then
        problem(answer, 415, "BAD_REQUEST");
    }

    @Test
    void answersOnlyWhatIsAccepted() throws IOException, InterruptedException {
        // When
        HttpResponse<String> unary =
                JsonStage.send(stage.get(BASIC + "Get?key=a").header("accept", "text/html, application/json;q=0"));
        HttpResponse<String> stream =
                JsonStage.send(stage.get("/v1/default/kv/KeyValueScan/Scan").header("accept", "application/json"));
        HttpResponse<String> any =
                JsonStage.send(stage.get(BASIC + "Get?key=a").header("accept", "text/html, */*;q=0.1"));

        // Then
        problem(unary, 406, "BAD_REQUEST");
        assertThat(problem(stream, 406, "BAD_REQUEST").getString("detail")).contains("text/event-stream");
        assertThat(any.statusCode()).isEqualTo(200);
    }

    @Test
    void refusesBodiesThatAreNoUtf8() throws IOException, InterruptedException {
        // When
        HttpResponse<String> answer = JsonStage.send(HttpRequest.newBuilder(stage.at(BASIC + "Set"))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'})));

        // Then
        assertThat(problem(answer, 400, "BAD_REQUEST").getString("detail")).isEqualTo("body must be UTF-8");
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void refusesBodiesThatAreTooLong(boolean announced) throws IOException, InterruptedException {
        // Given
        byte[] body = new byte[(16 << 20) + 1];
        var publisher = HttpRequest.BodyPublishers.ofByteArray(body);

        // When
        HttpResponse<String> answer = JsonStage.send(HttpRequest.newBuilder(stage.at(BASIC + "Set"))
                .header("content-type", "application/json")
                .POST(announced ? publisher : HttpRequest.BodyPublishers.fromPublisher(publisher)));

        // Then
        assertThat(problem(answer, 413, "PAYLOAD_TOO_LARGE").getString("detail"))
                .startsWith("body is ")
                .endsWith("at most 16777216 are allowed");
    }

    @ParameterizedTest
    @CsvSource({"default", "far"})
    void refusesValuesThatAreTooLong(String namespace) throws IOException, InterruptedException {
        // Given
        String value = "A".repeat(namespace.equals("far") ? 2 << 20 : 12 << 20);

        // When
        HttpResponse<String> answer = JsonStage.send(stage.post(
                "/v1/" + namespace + "/kv/KeyValueBasic/Set", "{\"key\":\"a\",\"value\":\"" + value + "\"}"));

        // Then
        problem(answer, 413, "PAYLOAD_TOO_LARGE");
    }

    @Test
    void refusesPathsAndHeadersThatContradictEachOther() throws IOException, InterruptedException {
        // When
        HttpResponse<String> answer =
                JsonStage.send(stage.get(BASIC + "Get?key=a").header("prism-namespace", "two"));

        // Then
        assertThat(problem(answer, 400, "BAD_REQUEST").getString("detail"))
                .isEqualTo("prism-namespace must be what the path says: default, but is 'two'");
    }

    @ParameterizedTest
    @CsvSource({"prism-timeout,soon,400", "prism-timeout,0ms,504", "grpc-timeout,1,400", "grpc-timeout,0m,504"})
    void readsDeadlines(String header, String value, int status) throws IOException, InterruptedException {
        // When
        HttpResponse<String> answer =
                JsonStage.send(stage.get(BASIC + "Get?key=a").header(header, value));

        // Then
        JsonObject problem = problem(answer, status, status == 400 ? "BAD_REQUEST" : "GATEWAY_TIMEOUT");
        assertThat(problem.getBoolean("retryable")).isEqualTo(status == 504);
    }

    @Test
    void takesADeadlineThatIsFarAway() throws IOException, InterruptedException {
        // When
        HttpResponse<String> people =
                JsonStage.send(stage.get(BASIC + "Exists?key=a").header("prism-timeout", "365d"));
        HttpResponse<String> grpc =
                JsonStage.send(stage.get(BASIC + "Exists?key=a").header("grpc-timeout", "99999999H"));

        // Then
        assertThat(people.statusCode()).isEqualTo(200);
        assertThat(grpc.statusCode()).isEqualTo(200);
    }

    @Test
    void saysWhenToComeBack() throws IOException, InterruptedException {
        // Given
        try (var narrow = new JsonStage("", "limits: { calls-per-second: 1 }")) {
            HttpResponse<String> answer = JsonStage.send(narrow.get(BASIC + "Exists?key=a"));

            // When
            for (int i = 0; i < 10 && answer.statusCode() == 200; i++) {
                answer = JsonStage.send(narrow.get(BASIC + "Exists?key=a").header("request-id", "r-7"));
            }

            // Then
            JsonObject problem = problem(answer, 429, "TOO_MANY_REQUESTS");
            assertThat(answer.headers().firstValue("retry-after"))
                    .hasValueSatisfying(
                            seconds -> assertThat(Integer.parseInt(seconds)).isPositive());
            assertThat(problem.getBoolean("retryable")).isTrue();
            assertThat(problem.getInteger("retryAfterMillis")).isPositive();
            assertThat(problem.getString("requestId")).isEqualTo("r-7");
            assertThat(problem.getString("namespace")).isEqualTo("default");
            assertThat(problem.getString("type")).isEqualTo("urn:prism:failure:too-many-requests");
        }
    }

    @Test
    void boundsTheCallsThatAreOpen() throws IOException, InterruptedException {
        // Given
        try (var narrow = new JsonStage("limits: { max-calls: 1 }", "");
                HttpClient client =
                        HttpClient.newBuilder().version(Version.HTTP_2).build();
                Socket other = new Socket(
                        InetAddress.getLoopbackAddress(), narrow.door().port())) {
            other.getOutputStream()
                    .write(("POST " + BASIC + "Set HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
                                    + "content-length: 10\r\n\r\n{")
                            .getBytes(StandardCharsets.US_ASCII));
            Awaitility.await().until(() -> narrow.open() == 1);
            HttpRequest request = narrow.get(BASIC + "Exists?key=a").build();
            // The request that asks for HTTP/2 is not counted.
            assertThat(client.send(request, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);

            // When
            HttpResponse<String> first = JsonStage.send(narrow.get(BASIC + "Exists?key=a"));
            HttpResponse<String> second = client.send(request, BodyHandlers.ofString());

            // Then
            problem(first, 429, "TOO_MANY_REQUESTS");
            problem(second, 429, "TOO_MANY_REQUESTS");
            other.shutdownOutput();
            Awaitility.await().until(() -> narrow.open() == 0);
        }
    }

    @Test
    void speaksPlainlyToGrpcThatIsNoHttp2() throws IOException, InterruptedException {
        // When
        HttpResponse<String> answer =
                JsonStage.send(stage.post(BASIC + "Set", "{}").setHeader("content-type", "application/grpc-web"));

        // Then
        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.body()).contains("gRPC over HTTP/2");
    }

    private static JsonObject problem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        JsonObject problem = new JsonObject(answer.body());
        assertThat(problem.getInteger("status")).isEqualTo(status);
        assertThat(problem.getString("code")).isEqualTo(code);
        assertThat(problem.getString("title")).isNotEmpty();
        return problem;
    }
}
