// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.json.compare;

import io.prism.schema.difference.JsonDifference;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * A keyword with a number, and what it is called when the number comes, goes, grows or shrinks.
 */
record Bound(
        String keyword,
        JsonDifference added,
        JsonDifference removed,
        JsonDifference increased,
        JsonDifference decreased) {

    static final List<Bound> OF_TEXTS = List.of(
            new Bound(
                    "maxLength",
                    JsonDifference.MAX_LENGTH_ADDED,
                    JsonDifference.MAX_LENGTH_REMOVED,
                    JsonDifference.MAX_LENGTH_INCREASED,
                    JsonDifference.MAX_LENGTH_DECREASED),
            new Bound(
                    "minLength",
                    JsonDifference.MIN_LENGTH_ADDED,
                    JsonDifference.MIN_LENGTH_REMOVED,
                    JsonDifference.MIN_LENGTH_INCREASED,
                    JsonDifference.MIN_LENGTH_DECREASED));

    static final List<Bound> OF_NUMBERS = List.of(
            new Bound(
                    "maximum",
                    JsonDifference.MAXIMUM_ADDED,
                    JsonDifference.MAXIMUM_REMOVED,
                    JsonDifference.MAXIMUM_INCREASED,
                    JsonDifference.MAXIMUM_DECREASED),
            new Bound(
                    "minimum",
                    JsonDifference.MINIMUM_ADDED,
                    JsonDifference.MINIMUM_REMOVED,
                    JsonDifference.MINIMUM_INCREASED,
                    JsonDifference.MINIMUM_DECREASED),
            new Bound(
                    "exclusiveMaximum",
                    JsonDifference.EXCLUSIVE_MAXIMUM_ADDED,
                    JsonDifference.EXCLUSIVE_MAXIMUM_REMOVED,
                    JsonDifference.EXCLUSIVE_MAXIMUM_INCREASED,
                    JsonDifference.EXCLUSIVE_MAXIMUM_DECREASED),
            new Bound(
                    "exclusiveMinimum",
                    JsonDifference.EXCLUSIVE_MINIMUM_ADDED,
                    JsonDifference.EXCLUSIVE_MINIMUM_REMOVED,
                    JsonDifference.EXCLUSIVE_MINIMUM_INCREASED,
                    JsonDifference.EXCLUSIVE_MINIMUM_DECREASED));

    static final List<Bound> OF_OBJECTS = List.of(
            new Bound(
                    "maxProperties",
                    JsonDifference.MAX_PROPERTIES_ADDED,
                    JsonDifference.MAX_PROPERTIES_REMOVED,
                    JsonDifference.MAX_PROPERTIES_INCREASED,
                    JsonDifference.MAX_PROPERTIES_DECREASED),
            new Bound(
                    "minProperties",
                    JsonDifference.MIN_PROPERTIES_ADDED,
                    JsonDifference.MIN_PROPERTIES_REMOVED,
                    JsonDifference.MIN_PROPERTIES_INCREASED,
                    JsonDifference.MIN_PROPERTIES_DECREASED));

    static final List<Bound> OF_ARRAYS = List.of(
            new Bound(
                    "maxItems",
                    JsonDifference.MAX_ITEMS_ADDED,
                    JsonDifference.MAX_ITEMS_REMOVED,
                    JsonDifference.MAX_ITEMS_INCREASED,
                    JsonDifference.MAX_ITEMS_DECREASED),
            new Bound(
                    "minItems",
                    JsonDifference.MIN_ITEMS_ADDED,
                    JsonDifference.MIN_ITEMS_REMOVED,
                    JsonDifference.MIN_ITEMS_INCREASED,
                    JsonDifference.MIN_ITEMS_DECREASED),
            new Bound(
                    "maxContains",
                    JsonDifference.MAX_CONTAINS_ADDED,
                    JsonDifference.MAX_CONTAINS_REMOVED,
                    JsonDifference.MAX_CONTAINS_INCREASED,
                    JsonDifference.MAX_CONTAINS_DECREASED),
            new Bound(
                    "minContains",
                    JsonDifference.MIN_CONTAINS_ADDED,
                    JsonDifference.MIN_CONTAINS_REMOVED,
                    JsonDifference.MIN_CONTAINS_INCREASED,
                    JsonDifference.MIN_CONTAINS_DECREASED));

    /** Tells how each of {@code bounds} differs. */
    static void compare(
            List<Bound> bounds, Map<String, BigDecimal> original, Map<String, BigDecimal> update, Found found) {
        for (Bound bound : bounds) {
            BigDecimal before = original.get(bound.keyword);
            BigDecimal after = update.get(bound.keyword);
            if (before == null && after != null) {
                found.add(bound.added, bound.keyword);
            } else if (before != null && after == null) {
                found.add(bound.removed, bound.keyword);
            } else if (before != null && after != null) {
                bound.changed(before.compareTo(after), found);
            }
        }
    }

    private void changed(int order, Found found) {
        if (order != 0) {
            found.add(order < 0 ? increased : decreased, keyword);
        }
    }
}
