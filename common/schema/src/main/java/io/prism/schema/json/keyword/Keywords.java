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

    private static final Map<Draft, Map<String, KeywordContent>> OF = all();

    private Keywords() {}

    /** What stands at {@code keyword}; null when the draft does not know it or lets everything stand there. */
    static @Nullable KeywordContent at(String keyword, Draft draft) {
        Map<String, KeywordContent> known = OF.get(draft);
        return known == null ? null : known.get(keyword);
    }

    private static Map<Draft, Map<String, KeywordContent>> all() {
        Map<Draft, Map<String, KeywordContent>> all = new EnumMap<>(Draft.class);
        Map<String, KeywordContent> words = draft4();
        all.put(Draft.DRAFT_4, Map.copyOf(words));
        words.remove("id");
        words.put("$id", KeywordContent.REFERENCE);
        words.put("exclusiveMaximum", KeywordContent.NUMBER);
        words.put("exclusiveMinimum", KeywordContent.NUMBER);
        words.put("contains", KeywordContent.SCHEMA);
        words.put("propertyNames", KeywordContent.SCHEMA);
        all.put(Draft.DRAFT_6, Map.copyOf(words));
        words.put("if", KeywordContent.SCHEMA);
        words.put("then", KeywordContent.SCHEMA);
        words.put("else", KeywordContent.SCHEMA);
        words.put("$comment", KeywordContent.TEXT);
        all.put(Draft.DRAFT_7, Map.copyOf(words));
        words.put("$anchor", KeywordContent.TEXT);
        words.put("$recursiveRef", KeywordContent.REFERENCE);
        words.put("dependentRequired", KeywordContent.NAMES_BY_NAME);
        words.put("dependentSchemas", KeywordContent.SCHEMAS_BY_NAME);
        words.put("maxContains", KeywordContent.COUNT);
        words.put("minContains", KeywordContent.COUNT);
        words.put("unevaluatedItems", KeywordContent.SCHEMA);
        words.put("unevaluatedProperties", KeywordContent.SCHEMA);
        words.put("contentSchema", KeywordContent.SCHEMA);
        all.put(Draft.DRAFT_2019_09, Map.copyOf(words));
        words.put("$dynamicAnchor", KeywordContent.TEXT);
        words.put("$dynamicRef", KeywordContent.REFERENCE);
        words.put("prefixItems", KeywordContent.SCHEMAS);
        words.put("items", KeywordContent.SCHEMA);
        words.remove("additionalItems");
        all.put(Draft.DRAFT_2020_12, Map.copyOf(words));
        return all;
    }

    private static Map<String, KeywordContent> draft4() {
        Map<String, KeywordContent> words = new HashMap<>();
        words.put("id", KeywordContent.REFERENCE);
        words.put("$ref", KeywordContent.REFERENCE);
        words.put("title", KeywordContent.TEXT);
        words.put("description", KeywordContent.TEXT);
        words.put("format", KeywordContent.TEXT);
        words.put("type", KeywordContent.TYPES);
        words.put("enum", KeywordContent.VALUES);
        words.put("multipleOf", KeywordContent.DIVISOR);
        words.put("maximum", KeywordContent.NUMBER);
        words.put("minimum", KeywordContent.NUMBER);
        words.put("exclusiveMaximum", KeywordContent.TRUTH);
        words.put("exclusiveMinimum", KeywordContent.TRUTH);
        words.put("maxLength", KeywordContent.COUNT);
        words.put("minLength", KeywordContent.COUNT);
        words.put("pattern", KeywordContent.PATTERN);
        words.put("maxItems", KeywordContent.COUNT);
        words.put("minItems", KeywordContent.COUNT);
        words.put("uniqueItems", KeywordContent.TRUTH);
        words.put("items", KeywordContent.SCHEMA_OR_SCHEMAS);
        words.put("additionalItems", KeywordContent.SCHEMA);
        words.put("maxProperties", KeywordContent.COUNT);
        words.put("minProperties", KeywordContent.COUNT);
        words.put("required", KeywordContent.NAMES);
        words.put("properties", KeywordContent.SCHEMAS_BY_NAME);
        words.put("patternProperties", KeywordContent.SCHEMAS_BY_PATTERN);
        words.put("additionalProperties", KeywordContent.SCHEMA);
        words.put("dependencies", KeywordContent.SCHEMAS_OR_NAMES);
        words.put("allOf", KeywordContent.SCHEMAS);
        words.put("anyOf", KeywordContent.SCHEMAS);
        words.put("oneOf", KeywordContent.SCHEMAS);
        words.put("not", KeywordContent.SCHEMA);
        words.put("definitions", KeywordContent.SCHEMAS_BY_NAME);
        words.put("$defs", KeywordContent.SCHEMAS_BY_NAME);
        return words;
    }
}
