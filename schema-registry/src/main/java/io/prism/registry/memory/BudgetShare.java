// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.memory;

import java.time.Duration;

/** What one call has of a budget. One thread takes at a time; whoever gives back comes after it. */
final class BudgetShare {

    private final Budget budget;
    private int units;

    BudgetShare(Budget budget) {
        this.budget = budget;
    }

    /** All that can be had, in bytes. */
    long most() {
        return budget.bytes();
    }

    /** Takes what is missing of {@code bytes}; false when it is not free now. */
    boolean coverNow(long bytes) {
        int more = missing(bytes);
        return more <= 0 || had(more, budget.takeNow(more));
    }

    /** Takes what is missing of {@code bytes}; false when it does not become free in time. */
    boolean cover(long bytes, Duration wait) {
        int more = missing(bytes);
        return more <= 0 || had(more, budget.take(more, wait));
    }

    void giveBack() {
        budget.giveBack(units);
    }

    private int missing(long bytes) {
        return budget.units(bytes) - units;
    }

    private boolean had(int more, boolean taken) {
        units += taken ? more : 0;
        return taken;
    }
}
