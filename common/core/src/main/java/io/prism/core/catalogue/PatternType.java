// SPDX-License-Identifier: Apache-2.0
package io.prism.core.catalogue;

import io.prism.core.OptionMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a pattern needs, exposes and how it is configured. Every map keeps the order of the registry.
 *
 * @param name its name, the {@code pattern} of a binding in {@code prism.yaml}
 * @param description what it is for, one sentence
 * @param slots its slots by name
 * @param exposes interface id to the slot whose backend must claim the same id for it to be served, or to {@link
 *     #OWN}
 * @param options the options of a binding's {@code config} by name
 * @param external whether it is a program of its own, which cannot run in the proxy
 */
public record PatternType(
        String name,
        String description,
        Map<String, SlotType> slots,
        Map<String, String> exposes,
        Map<String, OptionType> options,
        boolean external) {

    /** In {@link #exposes}: served whatever the slots hold, because it is the pattern's own and no backend's. */
    public static final String OWN = "";

    /** Keeps copies of the maps. */
    public PatternType {
        slots = Collections.unmodifiableMap(new LinkedHashMap<>(slots));
        exposes = Collections.unmodifiableMap(new LinkedHashMap<>(exposes));
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /**
     * The settings of a binding of this pattern: what is given, and the defaults of the rest.
     *
     * @param where what it is, for error texts
     */
    public OptionMap settings(String where, Map<String, String> given) {
        return new OptionMap(where, OptionType.withDefaults(given, options.values()));
    }
}
