// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.registry.wire.Answer;
import io.prism.registry.wire.Rest;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server says of itself, and what it takes for bodies. */
@QuarkusTest
class ServerTest {

    @Test
    void isThere() {
        Rest.get("/").isJson("{}");
    }

    @Test
    void takesAnyObjectAtItsRoot() {
        Rest.post("/", "{\"a\":[1]}").isJson("{}");
        Rest.post("/", "x").fails(400);
    }

    @Test
    void saysToWhichClusterItBelongs() {
        Rest.get("/v1/metadata/id")
                .isJson(
                        "{\"scope\":{\"path\":[],\"clusters\":{\"schema-registry-cluster\":\"schema-registry\"}},\"id\":\"\"}");
    }

    @Test
    void saysWhichVersionItIs() {
        // When
        Answer answer = Rest.get("/v1/metadata/version").ok();

        // Then
        assertThat(answer.get("version").asText()).matches("\\d+\\..+");
        assertThat(answer.get("commitId").asText()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                Rest.V1,
                "application/vnd.schemaregistry+json",
                "application/json",
                "application/json; charset=utf-8",
                "application/octet-stream"
            })
    void takesTheContentTypesOfConfluent(String type) {
        // When
        Answer answer = Rest.send(Rest.request("/subjects/types/versions")
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(Rest.avro("\"int\""))));

        // Then
        answer.ok();
    }

    @Test
    void takesABodyWithoutAContentType() {
        Rest.send(Rest.request("/subjects/types/versions").POST(BodyPublishers.ofString(Rest.avro("\"int\""))))
                .ok();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded", "nonsense"})
    void refusesOtherContentTypes(String type) {
        Rest.send(Rest.request("/subjects/types/versions")
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(Rest.avro("\"int\""))))
                .fails(415, "HTTP 415 Unsupported Media Type");
    }

    @Test
    void refusesAnEmptyBody() {
        Rest.post("/subjects/types/versions", "").fails(422);
        Rest.put("/config", "").fails(422);
    }
}
