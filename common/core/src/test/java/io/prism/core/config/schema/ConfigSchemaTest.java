// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.prism.core.catalogue.Catalogue;
import io.prism.core.config.read.BadFilesTest;
import io.prism.core.config.read.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigSchemaTest {

    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(ConfigSchema.json(Samples.catalogue()));

    @Test
    void isTheOneThatIsShipped() throws IOException {
        // Given
        Path shipped = Samples.ofProject("docs/prism.schema.json");
        String now = ConfigSchema.json(Catalogue.builtIn());
        if (Boolean.getBoolean("schema.accept")) {
            Files.writeString(shipped, now);
        }

        // When
        String then = Files.exists(shipped) ? Samples.text(shipped) : "";

        // Then
        assertThat(then)
                .as("docs/prism.schema.json is out of step; rewrite it: ./mvnw -Dquick test -pl common/core -am"
                        + " -Dtest=ConfigSchemaTest -Dsurefire.failIfNoSpecifiedTests=false -Dschema.accept=true")
                .isEqualTo(now);
    }

    @Test
    void acceptsTheShippedFileAndTheOneThatUsesEverything() {
        assertThat(SCHEMA.validate(Samples.text(Samples.ofProject("prism.yaml")), InputFormat.YAML))
                .isEmpty();
        assertThat(SCHEMA.validate(Samples.EVERYTHING, InputFormat.YAML)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy:\nbackends: {}\nnamespaces: []",
                "backends: { m: { type: memory, max-keys: \"5\", max-bytes: 1024 } }\nnamespaces: []",
                "backends: { m: { type: memory, max-keys: \"${env:KEYS}\" } }\nnamespaces: []",
                "backends: { q: { type: bus, pool.max: 3 } }\nnamespaces: []",
                "backends: {}\nnamespaces: [{ name: a, bindings: [] }]"
            })
    void acceptsWhatTheReaderAccepts(String text) {
        // Given
        Samples.parse(text);

        // When / Then
        assertThat(SCHEMA.validate(text, InputFormat.YAML)).isEmpty();
    }

    static Stream<BadFilesTest.BadFile> structuralFaults() {
        return Stream.of(
                        BadFilesTest.OF_VALUES,
                        BadFilesTest.OF_BACKENDS,
                        BadFilesTest.OF_NAMESPACES,
                        BadFilesTest.OF_BINDINGS)
                .flatMap(List::stream)
                .filter(bad -> !onlyTheReaderKnows(bad));
    }

    /** Limits of quantities, references, and what holds between two places of the file. */
    private static boolean onlyTheReaderKnows(BadFilesTest.BadFile bad) {
        String problem = bad.problem();
        return List.of("from", "from 0s to 365d", "from 1ms to 365d", "from 1KiB to 1GiB")
                        .contains(problem)
                || problem.startsWith("port from")
                || problem.startsWith("is where")
                || problem.startsWith("is already")
                || problem.contains("twice")
                || problem.endsWith("backend")
                || problem.startsWith("is more than backend")
                || bad.value().startsWith("${")
                || bad.text().contains("hunter2${")
                // The YAML 1.1 of the validator takes "no" for false; Prism and editors do not.
                || bad.value().equals("no");
    }

    @ParameterizedTest
    @MethodSource("structuralFaults")
    void refusesStructuralFaults(BadFilesTest.BadFile bad) {
        assertThat(SCHEMA.validate(bad.text(), InputFormat.YAML)).isNotEmpty();
    }
}
