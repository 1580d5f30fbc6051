// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScaleTest {

    @Test
    void aLinearScaleEndsAtARoundStep() {
        // When
        Scale scale = new Scale.Linear(43_000);

        // Then
        assertThat(scale.ticks()).containsExactly(0.0, 10_000.0, 20_000.0, 30_000.0, 40_000.0, 50_000.0);
        assertThat(scale.at(25_000)).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void aLogarithmicScaleMarksOneTwoAndFive() {
        // When
        Scale scale = new Scale.Logarithmic(90, 1_100);

        // Then
        assertThat(scale.ticks()).containsExactly(100.0, 200.0, 500.0, 1_000.0);
        assertThat(scale.at(90)).isZero();
        assertThat(scale.at(1_100)).isCloseTo(1, within(1e-9));
    }

    @Test
    void oneValueIsAScaleToo() {
        assertThat(new Scale.Linear(0).at(0)).isZero();
        assertThat(new Scale.Logarithmic(5, 5).at(5)).isZero();
    }

    @Test
    void labelsAreShort() {
        assertThat(Scale.label(0)).isEqualTo("0");
        assertThat(Scale.label(0.25)).isEqualTo("0.25");
        assertThat(Scale.label(500)).isEqualTo("500");
        assertThat(Scale.label(2_500)).isEqualTo("2.5k");
        assertThat(Scale.label(10_000_000)).isEqualTo("10M");
    }
}
