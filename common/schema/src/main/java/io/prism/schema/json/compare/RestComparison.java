// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.json.compare;

import io.prism.schema.difference.JsonDifference;
import io.prism.schema.json.shape.SchemaShape;
import io.prism.schema.json.shape.UnlistedRule;
import org.jspecify.annotations.Nullable;

/**
 * Compares what two schemas say about what they do not list.
 *
 * @param keyword where they say it
 * @param added nothing was allowed, something is now
 * @param removed something was allowed, nothing is now
 * @param extended a schema had to fit, anything may stand there now
 * @param narrowed anything could stand there, a schema must fit now
 */
record RestComparison(
        String keyword,
        JsonDifference added,
        JsonDifference removed,
        JsonDifference extended,
        JsonDifference narrowed) {

    static final RestComparison ADDITIONAL_PROPERTIES = new RestComparison(
            "additionalProperties",
            JsonDifference.ADDITIONAL_PROPERTIES_ADDED,
            JsonDifference.ADDITIONAL_PROPERTIES_REMOVED,
            JsonDifference.ADDITIONAL_PROPERTIES_EXTENDED,
            JsonDifference.ADDITIONAL_PROPERTIES_NARROWED);

    static final RestComparison UNEVALUATED_PROPERTIES = new RestComparison(
            "unevaluatedProperties",
            JsonDifference.UNEVALUATED_PROPERTIES_ADDED,
            JsonDifference.UNEVALUATED_PROPERTIES_REMOVED,
            JsonDifference.UNEVALUATED_PROPERTIES_EXTENDED,
            JsonDifference.UNEVALUATED_PROPERTIES_NARROWED);

    static final RestComparison ADDITIONAL_ITEMS = new RestComparison(
            "additionalItems",
            JsonDifference.ADDITIONAL_ITEMS_ADDED,
            JsonDifference.ADDITIONAL_ITEMS_REMOVED,
            JsonDifference.ADDITIONAL_ITEMS_EXTENDED,
            JsonDifference.ADDITIONAL_ITEMS_NARROWED);

    static final RestComparison UNEVALUATED_ITEMS = new RestComparison(
            "unevaluatedItems",
            JsonDifference.UNEVALUATED_ITEMS_ADDED,
            JsonDifference.UNEVALUATED_ITEMS_REMOVED,
            JsonDifference.UNEVALUATED_ITEMS_EXTENDED,
            JsonDifference.UNEVALUATED_ITEMS_NARROWED);

    /** Compares what is additional. */
    void compare(JsonComparison comparison, UnlistedRule original, UnlistedRule update, PairDifferences found) {
        if (original.permitted() != update.permitted()) {
            found.add(update.permitted() ? added : removed, keyword);
        } else if (original.schema() == null && update.schema() != null) {
            found.add(narrowed, keyword);
        } else if (original.schema() != null && update.schema() == null) {
            found.add(extended, keyword);
        } else {
            found.add(comparison.between(original.schema(), update.schema()), keyword);
        }
    }

    /** Compares what is unevaluated: here a missing schema, {@code true} and {@code {}} are all the same. */
    void compare(
            JsonComparison comparison,
            @Nullable SchemaShape original,
            @Nullable SchemaShape update,
            PairDifferences found) {
        UnlistedRule before = rest(comparison.original(original));
        UnlistedRule after = rest(comparison.update(update));
        compare(comparison, before, after, found);
    }

    private static UnlistedRule rest(@Nullable SchemaShape shape) {
        return switch (shape) {
            case null -> UnlistedRule.UNSAID;
            case SchemaShape.Anything _ -> UnlistedRule.ALLOWED;
            case SchemaShape.Nothing _ -> UnlistedRule.FORBIDDEN;
            default -> UnlistedRule.of(shape);
        };
    }
}
