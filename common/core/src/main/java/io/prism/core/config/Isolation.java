// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where the pattern of a binding runs; written in lower case in {@code prism.yaml}. */
public enum Isolation {
    /** Inside the proxy: no process of its own and no second hop. */
    EMBEDDED,
    /** In one process for all namespaces. */
    NONE,
    /** In one process for each namespace. */
    NAMESPACE,
    /** In one process for each session of a namespace. */
    SESSION;

    /** How the levels are written, least apart first. */
    public static final List<String> TEXTS = List.of("embedded", "none", "namespace", "session");

    /** The level as it is written in {@code prism.yaml}. */
    public String text() {
        return TEXTS.get(ordinal());
    }

    /** Reads a level as it is written in {@code prism.yaml}; empty when {@code text} is none. */
    public static Optional<Isolation> parse(String text) {
        return TEXTS.contains(text) ? Optional.of(valueOf(text.toUpperCase(Locale.ROOT))) : Optional.empty();
    }
}
