// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.json.shape;

import com.fasterxml.jackson.databind.JsonNode;
import io.prism.schema.json.keyword.Draft;
import io.prism.schema.json.pattern.LinearPattern;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what one schema says about values of one type. */
final class TypedShapes {

    /** The types of JSON Schema. */
    enum Kind {
        ARRAY,
        BOOLEAN,
        INTEGER,
        NULL,
        NUMBER,
        OBJECT,
        STRING
    }

    private final JsonNode node;
    private final Draft draft;
    private final ShapeReader reader;

    TypedShapes(JsonNode node, Draft draft, ShapeReader reader) {
        this.node = node;
        this.draft = draft;
        this.reader = reader;
    }

    /** The types that the keywords of a schema without {@code type} are about. */
    List<Kind> sniffed() {
        List<Kind> kinds = new ArrayList<>();
        if (isAboutArrays()) {
            kinds.add(Kind.ARRAY);
        }
        if (isAboutObjects()) {
            kinds.add(Kind.OBJECT);
        }
        if (any("maximum", "minimum", "exclusiveMaximum", "exclusiveMinimum", "multipleOf")) {
            kinds.add(Kind.NUMBER);
        }
        if (any("maxLength", "minLength", "pattern", "format")) {
            kinds.add(Kind.STRING);
        }
        return kinds;
    }

    private boolean isAboutArrays() {
        return any("items", "additionalItems", "maxItems", "minItems", "uniqueItems")
                || any(Draft.DRAFT_6, "contains")
                || any(Draft.DRAFT_2019_09, "unevaluatedItems", "maxContains", "minContains")
                || any(Draft.DRAFT_2020_12, "prefixItems");
    }

    private boolean isAboutObjects() {
        return any("properties", "patternProperties", "additionalProperties", "maxProperties", "minProperties")
                || any("required", "dependencies")
                || any(Draft.DRAFT_6, "propertyNames")
                || any(Draft.DRAFT_2019_09, "unevaluatedProperties", "dependentRequired", "dependentSchemas");
    }

    private boolean any(String... keywords) {
        return Stream.of(keywords).anyMatch(node::has);
    }

    private boolean any(Draft first, String... keywords) {
        return draft.from(first) && any(keywords);
    }

    /** What the schema says about values of {@code kind}. */
    SchemaShape of(Kind kind, SchemaMetadata meta) {
        return switch (kind) {
            case ARRAY -> items(meta);
            case BOOLEAN -> new SchemaShape.Flag(meta);
            case INTEGER -> numeric(meta, true);
            case NULL -> new SchemaShape.Null(meta);
            case NUMBER -> numeric(meta, false);
            case OBJECT -> members(meta);
            case STRING ->
                new SchemaShape.Text(
                        meta,
                        bounds("maxLength", "minLength"),
                        node.path("pattern").textValue());
        };
    }

    private Map<String, BigDecimal> bounds(String... keywords) {
        Map<String, BigDecimal> bounds = new HashMap<>();
        for (String keyword : keywords) {
            if (node.path(keyword).isNumber()) {
                bounds.put(keyword, node.get(keyword).decimalValue());
            }
        }
        return Map.copyOf(bounds);
    }

    private SchemaShape numeric(SchemaMetadata meta, boolean integer) {
        Map<String, BigDecimal> bounds =
                new HashMap<>(bounds("maximum", "minimum", "exclusiveMaximum", "exclusiveMinimum"));
        // Draft 4 says "exclusive" with true, and the limit stands in the other keyword.
        exclusive(bounds, "exclusiveMaximum", "maximum");
        exclusive(bounds, "exclusiveMinimum", "minimum");
        JsonNode divisor = node.path("multipleOf");
        return new SchemaShape.Numeric(
                meta, integer, Map.copyOf(bounds), divisor.isNumber() ? divisor.decimalValue() : null);
    }

