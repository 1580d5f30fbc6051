// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.rounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RatioTest {

    @Test
    void comparesFiguresOfTheSameRound() {
        // Given a machine that is twice as fast in the second round
        List<Double> figures = List.of(50.0, 100.0, 60.0);
        List<Double> base = List.of(100.0, 200.0, 100.0);

        // Then the ratio does not see it
        assertThat(Ratio.of(figures, base)).isEqualTo(new Ratio(0.5, 0.5, 0.6));
    }

    @Test
    void takesTheMiddleOfTwo() {
        assertThat(Ratio.of(List.of(1.0, 2.0), List.of(1.0, 1.0))).isEqualTo(new Ratio(1.5, 1, 2));
    }

    @Test
    void refusesRoundsThatDoNotPair() {
        assertThatThrownBy(() -> Ratio.of(List.of(1.0), List.of())).hasMessageContaining("1 rounds");
        assertThatThrownBy(() -> Ratio.of(List.of(), List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everySecondRoundRunsBackwards() {
        assertThat(Rounds.order(List.of("a", "b", "c"), 1)).containsExactly("a", "b", "c");
        assertThat(Rounds.order(List.of("a", "b", "c"), 2)).containsExactly("c", "b", "a");
    }
}
