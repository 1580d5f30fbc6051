// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.json.compare;

import io.prism.schema.difference.CompatibilityPolicy;
import io.prism.schema.difference.Difference;
import io.prism.schema.difference.JsonDifference;
import io.prism.schema.fault.SchemaException;
import io.prism.schema.json.shape.Criterion;
import io.prism.schema.json.shape.SchemaMetadata;
import io.prism.schema.json.shape.SchemaShape;
import io.prism.schema.json.shape.Shapes;
import io.prism.schema.limit.StepLimit;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How an updated schema differs from the original one, by the rules of Confluent's registry.
 *
 * <p>Each pair of schemas is compared once; where it is met again, what was found is told again. A pair that leads back
 * to itself counts as equal there. Confined to one thread and one use.
 */
public final class JsonComparison {

    private final Shapes originals;
    private final Shapes updates;
    private final CompatibilityPolicy policy;
    private final StepLimit steps;
    private final KnownPairs known = new KnownPairs();
    private final PairDifferences same;
    private final PairDifferences typeChanged;
    /** Whether the two sides are exchanged for now, inside a {@code not}. */
    private boolean reversed;

    private JsonComparison(Shapes originals, Shapes updates, CompatibilityPolicy policy, StepLimit steps) {
        this.originals = originals;
        this.updates = updates;
        this.policy = policy;
        this.steps = steps;
        this.same = nothing();
        this.typeChanged = nothing();
        typeChanged.add(JsonDifference.TYPE_CHANGED);
    }

    /**
     * Every difference, those that break nobody too.
     *
     * @throws SchemaException when the comparison takes too many steps
     */
    public static List<Difference> compare(
            Shapes original, Shapes update, CompatibilityPolicy policy, StepLimit steps) {
        return new JsonComparison(original, update, policy, steps)
                .between(original.root(), update.root())
                .fromRoot(steps);
    }

    PairDifferences nothing() {
        return new PairDifferences(policy, steps);
    }

    StepLimit steps() {
        return steps;
    }

    /** What {@code shape}, of the original, means. */
    @Nullable
    SchemaShape original(@Nullable SchemaShape shape) {
        return (reversed ? updates : originals).meant(shape);
    }

    /** What {@code shape}, of the update, means. */
    @Nullable
    SchemaShape update(@Nullable SchemaShape shape) {
        return (reversed ? originals : updates).meant(shape);
    }

    /** The differences of two schemas, either of which may be missing: then everything is allowed there. */
    PairDifferences between(@Nullable SchemaShape givenOriginal, @Nullable SchemaShape givenUpdate) {
        SchemaShape original = original(givenOriginal);
        SchemaShape update = update(givenUpdate);
        if (original == null || update == null) {
            PairDifferences found = nothing();
            if (original != null || update != null) {
                found.add(original == null ? JsonDifference.SCHEMA_ADDED : JsonDifference.SCHEMA_REMOVED);
            }
            return found;
        }
        return once(original, update);
    }

    private PairDifferences once(SchemaShape original, SchemaShape update) {
        if (isDifferentKind(original, update)) {
            // By far the most pairs of two long lists of alternatives: nothing is kept for them.
            steps.spend(1);
            return original instanceof SchemaShape.Nothing || update instanceof SchemaShape.Anything
                    ? same
                    : typeChanged;
        }
        PairDifferences before = known.recall(original, update);
        if (before != null) {
            steps.spend(1 + before.size());
            return before;
        }
        return known.learn(original, update, same, () -> anew(original, update));
    }

    private PairDifferences anew(SchemaShape original, SchemaShape update) {
        steps.enter();
        PairDifferences found = new CombinedComparison(this).oneWithSeveral(original, update);
        if (found == null) {
            found = nothing();
            kinds(original, update, found);
        }
        steps.spend(found.size());
        steps.leave();
        return found;
    }

    private static boolean isDifferentKind(SchemaShape original, SchemaShape update) {
        return original.getClass() != update.getClass()
                && !(original instanceof SchemaShape.Combined)
                && !(update instanceof SchemaShape.Combined);
    }

