// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MergedMetricsTest {

    private final MergedMetrics merged = new MergedMetrics();

    @Test
    void putsWhatHasOneNameTogetherAndSaysWhoseItIs() {
        // When
        merged.add("ns:a:keyvalue", """
            # HELP calls_total calls
            # TYPE calls_total counter
            calls_total{code="OK",} 2.0
            # HELP open open now
            # TYPE open gauge
            open 1.0
            """);
        merged.add("ns:b:keyvalue", """
            # HELP calls_total calls
            # TYPE calls_total counter
            calls_total{code="OK",} 3.0
            """);

        // Then
        assertThat(merged.page()).isEqualTo("""
            # HELP calls_total calls
            # TYPE calls_total counter
            calls_total{process="ns:a:keyvalue",code="OK",} 2.0
            calls_total{process="ns:b:keyvalue",code="OK",} 3.0
            # HELP open open now
            # TYPE open gauge
            open{process="ns:a:keyvalue"} 1.0
            """);
    }

    @Test
    void letsNoKeyBreakOutOfItsLabel() {
        // When
        merged.add("a\"b\\c\n", "# TYPE x counter\nx 1\n");

        // Then
        assertThat(merged.page()).isEqualTo("# TYPE x counter\nx{process=\"a\\\"b\\\\c\\n\"} 1\n");
    }

    @Test
    void ignoresWhatIsNoSample() {
        // When
        merged.add("a", "# TYPE x counter\n# a remark\n\nx 1\n");

        // Then
        assertThat(merged.page()).isEqualTo("# TYPE x counter\nx{process=\"a\"} 1\n");
    }
}
