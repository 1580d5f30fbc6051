// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The section {@code schema-registry}.
 *
 * @param enabled whether the schema registry runs
 * @param listen where it serves its REST interface
 * @param management where health and metrics are served
 * @param store where schemas are kept: {@code memory}, {@code sqlite:FILE} or {@code postgres:URL}
 * @param storePassword where the password of that database is: {@code ${env:NAME}} or {@code ${file:PATH}}, not resolved
 * @param settings who may do what, and how much: settings of the registry below {@code prism.registry}, such as {@code
 *     access.users-file}; only what the file gives, the registry has defaults for the rest. None of them is a secret
 */
public record RegistryConfig(
        boolean enabled,
        HostPort listen,
        HostPort management,
        String store,
        Optional<String> storePassword,
        Map<String, String> settings) {

    /** Keeps a copy of the map. */
    public RegistryConfig {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** The settings as variables of the environment, where the registry finds them. */
    public Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        settings.forEach((name, text) -> variables.put(
                ("prism.registry." + name).replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT),
                // Otherwise it would take what follows for a reference to another setting.
                text.replace("$", "\\$")));
        return variables;
    }
}
