// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.json.compare;

import io.prism.schema.difference.JsonDifference;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * A keyword with a number, and what it is called when the number comes, goes, grows or shrinks.
 */
record NumericKeyword(
        String keyword,
        JsonDifference added,
        JsonDifference removed,
        JsonDifference increased,
        JsonDifference decreased) {

    static final List<NumericKeyword> OF_TEXTS = List.of(
            new NumericKeyword(
                    "maxLength",
                    JsonDifference.MAX_LENGTH_ADDED,
                    JsonDifference.MAX_LENGTH_REMOVED,
                    JsonDifference.MAX_LENGTH_INCREASED,
                    JsonDifference.MAX_LENGTH_DECREASED),
            new NumericKeyword(
                    "minLength",
                    JsonDifference.MIN_LENGTH_ADDED,
                    JsonDifference.MIN_LENGTH_REMOVED,
                    JsonDifference.MIN_LENGTH_INCREASED,
                    JsonDifference.MIN_LENGTH_DECREASED));

    static final List<NumericKeyword> OF_NUMBERS = List.of(
            new NumericKeyword(
                    "maximum",
                    JsonDifference.MAXIMUM_ADDED,
                    JsonDifference.MAXIMUM_REMOVED,
                    JsonDifference.MAXIMUM_INCREASED,
                    JsonDifference.MAXIMUM_DECREASED),
            new NumericKeyword(
                    "minimum",
                    JsonDifference.MINIMUM_ADDED,
                    JsonDifference.MINIMUM_REMOVED,
                    JsonDifference.MINIMUM_INCREASED,
                    JsonDifference.MINIMUM_DECREASED),
            new NumericKeyword(
                    "exclusiveMaximum",
                    JsonDifference.EXCLUSIVE_MAXIMUM_ADDED,
                    JsonDifference.EXCLUSIVE_MAXIMUM_REMOVED,
                    JsonDifference.EXCLUSIVE_MAXIMUM_INCREASED,
                    JsonDifference.EXCLUSIVE_MAXIMUM_DECREASED),
            new NumericKeyword(
                    "exclusiveMinimum",
                    JsonDifference.EXCLUSIVE_MINIMUM_ADDED,
                    JsonDifference.EXCLUSIVE_MINIMUM_REMOVED,
                    JsonDifference.EXCLUSIVE_MINIMUM_INCREASED,
                    JsonDifference.EXCLUSIVE_MINIMUM_DECREASED));

    static final List<NumericKeyword> OF_OBJECTS = List.of(
            new NumericKeyword(
                    "maxProperties",
                    JsonDifference.MAX_PROPERTIES_ADDED,
                    JsonDifference.MAX_PROPERTIES_REMOVED,
                    JsonDifference.MAX_PROPERTIES_INCREASED,
                    JsonDifference.MAX_PROPERTIES_DECREASED),
            new NumericKeyword(
                    "minProperties",
                    JsonDifference.MIN_PROPERTIES_ADDED,
                    JsonDifference.MIN_PROPERTIES_REMOVED,
                    JsonDifference.MIN_PROPERTIES_INCREASED,
                    JsonDifference.MIN_PROPERTIES_DECREASED));

    static final List<NumericKeyword> OF_ARRAYS = List.of(
            new NumericKeyword(
                    "maxItems",
                    JsonDifference.MAX_ITEMS_ADDED,
                    JsonDifference.MAX_ITEMS_REMOVED,
                    JsonDifference.MAX_ITEMS_INCREASED,
                    JsonDifference.MAX_ITEMS_DECREASED),
            new NumericKeyword(
                    "minItems",
                    JsonDifference.MIN_ITEMS_ADDED,
                    JsonDifference.MIN_ITEMS_REMOVED,
                    JsonDifference.MIN_ITEMS_INCREASED,
                    JsonDifference.MIN_ITEMS_DECREASED),
            new NumericKeyword(
                    "maxContains",
                    JsonDifference.MAX_CONTAINS_ADDED,
                    JsonDifference.MAX_CONTAINS_REMOVED,
                    JsonDifference.MAX_CONTAINS_INCREASED,
                    JsonDifference.MAX_CONTAINS_DECREASED),
            new NumericKeyword(
                    "minContains",
                    JsonDifference.MIN_CONTAINS_ADDED,
                    JsonDifference.MIN_CONTAINS_REMOVED,
                    JsonDifference.MIN_CONTAINS_INCREASED,
                    JsonDifference.MIN_CONTAINS_DECREASED));

    /** Tells how each of {@code bounds} differs. */
    static void compare(
            List<NumericKeyword> bounds,
            Map<String, BigDecimal> original,
            Map<String, BigDecimal> update,
            PairDifferences found) {
        for (NumericKeyword bound : bounds) {
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

    private void changed(int order, PairDifferences found) {
        if (order != 0) {
            found.add(order < 0 ? increased : decreased, keyword);
        }
    }
}
