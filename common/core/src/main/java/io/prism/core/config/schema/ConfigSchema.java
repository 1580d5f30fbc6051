// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.schema;

import io.prism.core.catalogue.BackendType;
import io.prism.core.catalogue.Catalogue;
import io.prism.core.catalogue.OptionType;
import io.prism.core.catalogue.PatternType;
import io.prism.core.catalogue.SlotType;
import io.prism.core.config.read.FileShape;
import io.prism.core.config.shape.ConfigField;
import io.prism.core.config.shape.ConfigSection;
import io.prism.core.config.shape.ValueShape;
import io.prism.core.config.text.Names;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON Schema (draft 2020-12) of {@code prism.yaml}, made from the declarations that the reader checks against. It
 * says what an editor can say about the structure; what holds between the parts (a backend that is referred to exists
 * and claims what its slot requires) only the reader knows.
 */
public final class ConfigSchema {

    private static final List<String> OBJECT_OR_NOTHING = List.of("object", "null");

    private final Catalogue catalogue;

    private ConfigSchema(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** The schema as indented JSON. */
    public static String json(Catalogue catalogue) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "prism.yaml");
        schema.putAll(new ConfigSchema(catalogue).section(FileShape.FILE, "object"));
        return IndentedJson.write(schema);
    }

    private Map<String, Object> section(ConfigSection section, Object type) {
        Map<String, Object> properties = new LinkedHashMap<>();
        section.fields().forEach(field -> properties.put(field.key(), field(field)));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("description", section.description());
        schema.putAll(object(
                type,
                properties,
                section.fields().stream()
                        .filter(ConfigField::required)
                        .map(ConfigField::key)
                        .toList()));
        return schema;
    }

    private static Map<String, Object> object(Object type, Map<String, ?> properties, List<String> required) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", type);
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        return schema;
    }

    private Map<String, Object> field(ConfigField field) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("description", field.description());
        if (field.otherwise() != null) {
            schema.put("default", ScalarSchema.literal(field.shape(), field.otherwise()));
        }
        switch (field.shape()) {
            case ValueShape.Nested nested ->
                schema.putAll(section(nested.section(), nested.mayBeEmpty() ? OBJECT_OR_NOTHING : "object"));
            case ValueShape.ListOf list -> {
                schema.put("type", "array");
                schema.put("items", item(list.section()));
            }
            case ValueShape.Backends _ -> schema.putAll(backends());
            case ValueShape.Slots _ -> schema.put("type", OBJECT_OR_NOTHING);
            case ValueShape.Config _ -> schema.put("type", OBJECT_OR_NOTHING);
            case ValueShape.Text _
            when field.key().equals("pattern") -> schema.put("enum", List.copyOf(catalogue.patternNames()));
            case ValueShape.Scalar scalar -> schema.putAll(ScalarSchema.of(scalar));
        }
        return schema;
    }

    /** A mapping; if it has a {@code pattern}, that decides what its slots and options are. */
    private Map<String, Object> item(ConfigSection section) {
        Map<String, Object> schema = section(section, "object");
        if (section.field("pattern").isEmpty()) {
            return schema;
        }
        List<Object> rules = new ArrayList<>();
        catalogue.patterns().forEach(pattern -> rules.add(when("pattern", pattern.name(), pattern(section, pattern))));
        rules.addAll(exclusions(section));
        schema.put("allOf", rules);
        return schema;
    }

    private static Map<String, Object> when(String key, String value, Map<String, Object> then) {
        Map<String, Object> condition =
                ScalarSchema.ordered("properties", Map.of(key, Map.of("const", value)), "required", List.of(key));
        return ScalarSchema.ordered("if", condition, "then", then);
    }

    private static Map<String, Object> pattern(ConfigSection section, PatternType pattern) {
        Map<String, Object> properties = new LinkedHashMap<>();
        section.field("slots").ifPresent(_ -> properties.put("slots", slots(pattern)));
        section.field("config")
                .ifPresent(_ ->
                        properties.put("config", object(OBJECT_OR_NOTHING, options(pattern.options()), List.of())));
        return Map.of("properties", properties);
    }

    private static Map<String, Object> slots(PatternType pattern) {
        Map<String, Object> slots = new LinkedHashMap<>();
        pattern.slots()
                .values()
                .forEach(slot -> slots.put(
                        slot.name(), ScalarSchema.ordered("description", slot.description(), "type", "string")));
        List<String> required = pattern.slots().values().stream()
                .filter(SlotType::required)
                .map(SlotType::name)
                .toList();
        return object("object", slots, required);
    }

    /** Which keys stand for each other: one of them is needed, and not both. */
    private static List<Map<String, Object>> exclusions(ConfigSection section) {
        if (section.field("bindings").isPresent()) {
            Map<String, Object> listed = ScalarSchema.ordered(
                    "required",
                    List.of("bindings"),
                    "properties",
                    ScalarSchema.ordered("pattern", false, "backend", false, "config", false, "needs", false));
            return List.of(Map.of("oneOf", List.of(listed, Map.of("required", List.of("pattern", "backend")))));
        }
        return List.of(
                Map.of("oneOf", List.of(Map.of("required", List.of("slots")), Map.of("required", List.of("backend")))));
    }

    private Map<String, Object> backends() {
        Map<String, Object> type = ScalarSchema.ordered(
                "description", "What kind of backend it is.", "enum", List.copyOf(catalogue.backendNames()));
        Map<String, Object> backend = ScalarSchema.ordered(
                "type",
                "object",
                "properties",
                Map.of("type", type),
                "required",
                List.of("type"),
                "allOf",
                catalogue.backends().stream().map(ConfigSchema::backend).toList());
        return ScalarSchema.ordered(
                "type", "object", "propertyNames", Map.of("pattern", Names.PATTERN), "additionalProperties", backend);
    }

    private static Map<String, Object> backend(BackendType type) {
        Map<String, Object> properties = ScalarSchema.ordered("type", true);
        properties.putAll(options(type.options()));
        List<String> required = type.options().values().stream()
                .filter(OptionType::required)
                .map(OptionType::name)
                .filter(name -> name.indexOf('.') < 0)
                .toList();
        Map<String, Object> then = ScalarSchema.ordered("description", type.description());
        then.putAll(object("object", properties, required));
        return when("type", type.type(), then);
    }

    /** The options as keys; one with a dot both as it is and nested. */
    private static Map<String, Object> options(Map<String, OptionType> options) {
        Map<String, Object> properties = new LinkedHashMap<>();
        Map<String, Map<String, OptionType>> nested = new LinkedHashMap<>();
        options.forEach((name, option) -> {
            properties.put(name, ScalarSchema.of(option));
            int dot = name.indexOf('.');
            if (dot > 0) {
                nested.computeIfAbsent(name.substring(0, dot), _ -> new LinkedHashMap<>())
                        .put(name.substring(dot + 1), option);
            }
        });
        nested.forEach((name, inner) -> properties.put(name, object("object", options(inner), List.of())));
        return properties;
    }
}
