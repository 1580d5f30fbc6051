// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.content;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What is said beside a schema. The order of keys means nothing.
 *
 * @param tags tags by path
 * @param properties values by name
 * @param sensitive names of properties that must not be shown
 */
public record Metadata(Map<String, List<String>> tags, Map<String, String> properties, Set<String> sensitive) {

    /** Keeps sorted copies. */
    public Metadata {
        Map<String, List<String>> sorted = new TreeMap<>();
        tags.forEach((path, names) -> sorted.put(path, List.copyOf(names)));
        tags = Collections.unmodifiableMap(sorted);
        properties = Collections.unmodifiableMap(new TreeMap<>(properties));
        sensitive = Collections.unmodifiableSet(new TreeSet<>(sensitive));
    }

    /** Characters of all keys and values. */
    long chars() {
        return Stream.of(
                        tags.keySet().stream(),
                        tags.values().stream().flatMap(List::stream),
                        properties.keySet().stream(),
                        properties.values().stream(),
                        sensitive.stream())
                .flatMap(Function.identity())
                .mapToLong(String::length)
                .sum();
    }
}
