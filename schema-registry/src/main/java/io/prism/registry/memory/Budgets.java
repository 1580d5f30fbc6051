// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.memory;

import io.prism.registry.limit.RegistryLimits;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * What all calls may take together. There are three amounts, since a call that waits for one must not hold up those that
 * have it already: calls take from them in the order in which they stand here. Safe for use by many threads.
 */
@ApplicationScoped
class Budgets {

    private static final int PARTS = 6;

    private final Budget arriving;
    private final Budget working;
    private final Budget answering;

    @Inject
    Budgets(RegistryLimits limits) {
        this(limits.callMemory()
                .map(MemorySize::asLongValue)
                .orElseGet(() -> Runtime.getRuntime().maxMemory() / 2));
    }

    /** Amounts that are {@code bytes} together. */
    Budgets(long bytes) {
        arriving = new Budget(bytes / PARTS);
        working = new Budget(bytes / 2);
        answering = new Budget(bytes / PARTS * 2);
    }

    /** Bodies as they arrive. */
    Budget arriving() {
        return arriving;
    }

    /** What is read from them and from what is stored. */
    Budget working() {
        return working;
    }

    /** Answers until they are sent. */
    Budget answering() {
        return answering;
    }
}
