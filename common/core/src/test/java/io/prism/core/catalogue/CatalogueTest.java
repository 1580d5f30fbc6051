// SPDX-License-Identifier: Apache-2.0
package io.prism.core.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
                .hasSize(7);
        assertThat(builtIn.interfaceType("keyvalue_scan")).isPresent();
        assertThat(builtIn.interfaceType("nothing")).isEmpty();
    }

    @Test
    void pinsTheOptionsOfTheBackends() {
        // When
        BackendType memory = builtIn.backend("memory").orElseThrow();
        BackendType sqlite = builtIn.backend("sqlite").orElseThrow();

        // Then
        Set<String> four = Set.of("keyvalue_basic", "keyvalue_ttl", "keyvalue_scan", "keyvalue_batch");
        assertThat(memory.claims()).isEqualTo(four);
        assertThat(sqlite.claims()).isEqualTo(four);
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
            assertThat(store.uses()).hasSize(5);
            assertThat(store.required()).isTrue();
        });
        assertThat(keyvalue.exposes()).hasSize(6).containsEntry("keyvalue_cas", "store");
        assertThat(defaults(keyvalue.options()))
                .containsExactly("default-ttl=null", "max-value-size=1MiB", "idle-timeout=5m");
    }

    @Test
    void isReadOnce() {
        assertThat(Catalogue.builtIn()).isSameAs(builtIn);
    }

    @Test
    void refusesARegistryThatNamesWhatItDoesNotDeclare() {
        // Given
        Catalogue broken = Catalogue.of(
                List.of(), List.of(new BackendType("x", "", Set.of("keyvalue_basic"), Map.of())), List.of());

        // When / Then
        assertThatThrownBy(() -> RegistryRules.check(broken)).hasMessageContaining("backend x names 'keyvalue_basic'");
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
