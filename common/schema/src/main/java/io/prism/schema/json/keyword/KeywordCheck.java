// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.json.keyword;

import com.fasterxml.jackson.databind.JsonNode;
import io.prism.schema.fault.FaultKind;
import io.prism.schema.fault.SchemaException;
import io.prism.schema.fault.SchemaFault;
import io.prism.schema.fault.SchemaLocation;
import io.prism.schema.json.pattern.LinearPattern;
import io.prism.schema.tree.Pointers;
import java.math.BigDecimal;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * Looks at the keywords of one schema: refuses what may not stand there and hands out the schemas inside it. It checks
 * what Confluent's registry checks when it loads a schema, and where the drafts are stricter but no reader would stumble
 * (a list that should not be empty of names, say) it lets things pass.
 */
public final class KeywordCheck {

    private static final Set<String> TYPES =
            Set.of("array", "boolean", "integer", "null", "number", "object", "string");

    private final Draft draft;
    private final BiConsumer<String, JsonNode> parts;

    private KeywordCheck(Draft draft, BiConsumer<String, JsonNode> parts) {
        this.draft = draft;
        this.parts = parts;
    }

    /**
     * Checks the schema {@code node}, not those inside it.
     *
     * @param pointer where it is
     * @param parts is told the pointer and the node of every schema directly inside it
     * @throws SchemaException for the first keyword that is wrong
     */
    public static void check(JsonNode node, String pointer, Draft draft, BiConsumer<String, JsonNode> parts) {
        if (node.isBoolean()) {
            return;
        }
        if (!node.isObject()) {
            throw wrong(pointer, "this is no schema", "write an object, true or false");
        }
        KeywordCheck check = new KeywordCheck(draft, parts);
        node.properties().forEach(entry -> {
            KeywordContent holds = Keywords.at(entry.getKey(), draft);
            if (holds != null) {
                check.keyword(entry.getKey(), entry.getValue(), holds, Pointers.of(pointer, entry.getKey()));
            }
        });
    }

    private void keyword(String keyword, JsonNode value, KeywordContent holds, String pointer) {
        if (!fits(value, holds)) {
            throw wrong(pointer, "'%s' must be %s".formatted(keyword, holds.words()), remedy(keyword));
        }
        switch (holds) {
            case SCHEMA -> parts.accept(pointer, value);
            case SCHEMAS, SCHEMA_OR_SCHEMAS -> schemas(value, pointer);
            case SCHEMAS_BY_NAME, SCHEMAS_OR_NAMES -> named(value, pointer);
            case SCHEMAS_BY_PATTERN -> {
                value.fieldNames().forEachRemaining(name -> pattern(name, Pointers.of(pointer, name)));
                named(value, pointer);
            }
            case PATTERN -> pattern(value.textValue(), pointer);
            case NAMES_BY_NAME, TEXT, REFERENCE, NAMES, COUNT, NUMBER, DIVISOR, TRUTH, TYPES, VALUES -> {}
        }
    }

    private String remedy(String keyword) {
        return switch (keyword) {
            case "required" -> "list the names in the schema of the object: \"required\": [\"name\"]";
            case "exclusiveMaximum", "exclusiveMinimum" ->
                draft == Draft.DRAFT_4
                        ? "draft 4 has a number in maximum or minimum, and true here"
                        : "write the limit itself here; true is of draft 4";
            case "items" -> draft == Draft.DRAFT_2020_12 ? "use prefixItems for a list of schemas" : "write a schema";
            default -> "see the JSON Schema specification of " + draft.name().replace('_', ' ');
        };
    }

    private void schemas(JsonNode value, String pointer) {
        if (!value.isArray()) {
            parts.accept(pointer, value);
        }
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            parts.accept(Pointers.of(pointer, i), value.get(i));
        }
    }

    private void named(JsonNode value, String pointer) {
        value.properties().forEach(entry -> {
            if (!entry.getValue().isArray()) {
                parts.accept(Pointers.of(pointer, entry.getKey()), entry.getValue());
            }
        });
    }

    private static void pattern(String text, String pointer) {
        LinearPattern.problemWith(text).ifPresent(problem -> {
            throw wrong(
                    pointer,
                    "%s is not a regular expression: %s".formatted(SchemaFault.quoted(text), problem),
                    "write one as in ECMA-262, and escape signs that stand for themselves");
        });
    }

    private static boolean fits(JsonNode value, KeywordContent holds) {
        return switch (holds) {
            case SCHEMA -> value.isObject() || value.isBoolean();
            case SCHEMAS -> value.isArray() && !value.isEmpty();
            case SCHEMA_OR_SCHEMAS -> value.isObject() || value.isBoolean() || value.isArray();
            case SCHEMAS_BY_NAME, SCHEMAS_BY_PATTERN -> all(value, item -> item.isObject() || item.isBoolean());
            case SCHEMAS_OR_NAMES -> all(value, item -> item.isObject() || item.isBoolean() || isNames(item));
            case NAMES_BY_NAME -> all(value, KeywordCheck::isNames);
            case TEXT, REFERENCE, PATTERN -> value.isTextual();
            case NAMES -> isNames(value);
            case COUNT -> value.isNumber() && isCount(value.decimalValue());
            case NUMBER -> value.isNumber();
            case DIVISOR -> value.isNumber() && value.decimalValue().signum() > 0;
            case TRUTH -> value.isBoolean();
            case TYPES -> isType(value) || isTypes(value);
            case VALUES -> value.isArray();
        };
    }

    private static boolean all(JsonNode object, Predicate<JsonNode> test) {
        boolean all = object.isObject();
        for (JsonNode item : object) {
            all = all && test.test(item);
        }
        return all;
    }

    private static boolean isNames(JsonNode list) {
        boolean names = list.isArray();
        for (JsonNode item : list) {
            names &= item.isTextual();
        }
        return names;
    }

    private static boolean isCount(BigDecimal number) {
        return number.signum() >= 0 && number.stripTrailingZeros().scale() <= 0;
    }

    private static boolean isType(JsonNode value) {
        return value.isTextual() && TYPES.contains(value.textValue());
    }

    private static boolean isTypes(JsonNode list) {
        boolean types = list.isArray() && !list.isEmpty();
        for (JsonNode item : list) {
            types &= isType(item);
        }
        return types;
    }

    private static SchemaException wrong(String pointer, String problem, String remedy) {
        return SchemaException.of(FaultKind.MEANING, SchemaLocation.at(pointer), problem, remedy);
    }
}
