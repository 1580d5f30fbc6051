// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.json.compare;

import io.prism.schema.difference.JsonDifference;
import io.prism.schema.json.shape.SchemaShape;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares two schemas of objects. Names that are required but not among the properties are not looked at, as in
 * Confluent's registry.
 */
final class MembersComparison {

    private final JsonComparison comparison;
    private final SchemaShape.Members original;
    private final SchemaShape.Members update;
    private final PairDifferences found;

    MembersComparison(
            JsonComparison comparison,
            SchemaShape.Members original,
            SchemaShape.Members update,
            PairDifferences found) {
        this.comparison = comparison;
        this.original = original;
        this.update = update;
        this.found = found;
    }

    void compare() {
        required();
        properties();
        dependencies();
        RestComparison.ADDITIONAL_PROPERTIES.compare(comparison, original.additional(), update.additional(), found);
        RestComparison.UNEVALUATED_PROPERTIES.compare(comparison, original.unevaluated(), update.unevaluated(), found);
        NumericKeyword.compare(NumericKeyword.OF_OBJECTS, original.bounds(), update.bounds(), found);
    }

    private void required() {
        for (String name : original.properties().keySet()) {
            SchemaShape property = update.properties().get(name);
            boolean before = original.required().contains(name);
            boolean after = update.required().contains(name);
            if (property != null && before != after) {
                found.add(required(after, property), "required/" + name);
            }
        }
    }

    private JsonDifference required(boolean added, SchemaShape property) {
        if (!added) {
            return JsonDifference.REQUIRED_ATTRIBUTE_REMOVED;
        }
        return hasDefault(property)
                ? JsonDifference.REQUIRED_ATTRIBUTE_WITH_DEFAULT_ADDED
                : JsonDifference.REQUIRED_ATTRIBUTE_ADDED;
    }

    private static boolean hasDefault(SchemaShape shape) {
        return shape.meta().defaultValue() != null;
    }

    private void properties() {
        for (String name : union(original.properties(), update.properties())) {
            SchemaShape before = original.properties().get(name);
            SchemaShape after = update.properties().get(name);
            String path = "properties/" + name;
            if (after == null && before != null) {
                removed(name, before, path);
            } else if (before == null && after != null) {
                added(name, after, path);
            } else {
                found.add(comparison.between(before, after), path);
            }
        }
    }

    private static Set<String> union(Map<String, ?> one, Map<String, ?> other) {
        Set<String> names = new LinkedHashSet<>(one.keySet());
        names.addAll(other.keySet());
        return names;
    }

    /** What may stand under the name from now on is what the update says about names it does not list. */
    private void removed(String name, SchemaShape before, String path) {
        switch (UnlistedAllowance.forName(update, name, comparison::update, comparison.steps())) {
            case UnlistedAllowance.Open _ -> found.add(JsonDifference.PROPERTY_REMOVED_FROM_OPEN_CONTENT_MODEL, path);
            case UnlistedAllowance.Closed _ ->
                found.add(
                        comparison.original(before) instanceof SchemaShape.Nothing
                                ? JsonDifference.PROPERTY_WITH_FALSE_REMOVED_FROM_CLOSED_CONTENT_MODEL
                                : JsonDifference.PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL,
                        path);
            case UnlistedAllowance.Partial partial -> {
                PairDifferences covered = comparison.between(before, partial.schema());
                found.add(covered, path);
                found.add(
                        covered.breaks()
                                ? JsonDifference.PROPERTY_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL
                                : JsonDifference.PROPERTY_REMOVED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL,
                        path);
            }
            case UnlistedAllowance.Unknown _ ->
                found.add(JsonDifference.PROPERTY_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL, path);
        }
    }

    /** What could stand under the name until now is what the original says about names it does not list. */
    private void added(String name, SchemaShape after, String path) {
        boolean required = update.required().contains(name);
        switch (UnlistedAllowance.forName(original, name, comparison::original, comparison.steps())) {
            case UnlistedAllowance.Open _ -> found.add(addedToOpen(required, after), path);
            case UnlistedAllowance.Closed _ -> found.add(addedToUnopen(required, after), path);
            case UnlistedAllowance.Partial partial -> {
                PairDifferences covered = comparison.between(partial.schema(), after);
                found.add(covered, path);
                found.add(
                        covered.breaks()
                                ? JsonDifference.PROPERTY_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL
                                : JsonDifference.PROPERTY_ADDED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL,
                        path);
                found.add(addedToUnopen(required, after), path);
            }
            case UnlistedAllowance.Unknown _ -> {
                found.add(JsonDifference.PROPERTY_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL, path);
                found.add(addedToUnopen(required, after), path);
            }
        }
    }

    /**
     * A property that may be anything is harmless only when it need not be there; for one that must be, the original
     * is not clear, and old data without it would break.
     */
    private JsonDifference addedToOpen(boolean required, SchemaShape after) {
        boolean anything = comparison.update(after) instanceof SchemaShape.Anything;
        if (anything && (!required || hasDefault(after))) {
            return JsonDifference.PROPERTY_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL;
        }
        if (!required) {
            return JsonDifference.OPTIONAL_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL;
        }
        return hasDefault(after)
                ? JsonDifference.REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_OPEN_CONTENT_MODEL
                : JsonDifference.REQUIRED_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL;
    }

    private static JsonDifference addedToUnopen(boolean required, SchemaShape after) {
        if (!required) {
            return JsonDifference.OPTIONAL_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL;
        }
        return hasDefault(after)
                ? JsonDifference.REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_UNOPEN_CONTENT_MODEL
                : JsonDifference.REQUIRED_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL;
    }

    private void dependencies() {
        for (String name : union(original.needs(), update.needs())) {
            needs(original.needs().get(name), update.needs().get(name), "dependencies/" + name);
        }
        for (String name : union(original.dependents(), update.dependents())) {
            SchemaShape before = original.dependents().get(name);
            SchemaShape after = update.dependents().get(name);
            String path = "dependencies/" + name;
            if (after == null) {
                found.add(JsonDifference.DEPENDENCY_SCHEMA_REMOVED, path);
            } else if (before == null) {
                found.add(JsonDifference.DEPENDENCY_SCHEMA_ADDED, path);
            } else {
                found.add(comparison.between(before, after), path);
            }
        }
    }

    private void needs(@Nullable Set<String> before, @Nullable Set<String> after, String path) {
        if (after == null) {
            found.add(JsonDifference.DEPENDENCY_ARRAY_REMOVED, path);
        } else if (before == null) {
            found.add(JsonDifference.DEPENDENCY_ARRAY_ADDED, path);
        } else if (!before.equals(after)) {
            JsonDifference change = JsonDifference.DEPENDENCY_ARRAY_CHANGED;
            if (after.containsAll(before)) {
                change = JsonDifference.DEPENDENCY_ARRAY_EXTENDED;
            } else if (before.containsAll(after)) {
                change = JsonDifference.DEPENDENCY_ARRAY_NARROWED;
            }
            found.add(change, path);
        }
    }
}
