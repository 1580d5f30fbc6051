// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.json.compare;

import io.prism.schema.difference.JsonDifference;
import io.prism.schema.json.shape.SchemaShape;
import java.util.List;

/** Compares two schemas of arrays. */
final class ItemsComparison {

    private final JsonComparison comparison;
    private final SchemaShape.Items original;
    private final SchemaShape.Items update;
    private final PairDifferences found;

    ItemsComparison(
            JsonComparison comparison, SchemaShape.Items original, SchemaShape.Items update, PairDifferences found) {
        this.comparison = comparison;
        this.original = original;
        this.update = update;
        this.found = found;
    }

    void compare() {
        found.add(comparison.between(original.every(), update.every()), "items");
        listed();
        RestComparison.ADDITIONAL_ITEMS.compare(comparison, original.additional(), update.additional(), found);
        RestComparison.UNEVALUATED_ITEMS.compare(comparison, original.unevaluated(), update.unevaluated(), found);
        NumericKeyword.compare(NumericKeyword.OF_ARRAYS, original.bounds(), update.bounds(), found);
        if (original.unique() != update.unique()) {
            found.add(
                    original.unique() ? JsonDifference.UNIQUE_ITEMS_REMOVED : JsonDifference.UNIQUE_ITEMS_ADDED,
                    "uniqueItems");
        }
    }

    private void listed() {
        List<SchemaShape> before = original.listed();
        List<SchemaShape> after = update.listed();
        int both = Math.min(before.size(), after.size());
        for (int i = 0; i < both; i++) {
            found.add(comparison.between(before.get(i), after.get(i)), "items/" + i);
        }
        for (int i = both; i < before.size(); i++) {
            removed(before.get(i), "items/" + i);
        }
        for (int i = both; i < after.size(); i++) {
            added(after.get(i), "items/" + i);
        }
    }

    private void removed(SchemaShape before, String path) {
        switch (UnlistedAllowance.forItem(update, comparison::update)) {
            case UnlistedAllowance.Open _ -> found.add(JsonDifference.ITEM_REMOVED_FROM_OPEN_CONTENT_MODEL, path);
            case UnlistedAllowance.Partial partial -> {
                PairDifferences covered = comparison.between(before, partial.schema());
                found.add(covered, path);
                found.add(
                        covered.breaks()
                                ? JsonDifference.ITEM_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL
                                : JsonDifference.ITEM_REMOVED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL,
                        path);
            }
            case UnlistedAllowance.Closed _, UnlistedAllowance.Unknown _ ->
                found.add(
                        comparison.original(before) instanceof SchemaShape.Nothing
                                ? JsonDifference.ITEM_WITH_FALSE_REMOVED_FROM_CLOSED_CONTENT_MODEL
                                : JsonDifference.ITEM_REMOVED_FROM_CLOSED_CONTENT_MODEL,
                        path);
        }
    }

    private void added(SchemaShape after, String path) {
        switch (UnlistedAllowance.forItem(original, comparison::original)) {
            case UnlistedAllowance.Open _ ->
                found.add(
                        comparison.update(after) instanceof SchemaShape.Anything
                                ? JsonDifference.ITEM_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL
                                : JsonDifference.ITEM_ADDED_TO_OPEN_CONTENT_MODEL,
                        path);
            case UnlistedAllowance.Partial partial -> {
                PairDifferences covered = comparison.between(partial.schema(), after);
                found.add(covered, path);
                found.add(
                        covered.breaks()
                                ? JsonDifference.ITEM_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL
                                : JsonDifference.ITEM_ADDED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL,
                        path);
            }
            case UnlistedAllowance.Closed _, UnlistedAllowance.Unknown _ ->
                found.add(JsonDifference.ITEM_ADDED_TO_CLOSED_CONTENT_MODEL, path);
        }
    }
}
