// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.forward;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RetryBudgetTest {

    private final RetryBudget budget = new RetryBudget();

    @Test
    void givesWhatWasSavedAndThenAShareOfTheCalls() {
        // When
        int saved = takeAll();
        for (int i = 0; i < 50; i++) {
            budget.called();
        }
        int earned = takeAll();

        // Then
        assertThat(saved).isEqualTo(RetryBudget.SAVED_MOST);
        assertThat(earned).isBetween(9, 10);
    }

    @Test
    void savesNoMoreThanItsMost() {
        // When
        for (int i = 0; i < 10_000; i++) {
            budget.called();
        }

        // Then
        assertThat(takeAll()).isEqualTo(RetryBudget.SAVED_MOST);
    }

    private int takeAll() {
        int taken = 0;
        while (budget.take()) {
            taken++;
        }
        return taken;
    }
}
