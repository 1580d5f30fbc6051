// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prism.registry.wire.Answer;
import io.prism.registry.wire.Rest;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TagsTest {

    private final String context = Rest.newContext();
    private final String versions = "/subjects/" + Rest.in(context, "orders") + "/versions";

    @Test
    void changesTagsOfAvro() {
        // Given
        Rest.post(
                        versions,
                        Rest.avro(
                                "{\"type\":\"record\",\"namespace\":\"shop\",\"name\":\"U\",\"fields\":[{\"name\":\"id\",\"type\":\"int\"}]}"))
                .ok();

        // When
        Answer tagged = Rest.post(versions + "/1/tags", request("tagsToAdd", "shop.U.id"))
                .ok();
        Answer found = Rest.get(versions + "/latest?findTags=*");
        Answer untagged = Rest.post(versions + "/2/tags", request("tagsToRemove", "shop.U.id"))
                .ok();

        // Then
        assertThat(tagged.get("version").asInt()).isEqualTo(2);
        assertThat(tagged.get("schema").asText()).contains("\"confluent:tags\":[\"PII\"]");
        assertThat(tagged.get("metadata")
                        .path("properties")
                        .path("confluent:version")
                        .asText())
                .isEqualTo("2");
        assertThat(found.get("schemaTags").path(0).path("tags").toString()).isEqualTo("[\"PII\"]");
        assertThat(untagged.get("version").asInt()).isEqualTo(3);
        assertThat(untagged.get("schema").asText()).doesNotContain("confluent:tags");
    }

    @Test
    void changesTagsOfJson() {
        // Given
        String schema =
                "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"object\",\"properties\":{\"b\":{\"type\":\"string\"}}}}}";
        Rest.post(versions, Rest.body(schema, "JSON").toString()).ok();

        // When
        Answer byName = Rest.post(versions + "/1/tags", request("tagsToAdd", "object.a.object.b"))
                .ok();
        Answer byPointer = Rest.post(versions + "/1/tags", request("tagsToAdd", "#/properties/a"))
                .ok();

        // Then
        assertThat(tree(byName).at("/properties/a/properties/b/confluent:tags").toString())
                .isEqualTo("[\"PII\"]");
        assertThat(tree(byPointer).at("/properties/a/confluent:tags").toString())
                .isEqualTo("[\"PII\"]");
    }

    private static JsonNode tree(Answer answer) {
        return new Answer(200, answer.headers(), answer.get("schema").asText()).json();
    }

    @Test
    void changesTagsOfProtobuf() {
        // Given
        String schema =
                "syntax = \"proto3\";\npackage p;\nmessage U { optional string id = 1; message I { string x = 1; } }";
        Rest.post(versions, Rest.body(schema, "PROTOBUF").toString()).ok();

        // When
        Answer field =
                Rest.post(versions + "/1/tags", request("tagsToAdd", "p.U.I.x")).ok();
        Answer message = Rest.post(versions + "/latest/tags", request("tagsToAdd", "p.U"))
                .ok();
        Answer removed = Rest.post(versions + "/latest/tags", request("tagsToRemove", "p.U.I.x"))
                .ok();

        // Then
        assertThat(field.get("schema").asText())
                .contains("import \"confluent/meta.proto\";", "(confluent.field_meta)", "\"PII\"");
        assertThat(message.get("schema").asText()).contains("(confluent.message_meta)", "(confluent.field_meta)");
        assertThat(removed.get("schema").asText())
                .contains("(confluent.message_meta)")
                .doesNotContain("field_meta");
    }

    @Test
    void changesRulesAndMetadataOnTheWay() {
        // Given
        ObjectNode body = Rest.body("{\"type\":\"record\",\"name\":\"U\",\"fields\":[]}", "AVRO");
        body.putObject("ruleSet")
                .putArray("domainRules")
                .addObject()
                .put("name", "old")
                .put("type", "CEL");
        Rest.post(versions, body.toString()).ok();

        // When
        Answer changed = Rest.post(versions + "/1/tags", """
            {"newVersion":2,"tagsToAdd":[{"schemaEntity":{"entityPath":"U","entityType":"sr_record"},"tags":["T"]}],
             "metadata":{"properties":{"owner":"me"}},"rulesToRemove":["old"],
             "rulesToMerge":{"domainRules":[{"name":"new","type":"CEL"}]}}
            """).ok();

        // Then
        assertThat(changed.get("metadata").path("properties").path("owner").asText())
                .isEqualTo("me");
        assertThat(changed.get("ruleSet").toString()).contains("\"new\"").doesNotContain("\"old\"");
    }

    @Test
    void refusesWhatIsNotThere() {
        // Given
        Rest.post(versions, Rest.avro("{\"type\":\"record\",\"name\":\"U\",\"fields\":[]}"))
                .ok();

        // Then
        Rest.post(versions + "/1/tags", request("tagsToAdd", "U.nothing")).fails(42201);
        Rest.post(versions + "/9/tags", request("tagsToAdd", "U")).fails(40402);
        Rest.post(versions + "/x/tags", request("tagsToAdd", "U")).fails(42202);
        Rest.post("/subjects/nobody/versions/1/tags", request("tagsToAdd", "U")).fails(40401);
        Rest.post(versions + "/1/tags", "{\"newVersion\":7}").fails(42201);
        Rest.post(versions + "/1/tags", "{\"tagsToAdd\":[{\"tags\":[\"x\"]}]}").fails(422);
    }

    private static String request(String what, String path) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode item = body.putArray(what).addObject();
        item.putObject("schemaEntity").put("entityPath", path).put("entityType", "sr_field");
        item.putArray("tags").add("PII");
        return body.toString();
    }
}
