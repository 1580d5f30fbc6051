// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prism.registry.wire.Answer;
import io.prism.registry.wire.Rest;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SubjectTest {

    private final String context = Rest.newContext();
    private final String subject = "/subjects/" + Rest.in(context, "orders");
    private final String versions = subject + "/versions";

    @Test
    void looksASchemaUp() {
        // Given
        Rest.post(versions, Rest.avro("\"int\"")).ok();
        Rest.post(versions, Rest.avro("\"long\"")).ok();

        // When
        Answer found = Rest.post(subject, Rest.avro("{\"type\": \"int\"}")).ok();

        // Then
        assertThat(found.get("version").asInt()).isEqualTo(1);
        assertThat(found.get("id").asInt()).isEqualTo(1);
        assertThat(found.get("subject").asText()).isEqualTo(":" + context + ":orders");
        Rest.post(subject, Rest.avro("\"string\"")).fails(40403, "Schema not found");
        Rest.post("/subjects/nobody", Rest.avro("\"int\"")).fails(40401, "Subject 'nobody' not found.");
        Rest.post(subject, Rest.avro("{")).fails(42201);
    }

    @Test
    void looksUpWhatIsDeletedOnlyWhenAsked() {
        // Given
        Rest.post(versions, Rest.avro("\"int\"")).ok();
        Rest.post(versions, Rest.avro("\"long\"")).ok();
        Rest.delete(versions + "/1").ok();

        // Then
        Rest.post(subject, Rest.avro("\"int\"")).fails(40403);
        assertThat(Rest.post(subject + "?deleted=true", Rest.avro("\"int\""))
                        .ok()
                        .get("version")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aNameWithoutAContextIsLookedUpInAllContexts() {
        // Given
        String name = "only" + context.substring(1);
        Rest.post("/subjects/" + Rest.in(context, name) + "/versions", Rest.avro("\"bytes\""))
                .ok();

        // When
        Answer found = Rest.post("/subjects/" + name, Rest.avro("\"bytes\"")).ok();

        // Then
        assertThat(found.get("subject").asText()).isEqualTo(":" + context + ":" + name);
        assertThat(Rest.get("/subjects/" + name + "/versions/1")
                        .ok()
                        .get("subject")
                        .asText())
                .isEqualTo(":" + context + ":" + name);
    }

    @Test
    void findsTheLatestVersionWithMetadata() {
        // Given
        ObjectNode body = Rest.body("\"int\"", "AVRO");
        body.putObject("metadata").putObject("properties").put("major", "1").put("owner", "a b");
        Rest.post(versions, body.toString()).ok();
        body.put("schema", "\"long\"")
                .withObject("/metadata")
                .withObject("/properties")
                .put("major", "2");
        Rest.post(versions, body.toString()).ok();

        // Then
        assertThat(Rest.get(subject + "/metadata?key=major&value=1")
                        .ok()
                        .get("version")
                        .asInt())
                .isEqualTo(1);
        assertThat(Rest.get(subject + "/metadata?key=owner&value=a%20b")
                        .ok()
                        .get("version")
                        .asInt())
                .isEqualTo(2);
        assertThat(Rest.get(subject + "/metadata?key=owner&value=a%20b&key=major&value=1")
                        .get("version")
                        .asInt())
                .isEqualTo(1);
        Rest.get(subject + "/metadata?key=major&value=3").fails(40403);
        Rest.get(subject + "/metadata?key=major").fails(422);
        Rest.get("/subjects/nobody/metadata?key=major&value=1").fails(40401);
    }

    @Test
    void deletesASubjectSoftlyThenForGood() {
        // Given
        Rest.post(versions, Rest.avro("\"int\"")).ok();
        Rest.post(versions, Rest.avro("\"long\"")).ok();
        Rest.put("/config/" + Rest.in(context, "orders"), "{\"compatibility\":\"FULL\"}")
                .ok();

        // When
        Rest.delete(subject + "?permanent=true")
                .fails(
                        40405,
                        "Subject ':%s:orders' was not deleted first before being permanently deleted"
                                .formatted(context));
        Rest.delete(subject).isJson("[1,2]");
        Rest.delete(subject)
                .fails(
                        40404,
                        "Subject ':%s:orders' was soft deleted.Set permanent=true to delete permanently"
                                .formatted(context));

        // Then
        Rest.get(versions).fails(40401);
        Rest.get("/subjects?subjectPrefix=" + Rest.in(context, "")).isJson("[]");
        Rest.get("/subjects?deleted=true&subjectPrefix=" + Rest.in(context, ""))
                .isJson("[\":%s:orders\"]".formatted(context));
        Rest.get("/config/" + Rest.in(context, "orders")).fails(40408);
        assertThat(Rest.get("/schemas/ids/1?subject=" + Rest.in(context, ""))
                        .ok()
                        .get("schema")
                        .asText())
                .isEqualTo("\"int\"");
        Rest.delete(subject + "?permanent=true").isJson("[1,2]");
        Rest.delete(subject).fails(40401);
        Rest.get("/schemas/ids/1?subject=" + Rest.in(context, "")).fails(40403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a%2Fb", "a%20b", "%C3%BC%F0%9F%98%80", "a%25b", "a%3Fb%23c", "__EMPTY", "..%2F..%2Fx", "a%3Bb=c"
            })
    void anyNameIsKeptAsItIs(String segment) {
        // Given
        String path = "/subjects/" + segment + "/versions";
        String unique = "{\"type\":\"fixed\",\"name\":\"F\",\"size\":%d}".formatted(1000 + segment.hashCode() % 500);

        // When
        Answer registered = Rest.post(path, Rest.avro(unique)).ok();

        // Then
        assertThat(Rest.get(path + "/latest").ok().get("schema").asText()).isEqualTo(unique);
        String name = java.net.URLDecoder.decode(segment, java.nio.charset.StandardCharsets.UTF_8);
        assertThat(registered.get("subject").asText()).isEqualTo(segment.equals("__EMPTY") ? "" : name);
        Rest.delete("/subjects/" + segment).ok();
        Rest.delete("/subjects/" + segment + "?permanent=true").ok();
    }

    @Test
    void anAliasStandsForAnotherSubject() {
        // Given
        Rest.post(versions, Rest.avro("\"int\"")).ok();
        String alias = Rest.in(context, "alias");
        Rest.put("/config/" + alias, "{\"alias\":\"orders\"}").ok();

        // Then
        assertThat(Rest.get("/subjects/" + alias + "/versions/1")
                        .ok()
                        .get("subject")
                        .asText())
                .isEqualTo(":" + context + ":orders");
        Rest.get("/subjects/" + alias + "/versions").isJson("[1]");
        assertThat(Rest.get("/schemas?aliases=true&subjectPrefix=" + alias)
                        .ok()
                        .json()
                        .path(0)
                        .path("aliases")
                        .toString())
                .isEqualTo("[\":%s:alias\"]".formatted(context));
        assertThat(Rest.get("/config/" + alias).get("alias").asText()).isEqualTo("orders");
        Rest.put("/config/" + alias, "{\"alias\":\"a\\nb\"}").fails(42208);
        Rest.put("/config/" + alias, "{\"alias\":\"\"}").ok();
        Rest.get("/subjects/" + alias + "/versions").fails(40401);
    }
}
