// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prism.registry.wire.Answer;
import io.prism.registry.wire.Raw;
import io.prism.registry.wire.Rest;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent to harm, or by mistake. */
@QuarkusTest
class BadInputTest {

    private static final int MEGABYTE = 1024 * 1024;

    private final String context = Rest.newContext();
    private final String versions = "/subjects/" + Rest.in(context, "bad") + "/versions";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "nothing",
                "{\"schema\":\"\\\"int\\\"\"",
                "{\"schema\":\"\\x\"}",
                "{'schema':1}",
                "\u0001",
                "null",
                "1"
            })
    void malformedJsonIsABadRequest(String body) {
        Rest.post(versions, body).fails(400);
        Rest.put("/config/" + Rest.in(context, "bad"), body).fails(400);
        Rest.post("/compatibility" + versions, body).fails(400);
    }

    @Test
    void textThatIsNotUtf8IsABadRequest() {
        // Given
        byte[] body = "{\"schema\":\"\\\"int\\\"\",\"x\":\"_\"}".getBytes(StandardCharsets.UTF_8);
        body[body.length - 3] = (byte) 0xFF;

        // When
        Answer answer = Rest.send(
                Rest.request(versions).header("Content-Type", Rest.V1).POST(BodyPublishers.ofByteArray(body)));

        // Then
        answer.fails(400);
        assertThat(answer.get("message").asText()).contains("UTF-8");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"\\u0000|42201", "\\ud800|42201", "a\\udc00b|42201"})
    void charactersThatCannotBeKeptAreRefused(String escape, int code) {
        Rest.post(versions, "{\"schema\":\"\\\"int\\\"" + escape + "\"}").fails(code);
        Rest.post(
                        versions,
                        "{\"schema\":\"\\\"int\\\"\",\"metadata\":{\"properties\":{\"a\":\"%s\"}}}".formatted(escape))
                .fails(422);
        Rest.post(
                        versions,
                        "{\"schema\":\"\\\"int\\\"\",\"metadata\":{\"properties\":{\"%s\":\"a\"}}}".formatted(escape))
                .fails(422);
    }

    @Test
    void aSchemaThatIsTooLongIsRefused() {
        // Given
        String schema =
                "{\"type\":\"record\",\"name\":\"R\",\"doc\":\"" + "x".repeat(2 * MEGABYTE) + "\",\"fields\":[]}";

        // When
        Answer answer = Rest.post(versions, Rest.avro(schema));

        // Then
        answer.fails(42209);
        assertThat(answer.get("message").asText()).contains("allowed are " + MEGABYTE);
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        // Given
        String body = Rest.avro("\"" + "x".repeat(10 * MEGABYTE) + "\"");

        // When
        Answer answer = Raw.exchange("POST " + versions + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n");

        // Then
        answer.fails(413);
        assertThat(answer.get("message").asText()).contains("prism.registry.limits.request-size");
    }

    @Test
    void aBodyOfUnknownLengthThatIsTooLargeIsRefused() {
        // Given
        byte[] body = new byte[10 * MEGABYTE];

        // When
        int status = Raw.status("POST " + versions, body);

        // Then
        assertThat(status).isEqualTo(413);
        Rest.get("/subjects?limit=1").ok();
    }

    @ParameterizedTest
    @CsvSource({"[,], AVRO", "[,], JSON", "'{\"type\":\"array\",\"items\":','}', AVRO"})
    void nestingThatIsTooDeepIsRefused(String open, String close, String format) {
        // Given
        String schema = open.repeat(5_000) + "\"int\"" + close.repeat(5_000);

        // Then
        int code = Rest.post(versions, Rest.body(schema, format).toString())
                .get("error_code")
                .asInt();
        assertThat(code).isIn(42201, 42209);
    }

    @Test
    void aBodyThatIsNestedTooDeepIsABadRequest() {
        Rest.post(versions, "{\"x\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}")
                .fails(400);
    }

    @Test
    void nestedMessagesThatAreTooDeepAreRefused() {
        // Given
        StringBuilder schema = new StringBuilder("syntax = \"proto3\";\n");
        for (int i = 0; i < 5_000; i++) {
            schema.append("message M").append(i).append(" {");
        }
        schema.append("}".repeat(5_000));

        // Then
        Rest.post(versions, Rest.body(schema.toString(), "PROTOBUF").toString()).fails(42209);
    }

    @Test
    void referencesThatLeadBackAreRefused() {
        // Given
        ObjectNode body = Rest.body("{\"$ref\":\"#\"}", "JSON");
        ObjectNode self = Rest.body("syntax = \"proto3\";\nimport \"self.proto\";\n", "PROTOBUF");
        self.putArray("references")
                .addObject()
                .put("name", "self.proto")
                .put("subject", "bad")
                .put("version", -1);

        // Then
        assertThat(Rest.post(versions, body.toString()).status()).isIn(200, 422);
        Rest.post("/subjects/" + Rest.in(context, "self") + "/versions", self.toString())
                .fails(42201);
    }

    @Test
    void referencesThatLeadTooFarAreRefused() {
        // Given
        Rest.post(chain(0), Rest.body("{\"type\":\"object\"}", "JSON").toString())
                .ok();
        for (int i = 1; i <= 33; i++) {
            int status = Rest.post(chain(i), link(i)).status();
            assertThat(status).as("link " + i).isEqualTo(i <= 32 ? 200 : 422);
        }

        // Then
        Rest.post(chain(33), link(33)).fails(42209);
    }

    private String chain(int at) {
        return "/subjects/" + Rest.in(context, "chain" + at) + "/versions";
    }

    private static String link(int at) {
        ObjectNode body = Rest.body("{\"title\":\"t%d\",\"$ref\":\"c%d\"}".formatted(at, at - 1), "JSON");
        body.putArray("references")
                .addObject()
                .put("name", "c" + (at - 1))
                .put("subject", "chain" + (at - 1))
                .put("version", 1);
        return body.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "/subjects/%00/versions, 400",
        "/subjects/a%00b/versions, 400",
        "/subjects/%FF/versions, 400",
        "/subjects/%C0%AF/versions, 400",
        "/subjects/a%0Ab/versions, 42208",
        "/subjects/a%7Fb/versions, 42208",
        "/subjects/:.a%09:b/versions, 42208",
        "/subjects/__GLOBAL/versions, 42208",
        "/config/a%0Ab, 42208",
        "/mode/a%0Ab, 42208",
        "/schemas/ids/%00, 400",
        "/subjects?subjectPrefix=%00, 400",
    })
    void addressesThatCannotBeUnderstoodAreRefused(String path, int code) {
        Raw.exchange("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                .fails(code);
    }

    /** Vert.x refuses these before anybody else sees them, without a body. */
    @ParameterizedTest
    @ValueSource(strings = {"/subjects/%zz/versions", "/subjects/%/versions", "/subjects/%1"})
    void percentSignsOnTheirOwnAreABadRequest(String path) {
        int status = Raw.exchange("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                .status();
        assertThat(status).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/subjects/../config",
                "/./config",
                "//config",
                "/subjects/a/../../config",
                "/subjects/%2e%2e/config"
            })
    void dotsNeverCauseADefect(String path) {
        Answer answer = Raw.exchange("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(answer.status()).isIn(200, 400, 404, 405);
    }

    @Test
    void aNameThatIsTooLongIsRefused() {
        Rest.get("/subjects/" + "a".repeat(1025) + "/versions").fails(42208);
        Rest.get("/subjects/" + "a".repeat(1024) + "/versions").fails(40401);
        int status = Raw.exchange("GET /subjects/" + "a".repeat(100_000) + " HTTP/1.1\r\nHost: x\r\n\r\n")
                .status();
        assertThat(status).isIn(400, 414);
    }

    @Test
    void noiseIsNeverADefect() {
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            Answer answer = Rest.send(Rest.request(versions)
                    .header("Content-Type", Rest.V1)
                    .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(noise))));
            assertThat(answer.status()).as(answer.body()).isIn(400, 422);
        }
    }
}
