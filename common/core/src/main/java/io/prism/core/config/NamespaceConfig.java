// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config;

import io.prism.core.config.text.Names;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One namespace.
 *
 * @param name its name, {@link Names#FORM}
 * @param isolation where its bindings run that say nothing of their own
 * @param bindings its bindings by name, in the order of the file
 * @param limits its share of the proxy
 */
public record NamespaceConfig(
        String name, Isolation isolation, Map<String, BindingConfig> bindings, NamespaceLimits limits) {

    /** Keeps a copy of {@code bindings}. */
    public NamespaceConfig {
        bindings = Collections.unmodifiableMap(new LinkedHashMap<>(bindings));
    }

    /** The binding with this name. */
    public Optional<BindingConfig> binding(String name) {
        return Optional.ofNullable(bindings.get(name));
    }
}
