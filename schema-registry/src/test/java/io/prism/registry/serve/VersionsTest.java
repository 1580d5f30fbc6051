// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prism.registry.wire.Answer;
import io.prism.registry.wire.Rest;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class VersionsTest {

    private static final String PERSON =
            "syntax = \"proto3\";\npackage p;\n\nmessage Person {\n  string name = 1;\n}\n";

    private final String context = Rest.newContext();
    private final String subject = "/subjects/" + Rest.in(context, "orders");
    private final String versions = subject + "/versions";

    @BeforeEach
    void threeVersions() {
        Rest.post(versions, Rest.avro("\"int\"")).ok();
        Rest.post(versions, Rest.avro("\"long\"")).ok();
        Rest.post(versions, Rest.avro("\"double\"")).ok();
    }

    @Test
    void listsVersions() {
        // Given
        Rest.delete(versions + "/2").ok();

        // Then
        Rest.get(versions).isJson("[1,3]");
        Rest.get(versions + "?deleted=true").isJson("[1,2,3]");
        Rest.get(versions + "?deletedOnly=true").isJson("[2]");
        Rest.get(versions + "?deletedAsNegative=true").isJson("[1,-2,3]");
        Rest.get(versions + "?deleted=true&offset=1&limit=1").isJson("[2]");
        Rest.get("/subjects/nobody/versions").fails(40401, "Subject 'nobody' not found.");
    }

    @Test
    void givesAVersion() {
        // When
        Answer answer = Rest.get(versions + "/2").ok();

        // Then
        assertThat(answer.get("subject").asText()).isEqualTo(":" + context + ":orders");
        assertThat(answer.get("version").asInt()).isEqualTo(2);
        assertThat(answer.get("id").asInt()).isEqualTo(2);
        assertThat(answer.get("schema").asText()).isEqualTo("\"long\"");
        assertThat(answer.json().has("deleted")).isFalse();
        assertThat(answer.json().has("references")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest", "-1"})
    void knowsTheLatestVersion(String latest) {
        assertThat(Rest.get(versions + "/" + latest).ok().get("version").asInt())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-2", "x", "1.5", "2147483648", "%20"})
    void refusesWhatIsNoVersion(String version) {
        Rest.get(versions + "/" + version).fails(42202);
    }

    @Test
    void saysWhatIsMissing() {
        Rest.get(versions + "/4").fails(40402, "Version 4 not found.");
        Rest.get("/subjects/nobody/versions/1").fails(40401, "Subject 'nobody' not found.");
        Rest.get(versions + "/zero")
                .fails(
                        42202,
                        "The specified version 'zero' is not a valid version id. Allowed values are between "
                                + "[1, 2^31-1] and the string \"latest\"");
    }

    @Test
    void hidesWhatIsDeletedUnlessAsked() {
        // Given
        Rest.delete(versions + "/3").ok();

        // Then
        Rest.get(versions + "/3").fails(40402);
        assertThat(Rest.get(versions + "/3?deleted=true").ok().get("deleted").asBoolean())
                .isTrue();
        assertThat(Rest.get(versions + "/latest").get("version").asInt()).isEqualTo(2);
    }

    @Test
    void givesOnlyTheText() {
        assertThat(Rest.get(versions + "/1/schema").ok().body()).isEqualTo("\"int\"");
        Rest.get(versions + "/9/schema").fails(40402);
        Rest.get(versions + "/x/schema").fails(42202);
    }

    @Test
    void givesProtobufInTheFormThatIsAskedFor() {
        // Given
        String proto = "/subjects/" + Rest.in(context, "proto") + "/versions";
        Rest.post(proto, Rest.body(PERSON, "PROTOBUF").toString()).ok();

        // Then
        assertThat(Rest.get(proto + "/1").get("schemaType").asText()).isEqualTo("PROTOBUF");
        assertThat(Rest.get(proto + "/1/schema").body()).isEqualTo(PERSON);
        assertThat(Rest.get(proto + "/1/schema?format=serialized").body()).matches("[A-Za-z0-9+/]+=*");
        assertThat(Rest.get(proto + "/1/schema?format=nonsense").body()).isEqualTo(PERSON);
    }

    @Test
    void findsTags() {
        // Given
        String tagged = "/subjects/" + Rest.in(context, "tagged") + "/versions";
        Rest.post(tagged, Rest.avro("""
            {"type":"record","name":"U","fields":[{"name":"id","type":"int","confluent:tags":["PII","X"]}]}
            """)).ok();

        // When
        Answer found = Rest.get(tagged + "/1?findTags=PII").ok();

        // Then
        assertThat(found.get("schemaTags").toString())
                .isEqualTo(
                        "[{\"schemaEntity\":{\"entityPath\":\"U.id\",\"entityType\":\"sr_field\"},\"tags\":[\"PII\",\"X\"]}]");
        assertThat(Rest.get(tagged + "/1?findTags=NO").get("schemaTags").toString())
                .isEqualTo("[]");
    }

    @Test
    void knowsWhatRefersToAVersion() {
        // Given
        String target = "/subjects/" + Rest.in(context, "target") + "/versions";
        Rest.post(target, Rest.avro("{\"type\":\"record\",\"name\":\"T\",\"fields\":[]}"))
                .ok();
        ObjectNode body = Rest.body("{\"type\":\"array\",\"items\":\"T\"}", "AVRO");
        body.putArray("references")
                .addObject()
                .put("name", "T")
                .put("subject", "target")
                .put("version", -1);
        int id = Rest.post("/subjects/" + Rest.in(context, "user") + "/versions", body.toString())
                .ok()
                .get("id")
                .asInt();

        // Then
        Rest.get(target + "/1/referencedby").isJson("[" + id + "]");
        Rest.get(target + "/latest/referencedby?offset=1").isJson("[]");
        Rest.get(versions + "/1/referencedby").isJson("[]");
        Rest.get(versions + "/9/referencedby").fails(40402);
        Rest.delete(target + "/1").fails(42206);
        Rest.delete("/subjects/" + Rest.in(context, "target")).fails(42206);
        Answer stored = Rest.get("/subjects/" + Rest.in(context, "user") + "/versions/1");
        assertThat(stored.get("references").toString())
                .isEqualTo("[{\"name\":\"T\",\"subject\":\"target\",\"version\":1}]");
        assertThat(Rest.get("/subjects/" + Rest.in(context, "user") + "/versions/1?referenceFormat=qualified")
                        .get("references")
                        .path(0)
                        .path("subject")
                        .asText())
                .isEqualTo(":" + context + ":target");
        assertThat(Rest.get("/subjects/" + Rest.in(context, "user") + "/versions/1/schema?format=resolved")
                        .body())
                .contains("\"fields\":[]");
    }

    @Test
    void deletesAVersionSoftlyThenForGood() {
        // When
        Rest.delete(versions + "/1?permanent=true")
                .fails(
                        40407,
                        "Subject ':%s:orders' Version 1 was not deleted first before being permanently deleted"
                                .formatted(context));
        Rest.delete(versions + "/1").isJson("1");
        Rest.delete(versions + "/1")
                .fails(
                        40406,
                        "Subject ':%s:orders' Version 1 was soft deleted.Set permanent=true to delete permanently"
                                .formatted(context));
        Rest.delete(versions + "/1?permanent=true").isJson("1");

        // Then
        Rest.delete(versions + "/1").fails(40402);
        Rest.delete("/subjects/nobody/versions/1").fails(40401);
        Rest.delete(versions + "/x").fails(42202);
        Rest.get(versions + "?deleted=true").isJson("[2,3]");
    }

    @Test
    void deletesTheLatestVersion() {
        Rest.delete(versions + "/latest").isJson("3");
        Rest.delete(versions + "/-1").isJson("2");
        Rest.get(versions).isJson("[1]");
    }

    @Test
    void whatIsRegisteredAgainAfterSoftDeletionIsANewVersionWithTheSameId() {
        // Given
        Rest.delete(versions + "/3").ok();

        // When
        Answer again = Rest.post(versions, Rest.avro("\"double\"")).ok();

        // Then
        assertThat(again.get("id").asInt()).isEqualTo(3);
        assertThat(again.get("version").asInt()).isEqualTo(4);
        Rest.get(versions + "?deleted=true").isJson("[1,2,4]");
    }
}
