// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.json.shape;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a schema says, in one of the kinds that a comparison tells apart. A schema that says several things at once
 * (an enum with a type, say) is an {@link Combined allOf} of them. Immutable.
 *
 * <p>{@code format}, {@code propertyNames}, {@code contains}, content keywords and the branches of {@code if} are not
 * part of it: Confluent's registry does not compare them either.
 */
public sealed interface SchemaShape {

    /** What it says about itself. */
    SchemaMetadata meta();

    /** Every value fits. */
    record Anything(SchemaMetadata meta) implements SchemaShape {}

    /** No value fits. */
    record Nothing(SchemaMetadata meta) implements SchemaShape {}

    /** True or false. */
    record Flag(SchemaMetadata meta) implements SchemaShape {}

    /** Null. */
    record Null(SchemaMetadata meta) implements SchemaShape {}

    /**
     * A text.
     *
     * @param bounds {@code maxLength} and {@code minLength}, those that are there
     * @param pattern the regular expression it must fit; null when there is none
     */
    record Text(
            SchemaMetadata meta,
            Map<String, BigDecimal> bounds,
            @Nullable String pattern) implements SchemaShape {}

    /**
     * A number.
     *
     * @param integer whether it must be whole
     * @param bounds {@code maximum}, {@code minimum}, {@code exclusiveMaximum} and {@code exclusiveMinimum}, those that
     *     are there
     * @param multipleOf what must divide it; null when nothing must
     */
    record Numeric(
            SchemaMetadata meta,
            boolean integer,
            Map<String, BigDecimal> bounds,
            @Nullable BigDecimal multipleOf) implements SchemaShape {}

    /**
     * One of some values; a {@code const} is one of one.
     *
     * @param values the values as JSON, so that equal ones are equal texts
     */
    record Choice(SchemaMetadata meta, Set<String> values) implements SchemaShape {}

    /**
     * An object.
     *
     * @param bounds {@code maxProperties} and {@code minProperties}, those that are there
     * @param properties the named ones
     * @param required names of those that must be there
     * @param patterns schemas for names that fit a regular expression
     * @param additional what may stand under other names
     * @param unevaluated the schema of what nothing else looked at; null when there is none
     * @param needs names that must be there when another is
     * @param dependents schemas that the object must fit when a name is there
     */
    record Members(
            SchemaMetadata meta,
            Map<String, BigDecimal> bounds,
            Map<String, SchemaShape> properties,
            Set<String> required,
            List<PatternRule> patterns,
            UnlistedRule additional,
            @Nullable SchemaShape unevaluated,
            Map<String, Set<String>> needs,
            Map<String, SchemaShape> dependents)
            implements SchemaShape {}

    /**
     * An array.
     *
     * @param bounds {@code maxItems}, {@code minItems}, {@code maxContains} and {@code minContains}, those that are there
     * @param unique whether no item may be there twice
     * @param every the schema of every item; null when there is none
     * @param listed the schemas of the first items
     * @param additional what the items after those may be
     * @param unevaluated the schema of items that nothing else looked at; null when there is none
     */
    record Items(
            SchemaMetadata meta,
            Map<String, BigDecimal> bounds,
            boolean unique,
            @Nullable SchemaShape every,
            List<SchemaShape> listed,
            UnlistedRule additional,
            @Nullable SchemaShape unevaluated)
            implements SchemaShape {}

    /**
     * Several schemas at once or by choice.
     *
     * @param parts the schemas, each once
     */
    record Combined(SchemaMetadata meta, Criterion criterion, List<SchemaShape> parts) implements SchemaShape {}

    /** Whatever does not fit {@code excluded}. */
    record Not(SchemaMetadata meta, SchemaShape excluded) implements SchemaShape {}

    /** A schema that depends on another ({@code if}). */
    record Conditional(SchemaMetadata meta) implements SchemaShape {}

    /**
     * Another schema.
     *
     * @param target the schema that is meant
     */
    record Reference(SchemaMetadata meta, JsonNode target) implements SchemaShape {}
}
