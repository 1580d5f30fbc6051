// SPDX-License-Identifier: Apache-2.0
package io.prism.core.catalogue;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One option of a backend type or pattern.
 *
 * @param name its key; a dot stands for nesting: {@code pool.max} may be written {@code pool: {max: 10}}
 * @param description what it does, one sentence
 * @param kind what its text must look like
 * @param choices the allowed texts of a {@link OptionKind#CHOICE}, else empty
 * @param least the least value of a {@link OptionKind#NUMBER} or {@link OptionKind#BYTES}
 * @param required whether it must be given
 * @param otherwise the value when it is not given; null when there is none
 * @param secret whether its value must never be shown
 * @param file whether it names a file, which is then relative to the folder of {@code prism.yaml}
 */
public record OptionType(
        String name,
        String description,
        OptionKind kind,
        List<String> choices,
        long least,
        boolean required,
        @Nullable String otherwise,
        boolean secret,
        boolean file) {

    /** Keeps a copy of {@code choices}. */
    public OptionType {
        choices = List.copyOf(choices);
    }

    /** An option of any text that need not be given. */
    public static OptionType text(String name, String description) {
        return new OptionType(name, description, OptionKind.TEXT, List.of(), 0, false, null, false, false);
    }

    /** {@code given} and, for each of {@code options} that is not given, its default where it has one. */
    public static Map<String, String> withDefaults(Map<String, String> given, Collection<OptionType> options) {
        Map<String, String> all = new LinkedHashMap<>(given);
        for (OptionType option : options) {
            if (option.otherwise != null) {
                all.putIfAbsent(option.name, option.otherwise);
            }
        }
        return all;
    }

    /** The same option, whose value is never shown. */
    public OptionType asSecret() {
        return new OptionType(name, description, kind, choices, least, required, otherwise, true, file);
    }
}
