// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.compatible;

import java.util.Locale;
import java.util.Optional;

/** What must hold between a new version of a schema and the earlier ones. */
public enum CompatibilityMode {
    /** Nothing. */
    NONE(false, false, false),
    /** The new schema reads what the latest one wrote. */
    BACKWARD(true, false, false),
    /** The new schema reads what every earlier one wrote. */
    BACKWARD_TRANSITIVE(true, false, true),
    /** The latest schema reads what the new one writes. */
    FORWARD(false, true, false),
    /** Every earlier schema reads what the new one writes. */
    FORWARD_TRANSITIVE(false, true, true),
    /** Both ways with the latest. */
    FULL(true, true, false),
    /** Both ways with every earlier one. */
    FULL_TRANSITIVE(true, true, true);

    private final boolean backward;
    private final boolean forward;
    private final boolean transitive;

    CompatibilityMode(boolean backward, boolean forward, boolean transitive) {
        this.backward = backward;
        this.forward = forward;
        this.transitive = transitive;
    }

    /** The mode called {@code name}, in any case; empty when there is none. */
    public static Optional<CompatibilityMode> named(String name) {
        String wanted = name.toUpperCase(Locale.ROOT);
        for (CompatibilityMode mode : values()) {
            if (mode.name().equals(wanted)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }

    /** Whether the new schema must read what earlier ones wrote. */
    public boolean isBackward() {
        return backward;
    }

    /** Whether earlier schemas must read what the new one writes. */
    public boolean isForward() {
        return forward;
    }

    /** Whether all earlier versions count, and not only the latest. */
    public boolean isTransitive() {
        return transitive;
    }
}
