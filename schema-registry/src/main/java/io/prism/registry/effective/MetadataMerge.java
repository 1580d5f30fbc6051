// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.effective;

import io.prism.registry.content.Metadata;
import io.prism.registry.content.Rule;
import io.prism.registry.content.RuleSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Puts what is said in two places together. Where both say something about one thing, the second counts. */
public final class MetadataMerge {

    private MetadataMerge() {}

    /** Both; null when there is neither. */
    public static @Nullable Metadata of(@Nullable Metadata first, @Nullable Metadata second) {
        if (first == null || second == null) {
            return first == null ? second : first;
        }
        Map<String, List<String>> tags = new TreeMap<>(first.tags());
        tags.putAll(second.tags());
        Map<String, String> properties = new TreeMap<>(first.properties());
        properties.putAll(second.properties());
        Set<String> sensitive = new TreeSet<>(first.sensitive());
        sensitive.addAll(second.sensitive());
        return new Metadata(tags, properties, sensitive);
    }

    /** Both; null when there is neither. Rules of one name are one rule. */
    public static @Nullable RuleSet of(@Nullable RuleSet first, @Nullable RuleSet second) {
        if (first == null || second == null) {
            return first == null ? second : first;
        }
        return new RuleSet(
                rules(first.migration(), second.migration()),
                rules(first.domain(), second.domain()),
                rules(first.encoding(), second.encoding()),
                second.enableAt() == null ? first.enableAt() : second.enableAt());
    }

    private static List<Rule> rules(List<Rule> first, List<Rule> second) {
        Map<String, Rule> byName = new LinkedHashMap<>();
        first.forEach(rule -> byName.put(rule.name(), rule));
        // One that is replaced moves to the end, where its replacement was asked for.
        second.forEach(rule -> byName.remove(rule.name()));
        second.forEach(rule -> byName.put(rule.name(), rule));
        return new ArrayList<>(byName.values());
    }
}
