// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prism.core.failure.GatewayException.Rejected;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:8980", "[::1]:8980", "localhost:0", "a-b.example:65535", "[fe80::1%eth0]:1"})
    void readsWhatItWrites(String text) {
        assertThat(HostPort.parse(text)).get().hasToString(text);
    }

    @Test
    void keepsAnAddressWithoutItsBrackets() {
        assertThat(HostPort.parse("[::1]:8980")).contains(new HostPort("::1", 8980));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "8980",
                ":8980",
                "h:",
                "h:x",
                "h:-1",
                "h:65536",
                "h:123456",
                "::1:80",
                "[h]:80",
                "[]:80",
                "[::1:80",
                "a b:80",
                "h/p:80",
                "h:8 0",
                "h:٣"
            })
    void refusesOtherTexts(String text) {
        assertThat(HostPort.parse(text)).isEmpty();
    }

    @Test
    void cannotHoldWhatNoListenerCouldUse() {
        assertThatThrownBy(() -> new HostPort("", 1)).isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> new HostPort("h", 65536)).isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> new HostPort("h", -1)).isInstanceOf(Rejected.class);
    }
}
