// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prism.core.binding.BindingSpec;
import io.prism.core.config.Isolation;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.core.failure.GatewayException.Unknown;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlacementTest {

    private static final Optional<Isolation> UNSAID = Optional.empty();

    private final Placement placement = Configs.sample();

    @Test
    void namesAProcessAfterTheIsolationOfItsBindings() {
        assertThat(placement.key("keyvalue", UNSAID, "default", "s1").id()).isEqualTo("ns:default:keyvalue");
        assertThat(placement.key("keyvalue", UNSAID, "open", "s1").id()).isEqualTo("shared:keyvalue");
        assertThat(placement.key("keyvalue", UNSAID, "private", "s1").id()).isEqualTo("session:private:s1:keyvalue");
        assertThat(placement
                        .key("keyvalue", Optional.of(Isolation.NONE), "", "")
                        .id())
                .isEqualTo("shared:keyvalue");
    }

    @Test
    void givesAProcessEveryBindingOfItsKeyAndNoOther() {
        // Given
        ProcessKey own = placement.key("keyvalue", UNSAID, "default", "");
        ProcessKey shared = placement.key("keyvalue", UNSAID, "open", "");

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
        assertThatThrownBy(() -> placement.key("", UNSAID, "default", "")).isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> placement.key("keyvalue", UNSAID, "", ""))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("'default'");
        assertThatThrownBy(() -> placement.key("keyvalue", UNSAID, "private", ""))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("session_id");
        assertThatThrownBy(() -> placement.key("keyvalue", UNSAID, "private", "a:b"))
                .isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> placement.key("keyvalue", UNSAID, "near", ""))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("embedded");
        assertThatThrownBy(() -> placement.key("keyvalue", Optional.of(Isolation.SESSION), "default", "s"))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("namespace");
        assertThatThrownBy(() -> placement.key("keyvalue", UNSAID, "nowhere", ""))
                .isInstanceOf(Unknown.class)
                .hasMessageContaining("default, open");
        assertThatThrownBy(() -> placement.key("queue", UNSAID, "default", ""))
                .isInstanceOf(Unknown.class)
                .hasMessageContaining("keyvalue");
    }
}
