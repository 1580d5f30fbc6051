// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentTest {

    private static final Map<String, String> WHOLE = Map.of("PATH", "/bin", "DB_PASSWORD", "secret", "OTHER", "x");

    @Test
    void keepsOnlyWhatEveryProgramNeeds() {
        assertThat(Environment.reduced(WHOLE)).containsExactly(Map.entry("PATH", "/bin"));
    }

    @Test
    void keepsTheVariablesThatAnOptionRefersTo() {
        assertThat(Environment.reduced(WHOLE, "${env:DB_PASSWORD}"))
                .containsOnly(Map.entry("PATH", "/bin"), Map.entry("DB_PASSWORD", "secret"));
        assertThat(Environment.reduced(WHOLE, "${file:/a}")).containsOnlyKeys("PATH");
        assertThat(Environment.reduced(WHOLE, "${env:MISSING}")).containsOnlyKeys("PATH");
    }
}
