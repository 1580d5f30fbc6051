// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.prism.schema.JsonText;
import io.prism.schema.ParsedSchema;
import io.prism.schema.SchemaFormat;
import io.prism.schema.difference.CompatibilityPolicy;
import io.prism.schema.limit.SchemaLimits;
import io.prism.schema.limit.StepLimit;
import io.prism.schema.source.SchemaSource;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * What the strict policy lets pass, an independent validator lets pass too: every value that fits the original fits a
 * compatible update. Schemas have no {@code oneOf}, {@code not} or defaults, where Confluent's rules are not strict.
 */
class JsonValidatorTest {

    private static final JsonSchemaFactory VALIDATORS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7);
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @Property(tries = 4000)
    void valuesOfTheOriginalFitACompatibleUpdate(@ForAll long seed, @ForAll @IntRange(max = 40) int changes) {
        // Given
        ParsedSchema original = parsed(schema(new Random(seed), 0, 0));
        ParsedSchema update = parsed(schema(new Random(seed), 0, changes));
        Assume.that(
                update
                        .differencesFrom(original, CompatibilityPolicy.STRICT, new StepLimit(SchemaLimits.STANDARD))
                        .stream()
                        .noneMatch(difference -> difference.breaks(CompatibilityPolicy.STRICT)));
        JsonSchema before =
                VALIDATORS.getSchema(((JsonText) original).document().tree());
        JsonSchema after = VALIDATORS.getSchema(((JsonText) update).document().tree());

        // Then
        Random random = new Random(seed);
        for (int i = 0; i < 60; i++) {
            JsonNode value = value(random, 0);
            if (before.validate(value).isEmpty()) {
                assertThat(after.validate(value))
                        .as("%s fits %s but not %s", value, original.canonical(), update.canonical())
                        .isEmpty();
            }
        }
    }

    private static ParsedSchema parsed(String text) {
        return SchemaFormat.JSON.parse(SchemaSource.of(text), SchemaLimits.STANDARD);
    }

    /** A number from 0; one of the first {@code changes} out of a hundred times it is moved by one. */
    private static int roll(Random random, int sides, int changes) {
        int usual = random.nextInt(sides);
        return random.nextInt(100) < changes ? (usual + 1) % sides : usual;
    }

    private static String schema(Random random, int depth, int changes) {
        if (depth > 2) {
            return List.of("{}", "{\"type\":\"string\"}", "{\"type\":\"integer\"}", "{\"type\":\"number\"}")
                    .get(roll(random, 4, changes));
        }
        return switch (random.nextInt(7)) {
            case 0, 1, 2 -> object(random, depth, changes);
            case 3 ->
                "{\"type\":\"string\",\"minLength\":" + roll(random, 3, changes) + ",\"maxLength\":"
                        + (2 + roll(random, 3, changes)) + "}";
            case 4 ->
                "{\"type\":\"" + List.of("integer", "number").get(roll(random, 2, changes)) + "\",\"minimum\":"
                        + roll(random, 3, changes) + ",\"exclusiveMaximum\":" + (3 + roll(random, 3, changes)) + "}";
            case 5 ->
                "{\"type\":\"array\",\"items\":" + schema(random, depth + 1, changes) + ",\"maxItems\":"
                        + roll(random, 3, changes) + "}";
            default ->
                "{\"anyOf\":[" + schema(random, depth + 1, changes) + "," + schema(random, depth + 1, changes) + "]}";
        };
    }

    private static String object(Random random, int depth, int changes) {
        StringBuilder properties = new StringBuilder();
        StringBuilder required = new StringBuilder();
        for (String name : List.of("a", "b")) {
            String schema = schema(random, depth + 1, changes);
            boolean there = roll(random, 4, changes) > 0;
            boolean needed = roll(random, 3, changes) == 0;
            if (there) {
                properties
                        .append(properties.isEmpty() ? "\"" : ",\"")
                        .append(name)
                        .append("\":")
                        .append(schema);
            }
            if (there && needed) {
                required.append(required.isEmpty() ? "\"" : ",\"").append(name).append('"');
            }
        }
        String others = List.of(
                        "", ",\"additionalProperties\":false", ",\"additionalProperties\":{\"type\":\"string\"}")
                .get(roll(random, 3, changes));
        return "{\"type\":\"object\",\"properties\":{" + properties + "},\"required\":[" + required + "]" + others
                + "}";
    }

    private static JsonNode value(Random random, int depth) {
        return switch (random.nextInt(depth > 2 ? 4 : 7)) {
            case 0 -> NODES.textNode("x".repeat(random.nextInt(5)));
            case 1 -> NODES.numberNode(random.nextInt(6));
            case 2 -> NODES.numberNode(random.nextInt(12) / 2.0);
            case 3 -> NODES.nullNode();
            case 4 -> {
                var items = NODES.arrayNode();
                for (int i = random.nextInt(3); i > 0; i--) {
                    items.add(value(random, depth + 1));
                }
                yield items;
            }
            default -> {
                var members = NODES.objectNode();
                for (String name : List.of("a", "b", "c")) {
                    if (random.nextBoolean()) {
                        members.set(name, value(random, depth + 1));
                    }
                }
                yield members;
            }
        };
    }
}