    private void kinds(SchemaShape original, SchemaShape update, PairDifferences found) {
        if (original.getClass() != update.getClass()) {
            boolean wider = original instanceof SchemaShape.Nothing || update instanceof SchemaShape.Anything;
            if (!wider) {
                found.add(JsonDifference.TYPE_CHANGED);
            }
            return;
        }
        meta(original.meta(), update.meta(), found);
        switch (original) {
            case SchemaShape.Text before when update instanceof SchemaShape.Text after -> text(before, after, found);
            case SchemaShape.Numeric before
            when update instanceof SchemaShape.Numeric after -> number(before, after, found);
            case SchemaShape.Choice before
            when update instanceof SchemaShape.Choice after -> choice(before, after, found);
            case SchemaShape.Members before
            when update instanceof SchemaShape.Members after ->
                new MembersComparison(this, before, after, found).compare();
            case SchemaShape.Items before
            when update instanceof SchemaShape.Items after -> new ItemsComparison(this, before, after, found).compare();
            case SchemaShape.Combined before
            when update instanceof SchemaShape.Combined after ->
                new CombinedComparison(this).several(before, after, found);
            case SchemaShape.Not before when update instanceof SchemaShape.Not after -> not(before, after, found);
            // The others say nothing that could differ.
            default -> {}
        }
    }

    private static void meta(SchemaMetadata original, SchemaMetadata update, PairDifferences found) {
        if (!Objects.equals(original.id(), update.id())) {
            found.add(JsonDifference.ID_CHANGED);
        }
        if (!Objects.equals(original.title(), update.title())) {
            found.add(JsonDifference.TITLE_CHANGED);
        }
        if (!Objects.equals(original.description(), update.description())) {
            found.add(JsonDifference.DESCRIPTION_CHANGED);
        }
        if (!Objects.equals(original.defaultValue(), update.defaultValue())) {
            found.add(JsonDifference.DEFAULT_CHANGED);
        }
    }

    /** Patterns are compared as texts: whether one allows all that another does is not asked. */
    private static void text(SchemaShape.Text original, SchemaShape.Text update, PairDifferences found) {
        NumericKeyword.compare(NumericKeyword.OF_TEXTS, original.bounds(), update.bounds(), found);
        String before = original.pattern();
        String after = update.pattern();
        if (before == null && after != null) {
            found.add(JsonDifference.PATTERN_ADDED, "pattern");
        } else if (before != null && after == null) {
            found.add(JsonDifference.PATTERN_REMOVED, "pattern");
        } else if (!Objects.equals(before, after)) {
            found.add(JsonDifference.PATTERN_CHANGED, "pattern");
        }
    }

    private static void number(SchemaShape.Numeric original, SchemaShape.Numeric update, PairDifferences found) {
        NumericKeyword.compare(NumericKeyword.OF_NUMBERS, original.bounds(), update.bounds(), found);
        divisor(original.multipleOf(), update.multipleOf(), found);
        if (original.integer() != update.integer()) {
            found.add(original.integer() ? JsonDifference.TYPE_EXTENDED : JsonDifference.TYPE_NARROWED);
        }
    }

    private static void divisor(@Nullable BigDecimal original, @Nullable BigDecimal update, PairDifferences found) {
        if (original == null || update == null) {
            if (original != null || update != null) {
                found.add(
                        original == null ? JsonDifference.MULTIPLE_OF_ADDED : JsonDifference.MULTIPLE_OF_REMOVED,
                        "multipleOf");
            }
        } else if (original.compareTo(update) != 0) {
            JsonDifference change = JsonDifference.MULTIPLE_OF_CHANGED;
            if (update.remainder(original).signum() == 0) {
                change = JsonDifference.MULTIPLE_OF_EXPANDED;
            } else if (original.remainder(update).signum() == 0) {
                change = JsonDifference.MULTIPLE_OF_REDUCED;
            }
            found.add(change, "multipleOf");
        }
    }

    private static void choice(SchemaShape.Choice original, SchemaShape.Choice update, PairDifferences found) {
        Set<String> before = original.values();
        Set<String> after = update.values();
        if (before.equals(after)) {
            return;
        }
        if (after.containsAll(before)) {
            found.add(JsonDifference.ENUM_ARRAY_EXTENDED, "enum");
        } else if (before.containsAll(after)) {
            found.add(JsonDifference.ENUM_ARRAY_NARROWED, "enum");
        } else {
            found.add(JsonDifference.ENUM_ARRAY_CHANGED, "enum");
        }
    }

    /** What is excluded must not grow: all that the update excludes must have been excluded before. */
    private void not(SchemaShape.Not original, SchemaShape.Not update, PairDifferences found) {
        reversed = !reversed;
        PairDifferences excluded = between(update.excluded(), original.excluded());
        reversed = !reversed;
        found.add(excluded.breaks() ? JsonDifference.NOT_TYPE_EXTENDED : JsonDifference.NOT_TYPE_NARROWED, "not");
    }

    /** Whether {@code shape} is combined in a way that one of its parts is enough. */
    static boolean isSum(SchemaShape.Combined shape) {
        return shape.criterion() != Criterion.ALL;
    }
}
