// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.json.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.prism.contracts.Contracts;
import io.prism.proxy.json.find.RpcMethod;
import io.prism.proxy.json.find.RpcMethods;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The OpenAPI document is what OpenAPI says it must be, is checked in as it is served, and tells of every method.
 * After a change of the protos: {@code -Dprism.write=true} writes the file anew.
 */
class OpenApiTest {

    private static final Path CHECKED_IN = Path.of("..", "docs", "openapi.json");

    @Test
    void isWhatIsCheckedIn() throws IOException {
        // Given
        if (Boolean.getBoolean("prism.write")) {
            Files.writeString(CHECKED_IN, OpenApi.text());
        }

        // When
        String checkedIn = Files.readString(CHECKED_IN);

        // Then
        assertThat(checkedIn).isEqualTo(OpenApi.text());
    }

    @Test
    void fitsTheSchemaOfOpenApi() throws IOException {
        // When
        Set<ValidationMessage> wrong = schema().validate(document());

        // Then
        assertThat(wrong).isEmpty();
    }

    @Test
    void wouldNotFitTheSchemaWithAMistake() throws IOException {
        // Given
        String broken = OpenApi.text().replace("\"in\" : \"path\"", "\"in\" : \"road\"");

        // When
        Set<ValidationMessage> wrong = schema().validate(new ObjectMapper().readTree(broken));

        // Then
        assertThat(wrong).isNotEmpty();
    }

    @Test
    void refersOnlyToWhatIsThere() throws IOException {
        // Given
        JsonNode document = document();
        List<String> references = new ArrayList<>();

        // When
        collect(document, references);

        // Then
        assertThat(references).hasSizeGreaterThan(100).allSatisfy(reference -> {
            assertThat(reference).startsWith("#/");
            assertThat(document.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse();
        });
    }

    @Test
    void tellsOfEveryDataMethodOnce() throws IOException {
        // Given
        JsonNode paths = document().get("paths");
        RpcMethods methods = new RpcMethods(Contracts.services());
        Set<String> ids = new HashSet<>();
        Set<String> told = new HashSet<>();

        // When
        paths.properties().forEach(path -> {
            String[] parts = path.getKey().split("/", -1);
            RpcMethod method = methods.find(parts[4], parts[5]);
            told.add(method.fullName());
            assertThat(path.getValue().has("get")).as(path.getKey()).isEqualTo(method.reads());
            for (String verb : List.of("get", "post")) {
                if (path.getValue().has(verb)) {
                    assertThat(ids.add(
                                    path.getValue().get(verb).get("operationId").asText()))
                            .isTrue();
                }
            }
        });

        // Then
        assertThat(told)
                .contains(
                        "prism.interfaces.keyvalue.KeyValueScanInterface/Scan",
                        "prism.interfaces.BindingInterface/DescribeBinding");
        assertThat(told).isEqualTo(dataMethods());
    }

    private static Set<String> dataMethods() {
        Set<String> all = new HashSet<>();
        Contracts.services().stream()
                .filter(service -> service.getFullName().matches("prism\\.interfaces\\.(\\w+\\.\\w+|BindingInterface)"))
                .forEach(service -> service.getMethods().stream()
                        .filter(method -> !method.isClientStreaming())
                        .forEach(method -> all.add(RpcMethod.of(method).fullName())));
        return all;
    }

    private static void collect(JsonNode node, List<String> references) {
        node.properties().forEach(entry -> {
            if (entry.getKey().equals("$ref") && entry.getValue().isTextual()) {
                references.add(entry.getValue().asText());
            }
            collect(entry.getValue(), references);
        });
        if (node.isArray()) {
            node.forEach(element -> collect(element, references));
        }
    }

    private static JsonNode document() throws IOException {
        return new ObjectMapper().readTree(OpenApi.text());
    }

    /** The official one, as the OpenAPI Initiative publishes it. */
    private static JsonSchema schema() throws IOException {
        try (InputStream schema =
                Objects.requireNonNull(OpenApiTest.class.getResourceAsStream("/openapi/oas-3.1.schema.json"))) {
            return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema);
        }
    }
}
