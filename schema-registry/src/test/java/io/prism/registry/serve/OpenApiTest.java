// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.prism.registry.wire.Answer;
import io.prism.registry.wire.Rest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OpenApiTest {

    @Test
    void theDocumentDescribesExactlyWhatTheResourcesAnswer() {
        // When
        Answer document = Rest.get("/openapi?format=json").ok();

        // Then
        Set<String> described = new TreeSet<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        assertThat(described).isEqualTo(Operations.ofResources());
    }

    @Test
    void everyReferenceInTheDocumentLeadsSomewhere() {
        // Given
        JsonNode document = Rest.get("/openapi?format=json").ok().json();

        // When
        List<String> references = new ArrayList<>();
        document.findValues("$ref").forEach(reference -> references.add(reference.asText()));

        // Then
        assertThat(references)
                .isNotEmpty()
                .allMatch(reference -> !document.at(reference.substring(1)).isMissingNode());
    }

    @Test
    void everyParameterOfAPathIsDescribed() {
        // Given
        JsonNode paths = Rest.get("/openapi?format=json").get("paths");

        // Then
        paths.properties()
                .forEach(path -> path.getValue().forEach(operation -> {
                    List<String> named = new ArrayList<>();
                    operation
                            .path("parameters")
                            .forEach(parameter ->
                                    named.add("{" + parameter.path("name").asText() + "}"));
                    for (String segment : path.getKey().split("/", -1)) {
                        if (segment.startsWith("{")) {
                            assertThat(named).as(path.getKey()).contains(segment);
                        }
                    }
                    assertThat(operation.path("responses").has("default"))
                            .as(path.getKey())
                            .isTrue();
                }));
    }

    @Test
    void isThereAsYaml() {
        assertThat(Rest.get("/openapi").ok().body()).startsWith("---").contains("openapi: 3.1");
    }
}
