// SPDX-License-Identifier: Apache-2.0
package io.prism.patterns.keyvalue.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prism.core.failure.GatewayException.Rejected;
import io.prism.spi.keyvalue.entry.Key;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTokenTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "ключ", "\u0000", "😀", "a/b?c=%"})
    void leadsBackToItsKey(String name) {
        assertThat(PageToken.parse("p", PageToken.after("p", new Key(name)))).contains(new Key(name));
    }

    @Test
    void startsAtTheBeginningWhenItIsEmpty() {
        assertThat(PageToken.parse("p", "")).isEmpty();
    }

    @Test
    void belongsToItsPrefix() {
        String token = PageToken.after("p", new Key("px"));
        assertThatThrownBy(() -> PageToken.parse("q", token)).isInstanceOf(Rejected.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AQ", "x", "!!!", "AQAAAABh", "AgAAAABhYg"})
    void refusesWhatItDidNotMake(String token) {
        assertThatThrownBy(() -> PageToken.parse("p", token))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("page_token");
    }
}
