// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.prism.schema.tag.SchemaPart;
import io.prism.schema.tag.SchemaTags;
import io.prism.schema.tag.TagCollector;
import io.prism.schema.tag.TagName;
import io.prism.schema.tag.Tags;
import io.prism.schema.tree.Pointers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads tags from {@code description} and {@code $comment} and from keywords that JSON Schema does not know: {@code
 * "x-prism-pii": "email"}, {@code "prism.pii": "email"}, {@code "x-prism": {"pii": "email"}}, {@code
 * "deprecated": true} and Confluent's {@code "confluent:tags": ["PII"]}. Keywords win over texts.
 *
 * <p>It looks at everything that has {@code properties}, wherever it stands, definitions included.
 */
final class JsonTags {

    private static final List<String> PREFIXES = List.of("x-prism-", "prism.");

    private final List<SchemaPart> parts = new ArrayList<>();

    private JsonTags() {}

    static SchemaTags of(JsonNode tree) {
        JsonTags tags = new JsonTags();
        tags.walk(tree, Pointers.ROOT, true);
        return new SchemaTags(tags.parts);
    }

    private void walk(JsonNode node, String pointer, boolean root) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                walk(node.get(i), Pointers.of(pointer, i), false);
            }
            return;
        }
        JsonNode properties = node.path("properties");
        boolean object = isSchemas(properties);
        if (object || (root && node.isObject())) {
            parts.add(SchemaPart.record(pointer, node.path("title").asText(""), tags(node)));
        }
        if (object) {
            properties(node, properties, pointer);
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            // Examples, defaults and values are data: what looks like a schema there is none.
            if (!List.of("default", "const", "enum", "examples").contains(entry.getKey())) {
                walk(entry.getValue(), Pointers.of(pointer, entry.getKey()), false);
            }
        }
    }

    private static boolean isSchemas(JsonNode properties) {
        boolean schemas = properties.isObject();
        for (JsonNode schema : properties) {
            schemas &= schema.isObject() || schema.isBoolean();
        }
        return schemas;
    }

    private void properties(JsonNode object, JsonNode properties, String pointer) {
        Set<String> required = new HashSet<>();
        object.path("required").forEach(name -> required.add(name.asText()));
        properties.properties().forEach(entry -> {
            String name = entry.getKey();
            String path = Pointers.of(Pointers.of(pointer, "properties"), name);
            parts.add(SchemaPart.field(path, name, !required.contains(name), tags(entry.getValue())));
        });
    }

    private static Tags tags(JsonNode node) {
        TagCollector tags = new TagCollector()
                .addText(node.path("$comment").asText(""))
                .addText(node.path("description").asText(""));
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            keyword(entry.getKey(), entry.getValue(), tags);
        }
        return tags.tags();
    }

    private static void keyword(String name, JsonNode value, TagCollector tags) {
        for (String prefix : PREFIXES) {
            if (name.startsWith(prefix)) {
                tags.add(name.substring(prefix.length()), value.asText("true"));
                return;
            }
        }
        switch (name) {
            case "x-prism", "prism" ->
                value.properties()
                        .forEach(entry ->
                                tags.add(entry.getKey(), entry.getValue().asText("true")));
            case TagName.CONFLUENT_TAGS -> {
                List<String> names = new ArrayList<>();
                value.forEach(item -> names.add(item.asText("")));
                tags.add(name, String.join(",", names));
            }
            case TagName.DEPRECATED -> {
                if (value.asBoolean(false)) {
                    tags.add(name, "true");
                }
            }
            default -> {}
        }
    }
}
