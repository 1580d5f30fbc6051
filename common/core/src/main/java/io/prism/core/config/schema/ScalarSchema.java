// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.schema;

import io.prism.core.catalogue.OptionType;
import io.prism.core.config.shape.ValueShape;
import io.prism.core.config.text.Names;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON Schema of single values. It is as strict as a pattern can be: limits on durations and sizes are left to the
 * reader, and a number may be quoted since the reader takes it.
 */
final class ScalarSchema {

    private static final List<String> TEXT_OR_NUMBER = List.of("string", "integer");
    private static final String TEMPLATE = "\\$\\{";

    private ScalarSchema() {}

    static Map<String, Object> of(ValueShape.Scalar shape) {
        return switch (shape) {
            case ValueShape.Text _ -> ordered("type", List.of("string", "number", "boolean"), "pattern", "\\S");
            case ValueShape.Name _ -> ordered("type", "string", "pattern", Names.PATTERN);
            case ValueShape.Flag _ -> Map.of("type", "boolean");
            case ValueShape.Count count ->
                ordered(
                        "type",
                        TEXT_OR_NUMBER,
                        "minimum",
                        count.least(),
                        "maximum",
                        count.most(),
                        "pattern",
                        "^[0-9]{1,9}$");
            case ValueShape.Bytes bytes ->
                ordered(
                        "type",
                        TEXT_OR_NUMBER,
                        "minimum",
                        bytes.least(),
                        "pattern",
                        "^\\s*[0-9]{1,12}\\s*([bB]|[kKmMgG][iI][bB])?\\s*$");
            case ValueShape.Span _ -> ordered("type", "string", "pattern", "^\\s*[0-9]{1,12}\\s*(ms|s|m|h|d)\\s*$");
            case ValueShape.Address _ ->
                ordered("type", "string", "pattern", "^(\\[[^\\]]+\\]|[^:\\[\\]]+):[0-9]{1,5}$");
            case ValueShape.Url _ ->
                ordered("type", "string", "pattern", "^https?://(\\[[^\\]]+\\]|[^:\\[\\]]+):[0-9]{1,5}$");
            case ValueShape.Ratio _ ->
                ordered(
                        "type",
                        List.of("string", "number"),
                        "minimum",
                        0,
                        "maximum",
                        1,
                        "pattern",
                        "^(0(\\.[0-9]{1,9})?|1(\\.0{1,9})?)$");
            case ValueShape.Guarded guarded -> ordered("type", "string", "pattern", guarded.pattern());
            case ValueShape.Choice choice -> Map.of("enum", choice.choices());
        };
    }

    /** An option: its value, or a text with a reference. */
    static Map<String, Object> of(OptionType option) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("description", option.description());
        if (option.otherwise() != null) {
            schema.put("default", literal(ValueShape.of(option), option.otherwise()));
        }
        Map<String, Object> value = of(ValueShape.of(option));
        if (ValueShape.of(option) instanceof ValueShape.Text) {
            schema.putAll(value);
        } else {
            schema.put("anyOf", List.of(value, ordered("type", "string", "pattern", TEMPLATE)));
        }
        return schema;
    }

    /** A text of the file as the JSON that it stands for. */
    static Object literal(ValueShape shape, String text) {
        return switch (shape) {
            case ValueShape.Flag _ -> Boolean.valueOf(text);
            case ValueShape.Count _ -> Long.valueOf(text);
            case ValueShape.Ratio _ -> Double.valueOf(text);
            default -> text;
        };
    }

    /** A map of the given keys and values that keeps their order. */
    static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(keysAndValues[i].toString(), keysAndValues[i + 1]);
        }
        return map;
    }
}
