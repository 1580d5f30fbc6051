// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve.prism;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.registry.wire.Answer;
import io.prism.registry.wire.Rest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(Strict.class)
class GovernanceTest {

    private static final String EMAIL =
            "{\"type\":\"record\",\"name\":\"U\",\"fields\":[{\"name\":\"email\",\"type\":\"string\"}]}";
    private static final String REQUIRED = "syntax = \"proto3\";\nmessage O { string order_id = 1; string note = 2; }";
    private static final String EXCEPTED =
            "syntax = \"proto3\";\nmessage O { string order_id = 1; optional string note = 2; }";

    @Test
    void aFieldThatLooksPersonalNeedsATag() {
        // When
        Answer refused = Rest.post("/subjects/a/versions", Rest.avro(EMAIL));

        // Then
        refused.fails(42290);
        assertThat(refused.get("message").asText())
                .isEqualTo("Registration refused by 1 rules: Field 'email' looks like personal data but has no pii tag "
                        + "(Add [(prism.pii) = \"email\"] to field 'email', or \"none\" if it is not personal)");
        Rest.post(
                        "/subjects/a/versions",
                        Rest.avro(EMAIL.replace("\"type\":\"string\"", "\"type\":\"string\",\"prism.pii\":\"email\"")))
                .ok();
    }

    @Test
    void aWarningIsToldAndNothingElse() {
        // When
        Answer warned = Rest.post("/subjects/warn-a/versions", Rest.avro(EMAIL)).ok();

        // Then
        assertThat(warned.headers().allValues("Prism-Warning"))
                .hasSize(1)
                .first()
                .asString()
                .contains("email");
        Rest.get("/subjects/warn-a/versions").isJson("[1]");
        assertThat(Rest.post("/subjects/off-a/versions", Rest.avro(EMAIL))
                        .ok()
                        .headers()
                        .map())
                .doesNotContainKey("prism-warning");
    }

    @Test
    void requiredProtobufFieldsNeedAnException() {
        assertThat(Rest.post("/subjects/p/versions", proto(REQUIRED))
                        .fails(42290)
                        .get("message")
                        .asText())
                .contains("Field 'note' is required (not marked optional)")
                .contains("Mark fields as 'optional' to maintain backward compatibility")
                .doesNotContain("order_id");
        Rest.post("/subjects/p/versions", proto(EXCEPTED)).ok();
        assertThat(Rest.post("/subjects/strict-p/versions", proto(EXCEPTED))
                        .fails(42290)
                        .get("message")
                        .asText())
                .contains("Field 'order_id' is required (not marked optional)");
    }

