// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.json.compare;

import io.prism.schema.difference.JsonDifference;
import io.prism.schema.json.shape.Criterion;
import io.prism.schema.json.shape.SchemaShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares schemas that are made of several others. Which part of the original became which of the update is not
 * written anywhere, so they are paired as well as possible: a part goes with any that is compatible with it.
 */
final class CombinedComparison {

    private final JsonComparison comparison;

    CombinedComparison(JsonComparison comparison) {
        this.comparison = comparison;
    }

    /**
     * Compares one schema with several, or several with one. Null when neither is the case, or when no single part
     * fits: then the two are of different kinds.
     */
    @Nullable
    PairDifferences oneWithSeveral(SchemaShape original, SchemaShape update) {
        if (update instanceof SchemaShape.Combined several && !(original instanceof SchemaShape.Combined)) {
            return oneBecameSeveral(original, several);
        }
        if (original instanceof SchemaShape.Combined several && !(update instanceof SchemaShape.Combined)) {
            return severalBecameOne(several, update);
        }
        return null;
    }

    private @Nullable PairDifferences oneBecameSeveral(SchemaShape original, SchemaShape.Combined update) {
        boolean single = update.parts().size() == 1;
        if (!single && !JsonComparison.isSum(update)) {
            return null;
        }
        for (SchemaShape part : update.parts()) {
            PairDifferences found = comparison.between(original, part);
            if (!found.breaks()) {
                return single ? found : with(found, JsonDifference.SUM_TYPE_EXTENDED);
            }
        }
        return null;
    }

    private @Nullable PairDifferences severalBecameOne(SchemaShape.Combined original, SchemaShape update) {
        boolean single = original.parts().size() == 1;
        if (!single && JsonComparison.isSum(original)) {
            return null;
        }
        // Of what had to fit all at once, one part alone is less.
        for (SchemaShape part : original.parts()) {
            PairDifferences found = comparison.between(part, update);
            if (!found.breaks()) {
                return single ? found : with(found, JsonDifference.PRODUCT_TYPE_NARROWED);
            }
        }
        return null;
    }

    private PairDifferences with(PairDifferences found, JsonDifference difference) {
        PairDifferences more = comparison.nothing();
        more.add(found, "");
        more.add(difference);
        return more;
    }

    /** Compares several schemas with several. */
    void several(SchemaShape.Combined original, SchemaShape.Combined update, PairDifferences found) {
        Optional<JsonDifference> criterion = criterion(original, update);
        criterion.ifPresent(found::add);
        if (criterion.filter(JsonDifference.COMBINED_TYPE_CHANGED::equals).isPresent()) {
            return;
        }
        size(original, update, found);
        List<List<PairDifferences>> pairs = pairs(original, update);
        int[] partners = Pairing.best(pairs, comparison.steps());
        int paired = 0;
        for (int i = 0; i < partners.length; i++) {
            if (partners[i] >= 0) {
                paired++;
                found.add(pairs.get(i).get(partners[i]), original.criterion().keyword() + "/" + i);
            }
        }
        if (paired < Math.min(original.parts().size(), update.parts().size())) {
            found.add(JsonDifference.COMBINED_TYPE_SUBSCHEMAS_CHANGED);
        }
    }

    private static Optional<JsonDifference> criterion(SchemaShape.Combined original, SchemaShape.Combined update) {
        if (original.criterion() == update.criterion()) {
            return Optional.empty();
        }
        boolean wasSingle = original.parts().size() == 1;
        boolean isSingle = update.parts().size() == 1;
        boolean wider = switch (update.criterion()) {
            case ANY -> true;
            case ONE -> wasSingle;
            case ALL -> wasSingle && isSingle;
        };
        return Optional.of(wider ? JsonDifference.COMBINED_TYPE_EXTENDED : JsonDifference.COMBINED_TYPE_CHANGED);
    }

    private static void size(SchemaShape.Combined original, SchemaShape.Combined update, PairDifferences found) {
        int before = original.parts().size();
        int after = update.parts().size();
        boolean all = update.criterion() == Criterion.ALL;
        if (before < after) {
            found.add(all ? JsonDifference.PRODUCT_TYPE_EXTENDED : JsonDifference.SUM_TYPE_EXTENDED);
        } else if (before > after) {
            found.add(all ? JsonDifference.PRODUCT_TYPE_NARROWED : JsonDifference.SUM_TYPE_NARROWED);
        }
    }

    private List<List<PairDifferences>> pairs(SchemaShape.Combined original, SchemaShape.Combined update) {
        List<List<PairDifferences>> pairs = new ArrayList<>();
        for (SchemaShape before : original.parts()) {
            List<PairDifferences> row = new ArrayList<>();
            update.parts().forEach(after -> row.add(comparison.between(before, after)));
            pairs.add(row);
        }
        return pairs;
    }
}
