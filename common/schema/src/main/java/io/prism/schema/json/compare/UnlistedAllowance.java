// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.json.compare;

import io.prism.schema.json.shape.PatternRule;
import io.prism.schema.json.shape.SchemaShape;
import io.prism.schema.json.shape.UnlistedRule;
import io.prism.schema.limit.StepLimit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a schema lets stand under a name that it does not list, or at a place that it does not list. */
sealed interface UnlistedAllowance {

    /** Anything: the content model is open. */
    record Open() implements UnlistedAllowance {}

    /** Nothing: the content model is closed. */
    record Closed() implements UnlistedAllowance {}

    /** What fits {@code schema}: the content model is partially open. */
    record Partial(SchemaShape schema) implements UnlistedAllowance {}

    /** Nobody knows: a regular expression may fit the name, which cannot be decided safely. */
    record Unknown() implements UnlistedAllowance {}

    /**
     * The room for the property {@code name}.
     *
     * <p>As in Confluent's registry, an object with patterns of which none fits the name, and without a schema for
     * other names, counts as closed for that name, although other names are allowed.
     */
    static UnlistedAllowance forName(
            SchemaShape.Members shape, String name, UnaryOperator<@Nullable SchemaShape> meant, StepLimit steps) {
        if (shape.patterns().isEmpty()) {
            return rest(shape.additional(), meant.apply(shape.unevaluated()));
        }
        for (PatternRule rule : shape.patterns()) {
            steps.spend(rule.pattern().cost(name));
            switch (rule.pattern().find(name)) {
                case YES -> {
                    return new Partial(rule.schema());
                }
                case UNDECIDED -> {
                    return new Unknown();
                }
                case NO -> {}
            }
        }
        return rest(shape.additional(), meant.apply(shape.unevaluated())) instanceof Partial partial
                ? partial
                : new Closed();
    }

    /** The room for an item beyond the listed ones. */
    static UnlistedAllowance forItem(SchemaShape.Items shape, UnaryOperator<@Nullable SchemaShape> meant) {
        return rest(shape.additional(), meant.apply(shape.unevaluated()));
    }

    /** What is said of others counts; only when nothing is said does what is said of the unevaluated. */
    private static UnlistedAllowance rest(UnlistedRule additional, @Nullable SchemaShape unevaluated) {
        if (additional.schema() != null) {
            return new Partial(additional.schema());
        }
        if (!additional.permitted()) {
            return new Closed();
        }
        if (additional.said() || unevaluated == null || unevaluated instanceof SchemaShape.Anything) {
            return new Open();
        }
        return unevaluated instanceof SchemaShape.Nothing ? new Closed() : new Partial(unevaluated);
    }
}
