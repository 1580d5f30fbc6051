// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.registry.wire.Answer;
import io.prism.registry.wire.Rest;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CompatibilityTest {

    private final String context = Rest.newContext();
    private final String orders = Rest.in(context, "orders");
    private final String versions = "/subjects/" + orders + "/versions";
    private final String check = "/compatibility/subjects/" + orders + "/versions";

    @Test
    void comparesWithOneVersion() {
        // Given
        Rest.post(versions, Rest.avro("\"int\"")).ok();
        Rest.post(versions, Rest.avro("\"long\"")).ok();

        // Then
        Rest.post(check + "/1", Rest.avro("\"int\"")).isJson("{\"is_compatible\":true}");
        Rest.post(check + "/2", Rest.avro("\"int\"")).isJson("{\"is_compatible\":false}");
        Rest.post(check + "/latest", Rest.avro("\"int\"")).isJson("{\"is_compatible\":false}");
        Rest.post(check + "/9", Rest.avro("\"int\"")).fails(40402, "Version 9 not found.");
        Rest.post(check + "/x", Rest.avro("\"int\"")).fails(42202);
        Rest.post(check + "/1", Rest.avro("{")).fails(42201);
    }

    @Test
    void everythingMayFollowNothing() {
        Rest.post(check + "/latest", Rest.avro("\"int\"")).isJson("{\"is_compatible\":true}");
        Rest.post(check, Rest.avro("\"int\"")).isJson("{\"is_compatible\":true}");
        Rest.post(check + "/1", Rest.avro("\"int\"")).fails(40402);
    }

    @Test
    void comparesWithAllVersionsThatTheLevelAsksFor() {
        // Given
        Rest.put("/config/" + orders, "{\"compatibility\":\"NONE\"}").ok();
        Rest.post(versions, Rest.avro("\"string\"")).ok();
        Rest.post(versions, Rest.avro("\"int\"")).ok();

        // When
        Rest.put("/config/" + orders, "{\"compatibility\":\"BACKWARD\"}").ok();
        Rest.post(check, Rest.avro("\"long\"")).isJson("{\"is_compatible\":true}");
        Rest.put("/config/" + orders, "{\"compatibility\":\"BACKWARD_TRANSITIVE\"}")
                .ok();

        // Then
        Rest.post(check, Rest.avro("\"long\"")).isJson("{\"is_compatible\":false}");
        Rest.get(versions).isJson("[1,2]");
    }

    @Test
    void saysWhyWhenAsked() {
        // Given
        Rest.post(versions, Rest.avro("\"int\"")).ok();

        // When
        Answer why = Rest.post(check + "/latest?verbose=true", Rest.avro("\"string\""))
                .ok();

        // Then
        assertThat(why.get("is_compatible").asBoolean()).isFalse();
        assertThat(why.get("messages").path(0).asText()).startsWith("{errorType:'TYPE_MISMATCH'");
        assertThat(why.get("messages").path(1).asText()).isEqualTo("{oldSchemaVersion: 1}");
        assertThat(why.get("messages").path(2).asText()).isEqualTo("{oldSchema: '\"int\"'}");
        assertThat(why.get("messages").path(3).asText())
                .isEqualTo("{validateFields: 'false', compatibility: 'BACKWARD'}");
        Answer wrong = Rest.post(check + "?verbose=true", Rest.avro("{")).ok();
        assertThat(wrong.get("is_compatible").asBoolean()).isFalse();
        assertThat(wrong.get("messages")).hasSize(1);
    }

    @Test
    void aSchemaOfAnotherFormatIsIncompatible() {
        // Given
        Rest.post(versions, Rest.avro("\"int\"")).ok();

        // When
        Answer why = Rest.post(
                        check + "?verbose=true",
                        Rest.body("{\"type\":\"object\"}", "JSON").toString())
                .ok();

        // Then
        assertThat(why.get("messages").path(0).asText()).isEqualTo("Incompatible because of different schema type");
    }
}
