// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.content;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A rule for clients. The registry keeps it and does not run it.
 *
 * @param name its name
 * @param doc words about it; null when there are none
 * @param kind {@code TRANSFORM} or {@code CONDITION}; null when it is not said
 * @param mode when it runs: {@code UPGRADE}, {@code DOWNGRADE}, {@code UPDOWN}, {@code WRITE}, {@code READ} or {@code
 *     WRITEREAD}; null when it is not said
 * @param type what runs it; null when it is not said
 * @param tags which fields it is for
 * @param params settings of what runs it
 * @param expr what is run; null when there is nothing
 * @param onSuccess what is done after; null when it is not said
 * @param onFailure what is done when it fails; null when it is not said
 * @param disabled whether it does not run
 */
public record Rule(
        String name,
        @Nullable String doc,
        @Nullable String kind,
        @Nullable String mode,
        @Nullable String type,
        Set<String> tags,
        Map<String, String> params,
        @Nullable String expr,
        @Nullable String onSuccess,
        @Nullable String onFailure,
        boolean disabled) {

    /** Keeps sorted copies. */
    public Rule {
        tags = Collections.unmodifiableSet(new TreeSet<>(tags));
        params = Collections.unmodifiableMap(new TreeMap<>(params));
    }

    /** Characters of all that it says. */
    long chars() {
        return Stream.of(
                        Stream.of(name),
                        Stream.of(doc, kind, mode, type, expr, onSuccess, onFailure)
                                .filter(Objects::nonNull),
                        tags.stream(),
                        params.keySet().stream(),
                        params.values().stream())
                .flatMap(Function.identity())
                .mapToLong(String::length)
                .sum();
    }
}
