// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.core.Keyspace;
import io.prism.core.Needs;
import io.prism.core.catalogue.InterfaceType;
import io.prism.core.config.read.Samples;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BindingTest {

    @Test
    void hasAKeyspaceOfItsOwn() {
        assertThat(binding(Isolation.NONE).keyspace()).isEqualTo(new Keyspace("orders", "kv"));
    }

    @Test
    void servesWhatItsPatternExposesAndItsBackendClaims() {
        // Given
        PrismConfig config = Samples.parse(Samples.EVERYTHING);
        BindingConfig kv = Samples.binding(config, "default", "kv");

        // When
        var services = BindingServices.servicesOf(kv, config, Samples.catalogue());

        // Then
        assertThat(services)
                .extracting(InterfaceType::id)
                .containsExactly(
                        "keyvalue_basic",
                        "keyvalue_ttl",
                        "keyvalue_scan",
                        "keyvalue_batch",
                        "keyvalue_cas",
                        "keyvalue_counter",
                        "keyvalue_transactional",
                        "binding");
    }

    @Test
    void servesNothingThatTheConfigurationDoesNotKnow() {
        assertThat(BindingServices.servicesOf(
                        binding(Isolation.NONE), Samples.parse(Samples.EVERYTHING), Samples.catalogue()))
                .extracting(InterfaceType::id)
                .containsExactly("binding");
    }

    @Test
    void writesIsolationLevelsInLowerCase() {
        assertThat(Isolation.values()).extracting(Isolation::text).isEqualTo(Isolation.TEXTS);
        assertThat(Isolation.values())
                .allMatch(level -> level.text().equals(level.name().toLowerCase(Locale.ROOT)));
    }

    private static BindingConfig binding(Isolation isolation) {
        return new BindingConfig(
                "orders", "kv", "keyvalue", isolation, Map.of("store", "elsewhere"), Map.of(), Needs.NONE);
    }
}
