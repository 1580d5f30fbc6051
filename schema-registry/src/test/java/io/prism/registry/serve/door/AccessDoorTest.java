// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prism.registry.wire.Answer;
import io.prism.registry.wire.Rest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(Guarded.class)
class AccessDoorTest {

    private static final String INT = Rest.avro("\"int\"");
    private static final String ADMIN = basic("admin", "top");
    private static final String WRITER = basic("writer", "pen");
    private static final String READER = basic("reader", "eye");

    @BeforeEach
    void someSubjects() {
        call(ADMIN, "POST", "/subjects/orders-a/versions", INT).ok();
        call(ADMIN, "POST", "/subjects/secret/versions", Rest.avro("\"long\"")).ok();
        call(ADMIN, "POST", "/subjects/ci-a/versions", INT).ok();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /subjects",
        "GET, /",
        "GET, /schemas/ids/1",
        "GET, /config",
        "PUT, /config",
        "POST, /subjects/orders-a/versions",
        "DELETE, /subjects/orders-a",
        "GET, /v1/metadata/id",
        "GET, /contexts",
        "GET, /prism/v1/trail",
        "GET, /prism/v1/approvals",
    })
    void nobodyIsLetInWithoutCredentials(String method, String path) {
        // When
        Answer answer = Rest.send(
                Rest.request(path).method(method, BodyPublishers.ofString(INT)).header("Content-Type", Rest.V1));

        // Then
        answer.fails(401);
        assertThat(answer.headers().allValues("WWW-Authenticate")).anyMatch(challenge -> challenge.contains("Basic"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic YWRtaW46d3Jvbmc=", // admin:wrong
                "Basic bm9ib2R5OnRvcA==", // nobody:top
                "Basic ???",
                "Basic",
                "Bearer wrong",
                "Bearer a.b.c",
                "Digest x",
                "",
            })
    void wrongCredentialsAreRefused(String authorization) {
        call(authorization, "GET", "/subjects", "").fails(401);
    }

    @Test
    void aReaderReadsAndNothingElse() {
        call(READER, "GET", "/subjects/orders-a/versions/1", "").ok();
        call(READER, "POST", "/subjects/orders-a", INT).ok();
        call(READER, "POST", "/compatibility/subjects/orders-a/versions/latest", INT)
                .ok();
        call(READER, "GET", "/config/orders-a?defaultToGlobal=true", "").ok();
        call(READER, "POST", "/subjects/orders-a/versions", INT)
                .fails(40301, "User is denied operation Write on Subject: orders-a");
        call(READER, "DELETE", "/subjects/orders-a", "").fails(40301);
        call(READER, "PUT", "/config/orders-a", "{}").fails(40301);
        call(READER, "PUT", "/mode/orders-a", "{}").fails(40301);
        call(READER, "POST", "/subjects/orders-a/versions/1/tags", "{}").fails(40301);
        call(READER, "PUT", "/config", "{}").fails(40301, "User is denied operation Admin on all subjects");
        call(READER, "PUT", "/mode", "{}").fails(40301);
        call(READER, "DELETE", "/contexts/.x", "").fails(40301);
    }

    @Test
    void aWriterRegistersAndHidesWhereItMay() {
        call(WRITER, "POST", "/subjects/orders-b/versions", INT).ok();
        call(WRITER, "DELETE", "/subjects/orders-b", "").ok();
        call(WRITER, "DELETE", "/subjects/orders-b?permanent=true", "").fails(40301);
        call(WRITER, "PUT", "/mode/orders-b", "{\"mode\":\"READONLY\"}").fails(40301);
        call(WRITER, "POST", "/subjects/secret/versions", INT).fails(40301);
        call(ADMIN, "DELETE", "/subjects/orders-b?permanent=true", "").ok();
    }

    @Test
    void listsShowOnlyWhatMayBeRead() {
        assertThat(call(READER, "GET", "/subjects", "").ok().json())
                .extracting(JsonNode::asText)
                .contains("orders-a")
                .allMatch(name -> name.startsWith("orders-"));
        assertThat(call(READER, "GET", "/schemas", "").ok().json())
                .isNotEmpty()
                .allMatch(schema -> schema.path("subject").asText().startsWith("orders-"));
        int secret =
                call(ADMIN, "GET", "/subjects/secret/versions/1", "").get("id").asInt();
        String guid = call(ADMIN, "GET", "/subjects/secret/versions/1", "")
                .get("guid")
                .asText();
        call(READER, "GET", "/schemas/ids/" + secret, "").fails(40403);
        call(READER, "GET", "/schemas/ids/" + secret + "/schema", "").fails(40403);
        call(READER, "GET", "/schemas/guids/" + guid, "").fails(40403);
        int shared = call(ADMIN, "GET", "/subjects/orders-a/versions/1", "")
                .get("id")
                .asInt();
        assertThat(call(READER, "GET", "/schemas/ids/" + shared + "/subjects", "")
                        .ok()
                        .json())
                .extracting(JsonNode::asText)
                .contains("orders-a")
                .doesNotContain("ci-a");
    }

    @Test
    void anAliasIsNoWayAround() {
        // Given
        call(ADMIN, "PUT", "/config/alias-x", "{\"alias\":\"secret\"}").ok();

        // Then
        call(WRITER, "GET", "/subjects/alias-x/versions/1", "").fails(40301);
        call(ADMIN, "GET", "/subjects/alias-x/versions/1", "").ok();
    }

    @Test
    void aReferenceIsNoWayAround() {
        // Given
        call(
                        ADMIN,
                        "POST",
                        "/subjects/secret-type/versions",
                        Rest.avro("{\"type\":\"record\",\"name\":\"S\",\"fields\":[]}"))
                .ok();
        ObjectNode body = Rest.body("{\"type\":\"array\",\"items\":\"S\"}", "AVRO");
        body.putArray("references")
                .addObject()
                .put("name", "S")
                .put("subject", "secret-type")
                .put("version", 1);

        // Then
        call(WRITER, "POST", "/subjects/orders-ref/versions", body.toString()).fails(42201);
        call(READER, "POST", "/compatibility/subjects/orders-a/versions", body.toString())
                .fails(42201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/subjects/orders-a/../secret/versions/1",
                "/subjects/%73ecret/versions/1",
                "//subjects/secret/versions/1"
            })
    void pathsAreNoWayAround(String path) {
        assertThat(call(READER, "GET", path, "").status()).isIn(400, 403, 404);
    }

    @Test
    void programsHaveTokens() {
        call("Bearer " + Guarded.TOKEN, "POST", "/subjects/ci-b/versions", INT).ok();
        call("Bearer " + Guarded.TOKEN, "POST", "/subjects/orders-a/versions", INT)
                .fails(40301);
    }

    @Test
    void tokensThatAreSignedAreTaken() {
        // Given
        String claims = "\"iss\":\"%s\",\"aud\":\"%s\",\"sub\":\"dave\",\"groups\":[\"ci\"],\"iat\":%d,\"exp\":%d";
        long now = Instant.now().getEpochSecond();
        String right = Guarded.signed(claims.formatted(Guarded.ISSUER, Guarded.AUDIENCE, now, now + 300));
        String expired = Guarded.signed(claims.formatted(Guarded.ISSUER, Guarded.AUDIENCE, now - 900, now - 600));
        String foreign = Guarded.signed(claims.formatted("https://other", Guarded.AUDIENCE, now, now + 300));
        String elsewhere = Guarded.signed(claims.formatted(Guarded.ISSUER, "other", now, now + 300));
        String body = right.substring(0, right.lastIndexOf('.'));

        // Then
        call("Bearer " + right, "POST", "/subjects/ci-c/versions", INT).ok();
        call("Bearer " + right, "POST", "/subjects/orders-a/versions", INT).fails(40301);
        call("Bearer " + expired, "GET", "/subjects", "").fails(401);
        call("Bearer " + foreign, "GET", "/subjects", "").fails(401);
        call("Bearer " + elsewhere, "GET", "/subjects", "").fails(401);
        call("Bearer " + body + ".AAAA", "GET", "/subjects", "").fails(401);
        String unsigned = Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8))
                + body.substring(body.indexOf('.')) + ".";
        call("Bearer " + unsigned, "GET", "/subjects", "").fails(401);
    }

    @Test
    void aBreakingChangeIsApprovedBySomebodyElseAndRegisteredOnce() {
        // Given
        String versions = "/subjects/orders-c/versions";
        String text = Rest.avro("\"string\"");
        call(WRITER, "POST", versions, INT).ok();
        call(WRITER, "POST", versions, text).fails(40901);

        // When
        Answer asked = call(WRITER, "POST", "/prism/v1/subjects/orders-c/approvals", text)
                .ok();
        String decision = "/prism/v1/approvals/" + asked.get("id").asText() + "/decision";
        call(WRITER, "POST", versions, text).fails(40901);
        call(WRITER, "POST", decision, "{\"decision\":\"approve\"}").fails(40301);
        call(ADMIN, "POST", decision, "{\"decision\":\"maybe\"}").fails(422);
        Answer approved = call(
                        ADMIN, "POST", decision, "{\"decision\":\"approve\",\"comment\":\"all readers are gone\"}")
                .ok();
        call(ADMIN, "POST", decision, "{\"decision\":\"reject\"}").fails(40990);
        call(WRITER, "POST", versions, text).ok();

        // Then
        assertThat(asked.get("state").asText()).isEqualTo("REQUESTED");
        assertThat(asked.get("requested").path("by").asText()).isEqualTo("writer");
        assertThat(approved.get("decided").path("by").asText()).isEqualTo("admin");
        assertThat(approved.get("decided").path("comment").asText()).isEqualTo("all readers are gone");
        Answer used = call(WRITER, "GET", "/prism/v1/approvals?subject=orders-c&state=used", "")
                .ok();
        assertThat(used.json()).hasSize(1);
        call(WRITER, "POST", versions, INT).ok();
        call(WRITER, "POST", versions, Rest.avro("\"boolean\"")).fails(40901);
        Answer trail =
                call(ADMIN, "GET", "/prism/v1/trail?subject=orders-c", "").ok();
        assertThat(trail.json())
                .extracting(entry ->
                        entry.path("event").asText() + " " + entry.path("by").asText())
                .containsExactly(
                        "schema_registration writer",
                        "approval_granted admin",
                        "approval_requested writer",
                        "schema_registration writer");
        call(WRITER, "GET", "/prism/v1/trail", "").isJson("[]");
    }

    @Test
    void nobodyApprovesAlone() {
        // Given
        call(ADMIN, "POST", "/subjects/alone/versions", INT).ok();
        Answer asked = call(ADMIN, "POST", "/prism/v1/subjects/alone/approvals", Rest.avro("\"string\""))
                .ok();

        // When
        Answer decided = call(
                ADMIN,
                "POST",
                "/prism/v1/approvals/" + asked.get("id").asText() + "/decision",
                "{\"decision\":\"approve\"}");

        // Then
        decided.fails(40990);
        call(READER, "GET", "/prism/v1/approvals/" + asked.get("id").asText(), "")
                .fails(40301);
        call(ADMIN, "GET", "/prism/v1/approvals/nothing", "").fails(40490);
        call(ADMIN, "POST", "/prism/v1/subjects/alone/approvals", INT).fails(422);
    }

    private static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static Answer call(String authorization, String method, String path, String body) {
        HttpRequest.Builder request = Rest.request(path)
                .header("Content-Type", Rest.V1)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        return Rest.send(authorization.isEmpty() ? request : request.header("Authorization", authorization));
    }
}
