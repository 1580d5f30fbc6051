// SPDX-License-Identifier: Apache-2.0
package io.prism.core.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prism.core.Needs;
import io.prism.core.config.BindingConfig;
import io.prism.core.config.Isolation;
import io.prism.core.failure.GatewayException.Rejected;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessKeyTest {

    @Test
    void aBindingSharesAProcessAsFarAsItsIsolationAllows() {
        assertThat(ProcessKey.of(binding(Isolation.NONE)).map(ProcessKey::id)).contains("shared:keyvalue");
        assertThat(ProcessKey.of(binding(Isolation.NAMESPACE)).map(ProcessKey::id))
                .contains("ns:orders:keyvalue");
        assertThat(ProcessKey.of(binding(Isolation.EMBEDDED))).isEmpty();
        assertThat(ProcessKey.of(binding(Isolation.SESSION))).isEmpty();
        assertThat(ProcessKey.ofSession("orders", "s-1.A_b", "keyvalue").id())
                .isEqualTo("session:orders:s-1.A_b:keyvalue");
    }

    @Test
    void knowsWhatItIsMadeOf() {
        assertThat(ProcessKey.shared("keyvalue")).isEqualTo(new ProcessKey(Isolation.NONE, "keyvalue", "", ""));
        assertThat(ProcessKey.ofNamespace("orders", "keyvalue"))
                .isEqualTo(new ProcessKey(Isolation.NAMESPACE, "keyvalue", "orders", ""));
        assertThat(ProcessKey.ofSession("orders", "s1", "keyvalue"))
                .isEqualTo(new ProcessKey(Isolation.SESSION, "keyvalue", "orders", "s1"))
                .hasToString("session:orders:s1:keyvalue");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a:b", "a b", "ü", "a/b", "a\n"})
    void refusesASessionThatCouldNameAnotherProcess(String session) {
        assertThatThrownBy(() -> ProcessKey.ofSession("orders", session, "keyvalue"))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("prism-session");
        assertThatThrownBy(() -> ProcessKey.ofSession("orders", "x".repeat(129), "keyvalue"))
                .isInstanceOf(Rejected.class);
        assertThat(ProcessKey.ofSession("orders", "x".repeat(128), "keyvalue").session())
                .hasSize(128);
    }

    @ParameterizedTest
    @CsvSource({
        "EMBEDDED, keyvalue, orders, ''",
        "NONE, '', '', ''",
        "NONE, 'a:b', '', ''",
        "NONE, keyvalue, orders, ''",
        "NONE, keyvalue, '', s1",
        "NAMESPACE, keyvalue, '', ''",
        "NAMESPACE, keyvalue, 'a:b', ''",
        "NAMESPACE, keyvalue, Orders, ''",
        "NAMESPACE, keyvalue, orders, s1",
        "SESSION, keyvalue, '', s1",
        "SESSION, 'key value', orders, s1"
    })
    void refusesPartsThatMakeNoKey(Isolation isolation, String pattern, String namespace, String session) {
        assertThatThrownBy(() -> new ProcessKey(isolation, pattern, namespace, session))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static BindingConfig binding(Isolation isolation) {
        return new BindingConfig("orders", "kv", "keyvalue", isolation, Map.of(), Map.of(), Needs.NONE);
    }
}
