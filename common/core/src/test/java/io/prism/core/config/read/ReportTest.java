// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.prism.core.config.fault.ConfigException;
import io.prism.core.config.fault.ConfigFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    @TempDir
    Path folder;

    @Test
    void reportsEveryFaultOfAFileAtOnceAndInItsOrder() {
        // Given
        String text = """
                proxy:
                  listen: nowhere
                  hold-time: soon
                backends:
                  cache: { type: memory, max-keys: none }
                namespaces:
                  - name: default
                    bindings:
                      - name: kv
                        pattern: keyvalue
                        slots: { store: cahce }
                      - name: kv
                        pattern: keyvalue
                        backend: cache
                """;

        // When
        ConfigException refused = refused(text);

        // Then
        assertThat(refused.getMessage().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("prism.yaml:2:11: proxy.listen: 'nowhere' is not an address"),
                        line -> assertThat(line)
                                .startsWith("prism.yaml:3:14: proxy.hold-time: 'soon' is not a duration"),
                        line -> assertThat(line).startsWith("prism.yaml:5:36: backends.cache.max-keys: 'none' is not"),
                        line -> assertThat(line)
                                .isEqualTo("prism.yaml:11:25: namespaces[0].bindings[0].slots.store: 'cahce' is not a"
                                        + " backend; did you mean 'cache'? There are: cache"),
                        line -> assertThat(line)
                                .startsWith("prism.yaml:12:15: namespaces[0].bindings[1].name: 'kv' is already"));
    }

    @Test
    void namesTheInterfaceThatABackendLacksAndTheTypesThatHaveIt() {
        // Given
        String text = """
                backends: { queue: { type: bus } }
                namespaces:
                  - { name: a, pattern: keyvalue, backend: queue }
                """;

        // When
        ConfigException refused = refused(text);

        // Then
        assertThat(refused)
                .hasMessage("prism.yaml:3:44: namespaces[0].backend: 'queue' is of type bus, which does not claim"
                        + " keyvalue_basic that slot 'store' requires; use a backend of a type that does: memory,"
                        + " postgres, redis, sqlite");
    }

    @Test
    void doesNotBlameABindingForItsBackendsFault() {
        // Given
        String text = """
                backends: { queue: { type: redsi } }
                namespaces:
                  - { name: a, pattern: keyvalue, backend: queue }
                """;

        // When
        ConfigException refused = refused(text);

        // Then
        assertThat(refused.faults()).extracting(ConfigFault::path).containsExactly("backends.queue.type");
    }

    @Test
    void fitsOnOneScreen() {
        // Given
        StringBuilder text = new StringBuilder("backends: {}\nnamespaces: []\n");
        for (int i = 0; i < 5000; i++) {
            text.append("key-").append(i).append(": 1\n");
        }

        // When
        ConfigException refused = refused(text.toString());

        // Then
        assertThat(refused.faults()).hasSize(1000);
        assertThat(refused.getMessage().lines()).hasSize(21).last().isEqualTo("and 980 more");
    }

    @Test
    void showsNoControlCharactersAndNoLongValues() {
        // Given
        String text = "backends: {}\nnamespaces: []\nproxy: { listen: \"\\e[31m" + "x".repeat(500) + "\" }\n";

        // When
        ConfigException refused = refused(text);

        // Then
        assertThat(refused.getMessage()).hasSizeLessThan(300).contains("'?[31mxxx", "xxx…'");
        assertThat(refused.getMessage().chars()).noneMatch(Character::isISOControl);
    }

    @Test
    void namesAFileThatIsMissingOrAFolder() {
        assertThat(catchThrowableOfType(
                        ConfigException.class,
                        () -> PrismConfigFile.load(folder.resolve("x.yaml"), Samples.catalogue())))
                .hasMessageContaining("x.yaml:1:1: the file does not exist; create it");
        assertThat(catchThrowableOfType(ConfigException.class, () -> PrismConfigFile.load(folder, Samples.catalogue())))
                .hasMessageContaining("the file cannot be read; check that it is a file");
    }

    @Test
    void refusesAFileThatIsTooLongOrNotText() throws IOException {
        // Given
        Path longer = Files.writeString(folder.resolve("long.yaml"), "#".repeat(PrismConfigFile.MAX_BYTES + 1));
        Path latin = Files.write(folder.resolve("latin.yaml"), "a: é".getBytes(StandardCharsets.ISO_8859_1));

        // When / Then
        assertThat(catchThrowableOfType(ConfigException.class, () -> PrismConfigFile.load(longer, Samples.catalogue())))
                .hasMessageContaining("longer than 1 MiB");
        assertThat(catchThrowableOfType(ConfigException.class, () -> PrismConfigFile.load(latin, Samples.catalogue())))
                .hasMessageContaining("not UTF-8");
    }

    @Test
    void boundsWhatAliasesExpandTo() {
        // Given
        StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            text.append("a%d: &a%d [%s]\n"
                    .formatted(i, i, ("*a" + (i - 1) + ", ").repeat(10).replaceAll(", $", "")));
        }

        // When
        ConfigException refused = refused(text.toString());

        // Then
        assertThat(refused.faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.problem()).contains("expands to more than"));
    }

    private static ConfigException refused(String text) {
        return catchThrowableOfType(ConfigException.class, () -> Samples.parse(text));
    }
}
