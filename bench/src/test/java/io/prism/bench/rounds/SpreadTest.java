// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.rounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void comparesFiguresOfTheSameRound() {
        // Given a machine that is twice as fast in the second round
        List<Double> figures = List.of(50.0, 100.0, 60.0);
        List<Double> base = List.of(100.0, 200.0, 100.0);

        // Then the ratio does not see it
        assertThat(Spread.ratio(figures, base)).isEqualTo(new Spread(0.5, 0.5, 0.6));
    }

    @Test
    void takesTheMiddleOfTwo() {
        assertThat(Spread.ratio(List.of(1.0, 2.0), List.of(1.0, 1.0))).isEqualTo(new Spread(1.5, 1, 2));
    }

    @Test
    void subtractsFiguresOfTheSameRound() {
        assertThat(Spread.difference(List.of(3.0, 5.0, 9.0), List.of(1.0, 4.0, 4.0)))
                .isEqualTo(new Spread(2, 1, 5));
    }

    @Test
    void refusesRoundsThatDoNotPair() {
        assertThatThrownBy(() -> Spread.ratio(List.of(1.0), List.of())).hasMessageContaining("1 rounds");
        assertThatThrownBy(() -> Spread.ratio(List.of(), List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everySecondRoundRunsBackwards() {
        assertThat(Rounds.order(List.of("a", "b", "c"), 1)).containsExactly("a", "b", "c");
        assertThat(Rounds.order(List.of("a", "b", "c"), 2)).containsExactly("c", "b", "a");
    }
}