    private void exclusive(Map<String, BigDecimal> bounds, String keyword, String limit) {
        BigDecimal value = bounds.get(limit);
        if (node.path(keyword).asBoolean(false) && value != null && draft == Draft.DRAFT_4) {
            bounds.remove(limit);
            bounds.put(keyword, value);
        }
    }

    private SchemaShape items(SchemaMetadata meta) {
        boolean modern = draft.from(Draft.DRAFT_2019_09);
        JsonNode items = node.get("items");
        List<SchemaShape> listed = listed(draft.from(Draft.DRAFT_2020_12) ? node.get("prefixItems") : items);
        boolean every = items != null && !items.isArray() && listed.isEmpty();
        return new SchemaShape.Items(
                meta,
                modern ? bounds("maxItems", "minItems", "maxContains", "minContains") : bounds("maxItems", "minItems"),
                node.path("uniqueItems").asBoolean(false),
                every ? reader.read(items) : null,
                listed,
                rest(additional(listed)),
                modern ? schema("unevaluatedItems") : null);
    }

    private List<SchemaShape> listed(@Nullable JsonNode list) {
        List<SchemaShape> listed = new ArrayList<>();
        if (list != null && list.isArray()) {
            list.forEach(item -> listed.add(reader.read(item)));
        }
        return List.copyOf(listed);
    }

    /** What is said of items beyond the listed ones: since 2020-12 that is what {@code items} means beside a list. */
    private @Nullable JsonNode additional(List<SchemaShape> listed) {
        if (!draft.from(Draft.DRAFT_2020_12)) {
            return node.get("additionalItems");
        }
        return listed.isEmpty() ? null : node.get("items");
    }

    private UnlistedRule rest(@Nullable JsonNode schema) {
        if (schema == null) {
            return UnlistedRule.UNSAID;
        }
        if (schema.isBoolean()) {
            return schema.booleanValue() ? UnlistedRule.ALLOWED : UnlistedRule.FORBIDDEN;
        }
        return UnlistedRule.of(reader.read(schema));
    }

    private @Nullable SchemaShape schema(String keyword) {
        JsonNode schema = node.get(keyword);
        return schema == null ? null : reader.read(schema);
    }

    private SchemaShape members(SchemaMetadata meta) {
        boolean modern = draft.from(Draft.DRAFT_2019_09);
        List<PatternRule> patterns = new ArrayList<>();
        node.path("patternProperties")
                .properties()
                .forEach(entry ->
                        patterns.add(new PatternRule(LinearPattern.of(entry.getKey()), reader.read(entry.getValue()))));
        Map<String, Set<String>> needs = new LinkedHashMap<>();
        Map<String, SchemaShape> dependents = new LinkedHashMap<>();
        dependencies("dependencies", needs, dependents);
        if (modern) {
            dependencies("dependentRequired", needs, dependents);
            dependencies("dependentSchemas", needs, dependents);
        }
        Map<String, SchemaShape> properties = new LinkedHashMap<>();
        node.path("properties")
                .properties()
                .forEach(entry -> properties.put(entry.getKey(), reader.read(entry.getValue())));
        return new SchemaShape.Members(
                meta,
                bounds("maxProperties", "minProperties"),
                Collections.unmodifiableMap(properties),
                names(node.path("required")),
                List.copyOf(patterns),
                rest(node.get("additionalProperties")),
                modern ? schema("unevaluatedProperties") : null,
                Collections.unmodifiableMap(needs),
                Collections.unmodifiableMap(dependents));
    }

    private void dependencies(String keyword, Map<String, Set<String>> needs, Map<String, SchemaShape> dependents) {
        node.path(keyword).properties().forEach(entry -> {
            if (entry.getValue().isArray()) {
                needs.put(entry.getKey(), names(entry.getValue()));
            } else {
                dependents.put(entry.getKey(), reader.read(entry.getValue()));
            }
        });
    }

    private static Set<String> names(JsonNode list) {
        Set<String> names = new LinkedHashSet<>();
        list.forEach(name -> names.add(name.asText()));
        return Collections.unmodifiableSet(names);
    }
}
