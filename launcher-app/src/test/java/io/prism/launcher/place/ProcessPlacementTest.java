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

    private ProcessKey key(String pattern, Optional<Isolation> isolation, String namespace, String session) {
        return placement.key(WantedProcess.configured(pattern, isolation, namespace, session));
    }

    @Test
    void namesAProcessAfterTheIsolationOfItsBindings() {
        assertThat(key("keyvalue", UNSAID, "default", "s1").id()).isEqualTo("ns:default:keyvalue");
        assertThat(key("keyvalue", UNSAID, "open", "s1").id()).isEqualTo("shared:keyvalue");
        assertThat(key("keyvalue", UNSAID, "private", "s1").id()).isEqualTo("session:private:s1:keyvalue");
        assertThat(key("keyvalue", Optional.of(Isolation.NONE), "", "").id()).isEqualTo("shared:keyvalue");
    }

    @Test
    void givesAProcessEveryBindingOfItsKeyAndNoOther() {
        // Given
        ProcessKey own = key("keyvalue", UNSAID, "default", "");
        ProcessKey shared = key("keyvalue", UNSAID, "open", "");

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
        assertThatThrownBy(() -> key("", UNSAID, "default", "")).isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> key("keyvalue", UNSAID, "", ""))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("'default'");
        assertThatThrownBy(() -> key("keyvalue", UNSAID, "private", ""))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("session_id");
        assertThatThrownBy(() -> key("keyvalue", UNSAID, "private", "a:b")).isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> key("keyvalue", UNSAID, "near", ""))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("embedded");
        assertThatThrownBy(() -> key("keyvalue", Optional.of(Isolation.SESSION), "default", "s"))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("namespace");
        assertThatThrownBy(() -> key("keyvalue", UNSAID, "nowhere", ""))
                .isInstanceOf(Unknown.class)
                .hasMessageContaining("default, open");
        assertThatThrownBy(() -> key("queue", UNSAID, "default", ""))
                .isInstanceOf(Unknown.class)
                .hasMessageContaining("keyvalue");
    }

    @Test
    void makesABindingOnMemoryForANamespaceThatIsNotConfigured() {
        // When
        ProcessKey key = adHoc("tenant-a", Map.of("default-ttl", "1h"));

        // Then
        assertThat(key.id()).isEqualTo("ns:tenant-a:keyvalue");
        BindingSpec spec = placement.specs(key).getFirst();
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

    private ProcessKey adHoc(String namespace, Map<String, String> settings) {
        return placement.key(new WantedProcess("keyvalue", UNSAID, namespace, "", Optional.of(settings)));
    }
}
