// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prism.core.Keyspace;
import io.prism.core.Needs;
import io.prism.core.catalogue.InterfaceType;
import io.prism.core.config.read.Samples;
import io.prism.core.failure.GatewayException.Rejected;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BindingTest {

    @Test
    void hasAKeyspaceOfItsOwn() {
        assertThat(binding(Isolation.NONE).keyspace()).isEqualTo(new Keyspace("orders", "kv"));
    }

    @Test
    void sharesAProcessAsFarAsItsIsolationAllows() {
        assertThat(binding(Isolation.NONE).processKey()).contains("shared:keyvalue");
        assertThat(binding(Isolation.NAMESPACE).processKey()).contains("ns:orders:keyvalue");
        assertThat(binding(Isolation.EMBEDDED).processKey()).isEmpty();
        assertThat(binding(Isolation.SESSION).processKey()).isEmpty();
        assertThat(binding(Isolation.SESSION).processKey("s-1.A_b")).isEqualTo("session:orders:s-1.A_b:keyvalue");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a:b", "a b", "ü", "a/b", "a\n"})
    void refusesASessionThatCouldNameAnotherProcess(String session) {
        assertThatThrownBy(() -> binding(Isolation.SESSION).processKey(session)).isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> binding(Isolation.SESSION).processKey("x".repeat(129)))
                .isInstanceOf(Rejected.class);
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
