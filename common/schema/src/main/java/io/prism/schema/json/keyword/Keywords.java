// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.json.keyword;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keywords of each draft. Whatever else stands in a schema is kept and means nothing, as the drafts ask.
 *
 * <p>{@code definitions} and {@code $defs} are both known in every draft: schemas in the wild mix them, and they only
 * hold what is referred to.
 */
final class Keywords {

    private static final Map<Draft, Map<String, Holds>> OF = all();

    private Keywords() {}

    /** What stands at {@code keyword}; null when the draft does not know it or lets everything stand there. */
    static @Nullable Holds at(String keyword, Draft draft) {
        Map<String, Holds> known = OF.get(draft);
        return known == null ? null : known.get(keyword);
    }

    private static Map<Draft, Map<String, Holds>> all() {
        Map<Draft, Map<String, Holds>> all = new EnumMap<>(Draft.class);
        Map<String, Holds> words = draft4();
        all.put(Draft.DRAFT_4, Map.copyOf(words));
        words.remove("id");
        words.put("$id", Holds.REFERENCE);
        words.put("exclusiveMaximum", Holds.NUMBER);
        words.put("exclusiveMinimum", Holds.NUMBER);
        words.put("contains", Holds.SCHEMA);
        words.put("propertyNames", Holds.SCHEMA);
        all.put(Draft.DRAFT_6, Map.copyOf(words));
        words.put("if", Holds.SCHEMA);
        words.put("then", Holds.SCHEMA);
        words.put("else", Holds.SCHEMA);
        words.put("$comment", Holds.TEXT);
        all.put(Draft.DRAFT_7, Map.copyOf(words));
        words.put("$anchor", Holds.TEXT);
        words.put("$recursiveRef", Holds.REFERENCE);
        words.put("dependentRequired", Holds.NAMES_BY_NAME);
        words.put("dependentSchemas", Holds.SCHEMAS_BY_NAME);
        words.put("maxContains", Holds.COUNT);
        words.put("minContains", Holds.COUNT);
        words.put("unevaluatedItems", Holds.SCHEMA);
        words.put("unevaluatedProperties", Holds.SCHEMA);
        words.put("contentSchema", Holds.SCHEMA);
        all.put(Draft.DRAFT_2019_09, Map.copyOf(words));
        words.put("$dynamicAnchor", Holds.TEXT);
        words.put("$dynamicRef", Holds.REFERENCE);
        words.put("prefixItems", Holds.SCHEMAS);
        words.put("items", Holds.SCHEMA);
        words.remove("additionalItems");
        all.put(Draft.DRAFT_2020_12, Map.copyOf(words));
        return all;
    }

    private static Map<String, Holds> draft4() {
        Map<String, Holds> words = new HashMap<>();
        words.put("id", Holds.REFERENCE);
        words.put("$ref", Holds.REFERENCE);
        words.put("title", Holds.TEXT);
        words.put("description", Holds.TEXT);
        words.put("format", Holds.TEXT);
        words.put("type", Holds.TYPES);
        words.put("enum", Holds.VALUES);
        words.put("multipleOf", Holds.DIVISOR);
        words.put("maximum", Holds.NUMBER);
        words.put("minimum", Holds.NUMBER);
        words.put("exclusiveMaximum", Holds.TRUTH);
        words.put("exclusiveMinimum", Holds.TRUTH);
        words.put("maxLength", Holds.COUNT);
        words.put("minLength", Holds.COUNT);
        words.put("pattern", Holds.PATTERN);
        words.put("maxItems", Holds.COUNT);
        words.put("minItems", Holds.COUNT);
        words.put("uniqueItems", Holds.TRUTH);
        words.put("items", Holds.SCHEMA_OR_SCHEMAS);
        words.put("additionalItems", Holds.SCHEMA);
        words.put("maxProperties", Holds.COUNT);
        words.put("minProperties", Holds.COUNT);
        words.put("required", Holds.NAMES);
        words.put("properties", Holds.SCHEMAS_BY_NAME);
        words.put("patternProperties", Holds.SCHEMAS_BY_PATTERN);
        words.put("additionalProperties", Holds.SCHEMA);
        words.put("dependencies", Holds.SCHEMAS_OR_NAMES);
        words.put("allOf", Holds.SCHEMAS);
        words.put("anyOf", Holds.SCHEMAS);
        words.put("oneOf", Holds.SCHEMAS);
        words.put("not", Holds.SCHEMA);
        words.put("definitions", Holds.SCHEMAS_BY_NAME);
        words.put("$defs", Holds.SCHEMAS_BY_NAME);
        return words;
    }
}
