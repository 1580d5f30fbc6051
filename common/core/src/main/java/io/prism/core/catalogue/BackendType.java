// SPDX-License-Identifier: Apache-2.0
package io.prism.core.catalogue;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a driver offers and how it is configured.
 *
 * @param type its name, the {@code type} of a backend in {@code prism.yaml}
 * @param description what it is, one sentence
 * @param claims ids of the interfaces it implements
 * @param options its options by name, in the order of the registry
 */
public record BackendType(String type, String description, Set<String> claims, Map<String, OptionType> options) {

    /** Keeps copies of the collections. */
    public BackendType {
        claims = Set.copyOf(claims);
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }
}
