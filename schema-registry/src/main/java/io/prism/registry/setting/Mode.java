// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.setting;

import java.util.Locale;
import java.util.Optional;

/** What may be done. */
public enum Mode {
    /** Everything. */
    READWRITE,
    /** Nothing may be registered, deleted or configured. */
    READONLY,
    /** As {@link #READONLY}, above all settings of subjects. */
    READONLY_OVERRIDE,
    /** Schemas may be registered with ids and versions of one's own, unchecked. */
    IMPORT,
    /** As {@link #IMPORT}, for a registry that another one forwards to. For everything only. */
    FORWARD;

    /** The mode called {@code name}, in any case; empty when there is none. */
    public static Optional<Mode> named(String name) {
        String wanted = name.toUpperCase(Locale.ROOT);
        for (Mode mode : values()) {
            if (mode.name().equals(wanted)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }
}
