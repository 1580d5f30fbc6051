// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prism.core.config.BindingServices;
import io.prism.core.config.Isolation;
import io.prism.core.config.Manifest;
import io.prism.core.config.PrismConfig;
import io.prism.core.config.fault.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatternFolderTest {

    private static final String GOOD = """
            name: hello
            version: 1.2.0
            executable: ./hello.py
            isolation: session
            interfaces: [keyvalue_basic]
            environment: { LOG_LEVEL: info }
            """;
    private static final String USES_HELLO = """
            backends: { memory: { type: memory } }
            namespaces:
              - { name: n, %s bindings: [ { name: b, pattern: hello } ] }
            """;

    @TempDir
    Path folder;

    @Test
    void makesPatternsOfManifests() throws IOException {
        // Given
        manifest("hello", GOOD);

        // When
        PatternFolder patterns = PatternFolder.beside(file());

        // Then
        Manifest hello = patterns.manifest("hello").orElseThrow();
        assertThat(hello.executable()).isEqualTo(folder.resolve("patterns/hello/hello.py"));
        assertThat(hello.isolation()).isEqualTo(Isolation.SESSION);
        assertThat(hello.environment()).isEqualTo(Map.of("LOG_LEVEL", "info"));
        assertThat(patterns.manifest("keyvalue")).isEmpty();
        PrismConfig config = PrismConfigFile.parse(USES_HELLO.formatted(""), file(), patterns.catalogue());
        var binding = config.namespace("n")
                .flatMap(namespace -> namespace.binding("b"))
                .orElseThrow();
        assertThat(binding.config()).containsEntry("idle-timeout", "5m");
        assertThat(BindingServices.servicesOf(binding, config, patterns.catalogue()))
                .singleElement()
                .satisfies(served -> assertThat(served.id()).isEqualTo("keyvalue_basic"));
    }

    @Test
    void isEmptyWithoutAFolder() {
        assertThat(PatternFolder.beside(file()).manifests()).isEmpty();
    }

    @Test
    void tellsEveryFaultWithItsPlace() throws IOException {
        // Given
        manifest("hello", """
                name: hallo
                executable: ./hello.py
                isolation: embedded
                interfaces: [keyvalue_basics]
                helthcheck: {}
                """);

        // Then
        assertThatThrownBy(() -> PatternFolder.beside(file()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("manifest.yaml:1:1: name: 'hallo' is not the name of the manifest's folder")
                .hasMessageContaining("version: is missing")
                .hasMessageContaining("manifest.yaml:3:12: isolation: 'embedded' is not an isolation level")
                .hasMessageContaining("did you mean 'keyvalue_basic'")
                .hasMessageContaining("manifest.yaml:5:1: helthcheck: 'helthcheck' is not a key here");
    }

    @Test
    void refusesANameThatPrismUsesItself() throws IOException {
        manifest("keyvalue", GOOD.replace("name: hello", "name: keyvalue"));

        assertThatThrownBy(() -> PatternFolder.beside(file())).hasMessageContaining("is a pattern that Prism brings");
    }

    @Test
    void refusesToEmbedAProgramOfItsOwn() throws IOException {
        manifest("hello", GOOD);
        PatternFolder patterns = PatternFolder.beside(file());

        assertThatThrownBy(() -> PrismConfigFile.parse(
                        USES_HELLO.formatted("isolation: embedded,"), file(), patterns.catalogue()))
                .hasMessageContaining("cannot be embedded");
    }

    private Path file() {
        return folder.resolve("prism.yaml");
    }

    private void manifest(String name, String text) throws IOException {
        Path pattern = Files.createDirectories(folder.resolve("patterns").resolve(name));
        Files.writeString(pattern.resolve("manifest.yaml"), text);
    }
}
