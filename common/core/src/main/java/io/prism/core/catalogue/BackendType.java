// SPDX-License-Identifier: Apache-2.0
package io.prism.core.catalogue;

import io.prism.core.OptionMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a driver offers and how it is configured.
 *
 * @param type its name, the {@code type} of a backend in {@code prism.yaml}
 * @param description what it is, one sentence
 * @param claims ids of the interfaces it implements, where {@code exceptions} do not say otherwise
 * @param exceptions what it claims with certain options; the first that fits counts
 * @param durability what its acknowledged writes survive
 * @param options its options by name, in the order of the registry
 */
public record BackendType(
        String type,
        String description,
        Set<String> claims,
        List<ClaimsWhen> exceptions,
        DurabilityRule durability,
        Map<String, OptionType> options) {

    /** Keeps copies of the collections. */
    public BackendType {
        claims = Set.copyOf(claims);
        exceptions = List.copyOf(exceptions);
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /** Ids of the interfaces that a backend with these options implements. */
    public Set<String> claims(Map<String, String> given) {
        return exceptions.stream()
                .filter(exception -> exception.fits(given))
                .findFirst()
                .map(ClaimsWhen::claims)
                .orElse(claims);
    }

    /**
     * The settings of a backend of this type: what is given, and the defaults of the rest.
     *
     * @param where what it is, for error texts
     */
    public OptionMap settings(String where, Map<String, String> given) {
        return new OptionMap(where, OptionType.withDefaults(given, options.values()));
    }
}