    private static String proto(String text) {
        return Rest.body(text, "PROTOBUF").toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"prism.sensitivity\":\"high\"|Schema sensitivity=high but no owner_team specified",
                "\"prism.sensitivity\":\"huge\"|The tag sensitivity of 'U' is 'huge'",
                "\"prism.retention_days\":\"soon\"|The tag retention_days of 'U' is 'soon'",
                "\"prism.sensitivity\":\"medium\"|Field 'email' marked as PII but missing encryption annotation",
            })
    void tagsMustMakeSense(String tag, String problem) {
        // Given
        String schema =
                "{\"type\":\"record\",\"name\":\"U\",%s,\"fields\":[{\"name\":\"email\",\"type\":\"string\",\"prism.pii\":\"email\"}]}"
                        .formatted(tag);

        // Then
        assertThat(Rest.post("/subjects/t/versions", Rest.avro(schema))
                        .fails(42290)
                        .get("message")
                        .asText())
                .contains(problem);
    }

    @Test
    void commentsCountAlthoughTheyAreNotKept() {
        // Given
        String schema = "syntax = \"proto3\";\nmessage U {\n  // @prism.pii: email\n  optional string email = 1;\n}\n";

        // Then
        Rest.post("/subjects/comment/versions", proto(schema)).ok();
    }

    @Test
    void saysWhatIsAskedOfASubject() {
        Rest.get("/prism/v1/subjects/strict-x/policy")
                .isJson("{\"level\":\"strict\",\"breakingChanges\":\"refuse\",\"fourEyes\":true,"
                        + "\"requiredFields\":[\"id\",\"*_id\",\"timestamp\"]}");
        assertThat(Rest.get("/prism/v1/subjects/x/policy").get("level").asText())
                .isEqualTo("enforce");
    }

    @Test
    void saysWhetherASchemaWouldDo() {
        // Given
        Rest.post("/subjects/off-check/versions", Rest.avro("\"int\"")).ok();

        // When
        Answer bad =
                Rest.post("/prism/v1/subjects/check/check", Rest.avro(EMAIL)).ok();
        Answer breaking = Rest.post("/prism/v1/subjects/off-check/check", Rest.avro("\"string\""))
                .ok();
        Answer good = Rest.post("/prism/v1/subjects/off-check/check", Rest.avro("\"long\""))
                .ok();

        // Then
        assertThat(bad.get("allowed").asBoolean()).isFalse();
        assertThat(bad.get("findings").path(0).path("rule").asText()).isEqualTo("pii");
        assertThat(bad.get("findings").path(0).path("path").asText()).isEqualTo("U.email");
        assertThat(breaking.get("allowed").asBoolean()).isFalse();
        assertThat(breaking.get("incompatibilities").path(0).asText()).contains("TYPE_MISMATCH");
        assertThat(good.get("allowed").asBoolean()).isTrue();
        Rest.get("/subjects/check/versions").fails(40401);
    }

    @Test
    void aConsumerIsToldWhetherItCanRead() {
        // Given
        Rest.post("/subjects/off-read/versions", Rest.avro("\"int\"")).ok();
        Rest.post("/subjects/off-read/versions", Rest.avro("\"long\"")).ok();
        String assertion = "/prism/v1/subjects/off-read/assertion";

        // Then
        Rest.post(assertion, "{\"schema\":\"\\\"double\\\"\",\"expectedVersion\":2}")
                .isJson("{\"holds\":true,\"onMismatch\":\"error\",\"latestVersion\":2,\"messages\":[]}");
        assertThat(Rest.post(assertion, Rest.avro("\"int\""))
                        .fails(40991)
                        .get("message")
                        .asText())
                .contains("TYPE_MISMATCH");
        Answer warned = Rest.post(assertion, "{\"expectedVersion\":1,\"onMismatch\":\"warn\"}")
                .ok();
        assertThat(warned.get("holds").asBoolean()).isFalse();
        assertThat(warned.get("messages").path(0).asText()).isEqualTo("expected version 1, the latest is 2");
        Rest.post(assertion, "{\"onMismatch\":\"panic\"}").fails(422);
        Rest.post(assertion, "{\"compatibilityMode\":\"x\"}").fails(42203);
        Rest.post("/prism/v1/subjects/nobody/assertion", "{}").fails(40401);
    }

    @Test
    void theTrailSaysWhoDidWhat() {
        // Given
        Rest.post("/subjects/off-trail/versions", Rest.avro("\"int\"")).ok();
        Rest.delete("/subjects/off-trail").ok();

        // When
        Answer trail = Rest.get("/prism/v1/trail?subject=off-trail").ok();

        // Then
        assertThat(trail.json()).hasSize(2);
        assertThat(trail.json().path(0).path("event").asText()).isEqualTo("schema_deletion");
        assertThat(trail.json().path(0).path("versions").toString()).isEqualTo("[1]");
        assertThat(trail.json().path(1).path("by").asText()).isEqualTo("anybody");
        assertThat(trail.json().path(1).path("sha256").asText()).hasSize(64);
        assertThat(Rest.get("/prism/v1/trail?subject=off-trail&event=schema_deletion")
                        .json())
                .hasSize(1);
    }

    @Test
    void approvalsAreNotForRegistriesThatRefuse() {
        Rest.post("/prism/v1/subjects/x/approvals", Rest.avro("\"int\"")).fails(42205);
    }
}
