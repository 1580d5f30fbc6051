// SPDX-License-Identifier: Apache-2.0
package io.prism.core.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prism.core.Durability;
import io.prism.core.OptionMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CatalogueTest {

    private final Catalogue builtIn = Catalogue.builtIn();

    @Test
    void knowsTheInterfacesByTheirServices() {
        assertThat(builtIn.interfaces())
                .contains(
                        new InterfaceType("keyvalue_basic", "prism.interfaces.keyvalue.KeyValueBasicInterface"),
                        new InterfaceType("keyvalue_ttl", "prism.interfaces.keyvalue.KeyValueTTLInterface"),
                        new InterfaceType("pubsub_basic", "prism.interfaces.pubsub.PubSubBasicInterface"))
                .hasSize(9);
        assertThat(builtIn.interfaceType("keyvalue_scan")).isPresent();
        assertThat(builtIn.interfaceType("nothing")).isEmpty();
    }

    @Test
    void knowsEveryFileOfTheRegistry() throws IOException {
        assertThat(builtIn.backendNames()).containsExactlyElementsOf(files("backends"));
        assertThat(builtIn.patternNames()).containsExactlyElementsOf(files("patterns"));
    }

    @Test
    void givesDefaultsToWhatIsNotGiven() {
        // When
        OptionMap settings = builtIn.backend("sqlite").orElseThrow().settings("backends.x", Map.of("readers", "7"));

        // Then
        assertThat(settings)
                .isEqualTo(new OptionMap(
                        "backends.x", Map.of("readers", "7", "synchronous", "full", "busy-timeout", "5s")));
    }

    @Test
    void pinsTheOptionsOfTheBackends() {
        // When
        BackendType memory = builtIn.backend("memory").orElseThrow();
        BackendType sqlite = builtIn.backend("sqlite").orElseThrow();

        // Then
        Set<String> all = Set.of(
                "keyvalue_basic",
                "keyvalue_ttl",
                "keyvalue_scan",
                "keyvalue_batch",
                "keyvalue_cas",
                "keyvalue_counter",
                "keyvalue_transactional");
        assertThat(builtIn.backends())
                .allSatisfy(type -> assertThat(type.claims()).as(type.type()).isEqualTo(all));
        assertThat(memory.durability().of(Map.of())).contains(Durability.NONE);
        assertThat(sqlite.durability().of(Map.of("synchronous", "full"))).contains(Durability.FSYNC);
        assertThat(sqlite.durability().of(Map.of("synchronous", "off"))).contains(Durability.PROCESS);
        assertThat(defaults(memory.options())).containsExactly("max-bytes=256MiB", "max-keys=1000000");
        assertThat(defaults(sqlite.options()))
                .containsExactly("path=null", "synchronous=full", "busy-timeout=5s", "readers=2");
        assertThat(option(sqlite, "synchronous").choices()).containsExactly("full", "normal", "off");
        assertThat(option(sqlite, "path"))
                .matches(OptionType::required)
                .matches(OptionType::file)
                .matches(path -> !path.secret());
    }

    @Test
    void pinsThePatternKeyvalue() {
        // When
        PatternType keyvalue = builtIn.pattern("keyvalue").orElseThrow();

        // Then
        assertThat(keyvalue.slots().values()).singleElement().satisfies(store -> {
            assertThat(store.name()).isEqualTo("store");
            assertThat(store.requires()).containsExactly("keyvalue_basic");
            assertThat(store.uses()).hasSize(6);
            assertThat(store.required()).isTrue();
        });
        assertThat(keyvalue.exposes()).hasSize(7).containsEntry("keyvalue_cas", "store");
        assertThat(defaults(keyvalue.options()))
                .containsExactly(
                        "default-ttl=null",
                        "max-value-size=1MiB",
                        "idempotency-window=1h",
                        "max-operations=100",
                        "idle-timeout=5m",
                        "max-message-size=null");
    }

    @Test
    void claimsLessForKeysThatAreAdopted() {
        // Given
        BackendType redis = builtIn.backend("redis").orElseThrow();

        // When
        Set<String> raw = redis.claims(Map.of("raw-keys", "true"));

        // Then
        assertThat(raw)
                .containsExactlyInAnyOrder(
                        "keyvalue_basic", "keyvalue_ttl", "keyvalue_scan", "keyvalue_batch", "keyvalue_counter");
        assertThat(redis.claims(Map.of("raw-keys", "false"))).isEqualTo(redis.claims());
        assertThat(redis.durability().of(Map.of())).isEmpty();
    }

    @Test
    void countsTheFirstExceptionThatFits() {
        // Given
        BackendType postgres = builtIn.backend("postgres").orElseThrow();

        // When / Then
        assertThat(postgres.claims(Map.of("raw-keys", "true", "expires-column", "ends")))
                .contains("keyvalue_ttl");
        assertThat(postgres.claims(Map.of("raw-keys", "true"))).doesNotContain("keyvalue_ttl");
    }

    @Test
    void isReadOnce() {
        assertThat(Catalogue.builtIn()).isSameAs(builtIn);
    }

    @Test
    void refusesARegistryThatNamesWhatItDoesNotDeclare() {
        // Given
        Catalogue broken = Catalogue.of(
                List.of(),
                List.of(new BackendType(
                        "x", "", Set.of("keyvalue_basic"), List.of(), new DurabilityRule.Server(), Map.of())),
                List.of());

        // When / Then
        assertThatThrownBy(() -> RegistryRules.check(broken)).hasMessageContaining("backend x names 'keyvalue_basic'");
    }

    private static List<String> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/registry", folder))) {
            return files.map(file -> file.getFileName().toString().replace(".yaml", ""))
                    .sorted()
                    .toList();
        }
    }

    private static OptionType option(BackendType type, String name) {
        return Objects.requireNonNull(type.options().get(name));
    }

    private static List<String> defaults(Map<String, OptionType> options) {
        return options.values().stream()
                .map(option -> option.name() + "=" + option.otherwise())
                .toList();
    }
}
