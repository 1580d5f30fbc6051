// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prism.core.binding.BackendSpec;
import io.prism.core.binding.BindingSpec;
import io.prism.core.config.Isolation;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.core.failure.GatewayException.Unknown;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProcessPlacementTest {

    private static final Optional<Isolation> UNSAID = Optional.empty();

    private final ProcessPlacement placement = Configs.sample();

    private PlacedProcess place(String pattern, Optional<Isolation> isolation, String namespace, String session) {
        return placement.place(WantedProcess.configured(pattern, isolation, namespace, session));
    }

    @Test
    void namesAProcessAfterTheIsolationOfItsBindings() {
        assertThat(place("keyvalue", UNSAID, "default", "s1").key().id()).isEqualTo("ns:default:keyvalue");
        assertThat(place("keyvalue", UNSAID, "open", "s1").key().id()).isEqualTo("shared:keyvalue");
        assertThat(place("keyvalue", UNSAID, "private", "s1").key().id()).isEqualTo("session:private:s1:keyvalue");
        assertThat(place("keyvalue", Optional.of(Isolation.NONE), "", "").key().id())
                .isEqualTo("shared:keyvalue");
    }

    @Test
    void givesAProcessEveryBindingOfItsKeyAndNoOther() {
        // Given
        PlacedProcess own = place("keyvalue", UNSAID, "default", "");
        PlacedProcess shared = place("keyvalue", UNSAID, "open", "");

        // Then
        assertThat(placement.specs(own))
                .extracting(BindingSpec::keyspace)
                .extracting(Object::toString)
                .containsExactly("default/kv", "default/second");
        assertThat(placement.specs(shared))
                .extracting(BindingSpec::keyspace)
                .extracting(Object::toString)
                .containsExactly("open/kv");
        assertThat(placement.specs(own).getFirst().slots()).containsKey("store");
    }

    @Test
    void refusesWhatHasNoProcess() {
        assertThatThrownBy(() -> place("", UNSAID, "default", "")).isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> place("keyvalue", UNSAID, "", ""))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("'default'");
        assertThatThrownBy(() -> place("keyvalue", UNSAID, "private", ""))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("session_id");
        assertThatThrownBy(() -> place("keyvalue", UNSAID, "private", "a:b")).isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> place("keyvalue", UNSAID, "near", ""))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("embedded");
        assertThatThrownBy(() -> place("keyvalue", Optional.of(Isolation.SESSION), "default", "s"))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("namespace");
        assertThatThrownBy(() -> place("keyvalue", UNSAID, "nowhere", ""))
                .isInstanceOf(Unknown.class)
                .hasMessageContaining("default, open");
        assertThatThrownBy(() -> place("queue", UNSAID, "default", ""))
                .isInstanceOf(Unknown.class)
                .hasMessageContaining("keyvalue");
    }

    @Test
    void makesABindingOnMemoryForANamespaceThatIsNotConfigured() {
        // When
        PlacedProcess process = adHoc("tenant-a", Map.of("default-ttl", "1h"));

        // Then
        assertThat(process.key().id()).isEqualTo("ns:tenant-a:keyvalue");
        BindingSpec spec = placement.specs(process).getFirst();
        assertThat(spec.keyspace()).hasToString("tenant-a/keyvalue");
        assertThat(spec.slots())
                .extractingByKey("store")
                .extracting(BackendSpec::type)
                .isEqualTo("memory");
        assertThat(spec.config().values()).containsEntry("default-ttl", "1h").containsEntry("idle-timeout", "5m");
        assertThat(placement
                        .specs(adHoc("tenant-b", Map.of("slots.store", "memory")))
                        .getFirst()
                        .slots())
                .extractingByKey("store")
                .extracting(BackendSpec::name)
                .isEqualTo("memory");
    }

    @Test
    void refusesSettingsThatCannotBeUsed() {
        assertThatThrownBy(() -> adHoc("tenant-a", Map.of("slots.store", "memry")))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("did you mean 'memory'");
        assertThatThrownBy(() -> adHoc("tenant-a", Map.of("slots.shop", "memory")))
                .hasMessageContaining("store");
        assertThatThrownBy(() -> adHoc("tenant-a", Map.of("default-ttl", "soon")))
                .hasMessageContaining("duration");
        assertThatThrownBy(() -> adHoc("tenant-a", Map.of("default-ttl", "${env:HOME}")))
                .isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> adHoc("Tenant A", Map.of())).hasMessageContaining("a-z");
        assertThatThrownBy(() -> adHoc("default", Map.of("default-ttl", "1h"))).hasMessageContaining("prism.yaml");
    }

    private PlacedProcess adHoc(String namespace, Map<String, String> settings) {
        return placement.place(new WantedProcess("keyvalue", UNSAID, namespace, "", Optional.of(settings)));
    }
}
