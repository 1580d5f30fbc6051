// SPDX-License-Identifier: Apache-2.0
package io.prism.core.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.core.config.BindingServices;
import io.prism.core.config.PrismConfig;
import io.prism.core.config.read.PrismConfigFile;
import io.prism.core.config.schema.ConfigSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The registry files of the toys in {@code io.prism.host.toy}, added to a copy of the registry as docs/guide/extending.md
 * says and indexed by the script of the build. The toys themselves are tried in the host's {@code ToyTest}.
 */
class ToyRegistryTest {

    private static final Path REGISTRY = Path.of("src", "main", "resources", "registry");
    private static final Path SCRIPT = Path.of(System.getProperty("prism.root", "../.."), ".mvn", "write-index")
            .toAbsolutePath();

    private static final String BACKEND = """
            type: toy
            description: Keeps a few entries in a map.
            claims: [keyvalue_basic]
            durability: none
            options:
              entries:
                kind: number
                default: 100
                min: 1
                description: Most entries held; a write of one more is refused.
            """;
    private static final String PATTERN = """
            name: toychat
            description: Talk both ways.
            slots:
              log:
                description: Keeps what was said.
                requires: [keyvalue_basic]
            exposes:
              toy_chat: ""
            options:
              max-chars:
                kind: number
                default: 5
                min: 1
                description: Longest text that is accepted.
            """;
    private static final String FILE = """
            backends:
              little: { type: toy, entries: 2 }
            namespaces:
              - { name: toys, pattern: toychat, backend: little }
            """;

    @TempDir
    private Path module = Path.of("");

    @BeforeEach
    void copyTheRegistry() throws IOException {
        try (Stream<Path> files = Files.walk(REGISTRY)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = module.resolve(file);
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    @Test
    void knowsABackendTypeAndAPatternByTheirFiles() throws IOException, InterruptedException {
        // Given
        add("backends/toy.yaml", BACKEND);
        add("patterns/toychat.yaml", PATTERN);
        add("interfaces.yaml", "toy_chat: prism.toy.ToyChatInterface\n");
        assertThat(touched()).containsExactly("backends/toy.yaml", "interfaces.yaml", "patterns/toychat.yaml");

        // When
        Catalogue catalogue = indexed();
        PrismConfig config = PrismConfigFile.parse(FILE, module.resolve("prism.yaml"), catalogue);

        // Then
        assertThat(config.backend("little").orElseThrow().options()).isEqualTo(Map.of("entries", "2"));
        var binding = config.namespace("toys").orElseThrow().binding("toychat").orElseThrow();
        assertThat(binding.slots()).isEqualTo(Map.of("log", "little"));
        assertThat(binding.config()).isEqualTo(Map.of("max-chars", "5", "idle-timeout", "5m"));
        assertThat(BindingServices.servicesOf(binding, config, catalogue))
                .extracting(InterfaceType::service)
                .containsExactly("prism.toy.ToyChatInterface", "prism.interfaces.BindingInterface");
        assertThat(ConfigSchema.json(catalogue)).contains("\"max-chars\"", "\"entries\"");
    }

    @Test
    void isTheSameRegistryWhenNothingIsAdded() throws IOException, InterruptedException {
        assertThat(indexed().backends())
                .containsExactlyElementsOf(Catalogue.builtIn().backends());
        assertThat(indexed().patterns())
                .containsExactlyElementsOf(Catalogue.builtIn().patterns());
    }

    private void add(String file, String text) throws IOException {
        Files.writeString(
                module.resolve(REGISTRY).resolve(file), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Files of the copy that are not as they are in the registry. */
    private List<String> touched() throws IOException {
        Path copy = module.resolve(REGISTRY);
        try (Stream<Path> files = Files.walk(copy)) {
            return files.filter(Files::isRegularFile)
                    .map(copy::relativize)
                    .filter(file -> !Files.exists(REGISTRY.resolve(file))
                            || !text(REGISTRY.resolve(file)).equals(text(copy.resolve(file))))
                    .map(Path::toString)
                    .sorted()
                    .toList();
        }
    }

    private Catalogue indexed() throws IOException, InterruptedException {
        Process script = new ProcessBuilder(SCRIPT.toString(), "registry", module.toString())
                .inheritIO()
                .start();
        assertThat(script.waitFor()).isZero();
        return RegistryReader.read(name -> text(
                name.endsWith("/index")
                        ? module.resolve("target/classes").resolve(name)
                        : module.resolve("src/main/resources").resolve(name)));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
