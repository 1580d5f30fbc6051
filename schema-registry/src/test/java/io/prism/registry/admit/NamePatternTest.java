// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.admit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {

    @ParameterizedTest
    @CsvSource({
        "*, anything, true",
        "*, '', true",
        "orders, orders, true",
        "orders, orders2, false",
        "orders-*, orders-, true",
        "orders-*, order, false",
        "*-value, orders-value, true",
        "*-value, orders-value2, false",
        "a*b*c, aXbXbXc, true",
        "a*b*c, acb, false",
        ":.team:*, :.team:x, true",
        ":.team:*, x, false",
        "*aaaaaaaaaaaaaaaaaaaab, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, false",
    })
    void aStarStandsForAnyCharacters(String pattern, String name, boolean matches) {
        assertThat(new NamePattern(pattern).matches(name)).isEqualTo(matches);
    }
}
