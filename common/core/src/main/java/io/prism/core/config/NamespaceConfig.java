// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config;

import io.prism.core.config.text.Names;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One namespace.
 *
 * @param name its name, {@link Names#FORM}
 * @param isolation where its bindings run that say nothing of their own
 * @param bindings its bindings by name, in the order of the file
 * @param limits its share of the proxy
 * @param priority how soon its calls are refused when the proxy is overloaded
 */
public record NamespaceConfig(
        String name,
        Isolation isolation,
        Map<String, BindingConfig> bindings,
        NamespaceLimits limits,
        Priority priority) {

    /** Whose calls are refused first when the proxy is overloaded; written in lower case in {@code prism.yaml}. */
    public enum Priority {
        /** Only when nothing else helps. */
        HIGH,
        /** After those of low priority. */
        NORMAL,
        /** First. */
        LOW;

        /** How the priorities are written. */
        public static final List<String> TEXTS = List.of("high", "normal", "low");

        /** The priority as it is written in {@code prism.yaml}. */
        public String text() {
            return TEXTS.get(ordinal());
        }

        /** Reads a priority as it is written in {@code prism.yaml}; empty when {@code text} is none. */
        public static Optional<Priority> parse(String text) {
            return TEXTS.contains(text) ? Optional.of(valueOf(text.toUpperCase(Locale.ROOT))) : Optional.empty();
        }
    }

    /** Keeps a copy of {@code bindings}. */
    public NamespaceConfig {
        bindings = Collections.unmodifiableMap(new LinkedHashMap<>(bindings));
    }

    /** The binding with this name. */
    public Optional<BindingConfig> binding(String name) {
        return Optional.ofNullable(bindings.get(name));
    }
}
