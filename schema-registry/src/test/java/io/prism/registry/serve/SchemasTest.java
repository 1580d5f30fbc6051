// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prism.registry.wire.Answer;
import io.prism.registry.wire.Rest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SchemasTest {

    private final String context = Rest.newContext();
    private final String within = "subject=" + Rest.in(context, "");
    private final String orders = "/subjects/" + Rest.in(context, "orders");

    @BeforeEach
    void twoSubjects() {
        Rest.post(orders + "/versions", Rest.avro("\"int\"")).ok();
        Rest.post(orders + "/versions", Rest.avro("\"long\"")).ok();
        Rest.post("/subjects/" + Rest.in(context, "audit") + "/versions", Rest.avro("\"long\""))
                .ok();
    }

    @Test
    void listsSchemas() {
        // Given
        String all = "/schemas?subjectPrefix=" + Rest.in(context, "");
        ObjectNode body = Rest.body("\"double\"", "AVRO");
        body.putObject("ruleSet")
                .putArray("domainRules")
                .addObject()
                .put("name", "a")
                .put("type", "CEL");
        Rest.post("/subjects/" + Rest.in(context, "ruled") + "/versions", body.toString())
                .ok();
        Rest.delete(orders + "/versions/1").ok();

        // Then
        assertThat(found(all)).containsExactly("audit 1", "orders 2", "ruled 1");
        assertThat(found(all + "&deleted=true")).containsExactly("audit 1", "orders 1", "orders 2", "ruled 1");
        assertThat(found(all + "&deleted=true&latestOnly=true")).containsExactly("audit 1", "orders 2", "ruled 1");
        assertThat(found(all + "&offset=1&limit=1")).containsExactly("orders 2");
        assertThat(found(all + "&ruleType=CEL")).containsExactly("ruled 1");
        assertThat(found("/schemas?subjectPrefix=" + Rest.in(context, "or"))).containsExactly("orders 2");
    }

    private List<String> found(String path) {
        List<String> found = new ArrayList<>();
        for (JsonNode schema : Rest.get(path).ok().json()) {
            String subject = schema.path("subject").asText();
            found.add(subject.substring(subject.lastIndexOf(':') + 1) + " "
                    + schema.path("version").asText());
        }
        return found;
    }

    @Test
    void givesASchemaByItsId() {
        // When
        Answer answer = Rest.get("/schemas/ids/2?fetchMaxId=true&" + within).ok();

        // Then
        assertThat(answer.get("schema").asText()).isEqualTo("\"long\"");
        assertThat(answer.get("maxId").asInt()).isEqualTo(2);
        assertThat(answer.get("guid").asText()).hasSize(36);
        assertThat(answer.json().has("id")).isFalse();
        Rest.get("/schemas/ids/7?" + within).fails(40403, "Schema 7 not found");
        Rest.get("/schemas/ids/x").fails(40403);
        Rest.get("/schemas/ids/99999999999").fails(40403);
    }

    @Test
    void givesOnlyTheTextOfAnId() {
        assertThat(Rest.get("/schemas/ids/1/schema?" + within).ok().body()).isEqualTo("\"int\"");
        Rest.get("/schemas/ids/7/schema?" + within).fails(40403);
    }

    @Test
    void knowsTheSubjectsOfAnId() {
        // Given
        Rest.delete("/subjects/" + Rest.in(context, "audit")).ok();

        // Then
        Rest.get("/schemas/ids/2/subjects?" + within).isJson("[\":%s:orders\"]".formatted(context));
        Rest.get("/schemas/ids/2/subjects?deleted=true&" + within)
                .isJson("[\":%1$s:audit\",\":%1$s:orders\"]".formatted(context));
        Rest.get("/schemas/ids/2/subjects?deleted=true&offset=1&" + within)
                .isJson("[\":%s:orders\"]".formatted(context));
        Rest.get("/schemas/ids/7/subjects?" + within).fails(40403);
    }

    @Test
    void knowsTheVersionsOfAnId() {
        Rest.get("/schemas/ids/2/versions?" + within)
                .isJson("[{\"subject\":\":%1$s:audit\",\"version\":1},{\"subject\":\":%1$s:orders\",\"version\":2}]"
                        .formatted(context));
        Rest.get("/schemas/ids/2/versions?limit=1&" + within)
                .isJson("[{\"subject\":\":%s:audit\",\"version\":1}]".formatted(context));
        Rest.get("/schemas/ids/7/versions?" + within).fails(40403);
    }

    @Test
    void theSubjectOfAnIdSaysInWhichContextItIs() {
        // Given
        String name = "mine" + context.substring(1);
        Rest.post("/subjects/" + Rest.in(context, name) + "/versions", Rest.avro("\"bytes\""))
                .ok();

        // Then
        assertThat(Rest.get("/schemas/ids/3?subject=" + name)
                        .ok()
                        .get("subject")
                        .asText())
                .isEqualTo(":" + context + ":" + name);
        Rest.get("/schemas/ids/1?subject=" + Rest.in(context, name)).fails(40403);
    }

    @Test
    void givesTheFormats() {
        Rest.get("/schemas/types").isJson("[\"JSON\",\"PROTOBUF\",\"AVRO\"]");
    }

    @Test
    void givesASchemaByItsGuid() {
        // Given
        String guid = Rest.get("/schemas/ids/1?" + within).get("guid").asText();

        // When
        Answer answer = Rest.get("/schemas/guids/" + guid).ok();

        // Then
        assertThat(answer.get("schema").asText()).isEqualTo("\"int\"");
        assertThat(answer.get("guid").asText()).isEqualTo(guid);
        assertThat(answer.json().has("subject")).isFalse();
        Rest.get("/schemas/guids/00000000-0000-0000-0000-000000000000").fails(40403);
        Rest.get("/schemas/guids/x").fails(40403);
    }

    @Test
    void knowsTheIdsOfAGuid() {
        // Given
        String other = Rest.newContext();
        String schema = "{\"type\":\"fixed\",\"name\":\"G\",\"size\":%s}".formatted(context.substring(2));
        Rest.post(orders + "x/versions", Rest.avro(schema)).ok();
        String guid = Rest.post("/subjects/" + Rest.in(other, "orders") + "/versions", Rest.avro(schema))
                .ok()
                .get("guid")
                .asText();

        // Then
        assertThat(Rest.get("/schemas/guids/" + guid + "/ids").ok().json())
                .extracting(JsonNode::toString)
                .containsExactlyInAnyOrder(
                        "{\"context\":\"%s\",\"id\":3}".formatted(context),
                        "{\"context\":\"%s\",\"id\":1}".formatted(other));
        Rest.get("/schemas/guids/x/ids").fails(40403);
    }
}
