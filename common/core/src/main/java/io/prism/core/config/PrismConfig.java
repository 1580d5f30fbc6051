// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A whole {@code prism.yaml}, valid in itself: every name it uses exists and every slot's backend claims what the slot
 * requires. Immutable; the maps keep the order of the file.
 *
 * @param proxy the door for applications
 * @param launcher the supervisor of pattern processes
 * @param registry the schema registry
 * @param backends the backends by name
 * @param namespaces the namespaces by name
 */
public record PrismConfig(
        ProxyConfig proxy,
        LauncherConfig launcher,
        RegistryConfig registry,
        Map<String, BackendConfig> backends,
        Map<String, NamespaceConfig> namespaces) {

    /** Keeps copies of the maps. */
    public PrismConfig {
        backends = Collections.unmodifiableMap(new LinkedHashMap<>(backends));
        namespaces = Collections.unmodifiableMap(new LinkedHashMap<>(namespaces));
    }

    /** The backend with this name. */
    public Optional<BackendConfig> backend(String name) {
        return Optional.ofNullable(backends.get(name));
    }

    /** The namespace with this name. */
    public Optional<NamespaceConfig> namespace(String name) {
        return Optional.ofNullable(namespaces.get(name));
    }
}
