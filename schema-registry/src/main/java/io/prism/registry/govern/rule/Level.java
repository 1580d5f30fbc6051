// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.govern.rule;

/** How seriously the rules are taken. */
public enum Level {
    /** They are not looked at. */
    OFF,
    /** Who breaks one is told, and goes on. */
    WARN,
    /** Who breaks one is refused; fields whose names are excepted may be required. */
    ENFORCE,
    /** As {@link #ENFORCE}, without exceptions. */
    STRICT;

    /** Whether breaking a rule is refused. */
    public boolean refuses() {
        return this == ENFORCE || this == STRICT;
    }
}
