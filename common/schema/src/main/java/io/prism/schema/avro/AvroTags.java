// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.avro;

import com.fasterxml.jackson.databind.JsonNode;
import io.prism.schema.tag.SchemaPart;
import io.prism.schema.tag.SchemaTags;
import io.prism.schema.tag.TagCollector;
import io.prism.schema.tag.TagName;
import io.prism.schema.tag.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads tags from docs ({@code "doc": "… @prism.pii: email"}) and from properties: {@code "prism.pii": "email"},
 * {@code "prism": {"pii": "email"}} and Confluent's {@code "confluent:tags": ["PII"]}. Properties win over docs.
 */
final class AvroTags {

    private final List<SchemaPart> parts = new ArrayList<>();

    private AvroTags() {}

    static SchemaTags of(JsonNode tree) {
        AvroTags tags = new AvroTags();
        tags.type(tree, "");
        return new SchemaTags(tags.parts);
    }

    private void type(JsonNode node, String namespace) {
        if (node.isArray()) {
            node.forEach(branch -> type(branch, namespace));
        } else if (node.isObject()) {
            object(node, namespace);
        }
    }

    private void object(JsonNode node, String namespace) {
        JsonNode type = node.path("type");
        switch (type.asText("")) {
            case "record", "error" -> record(node, namespace);
            case "array" -> type(node.path("items"), namespace);
            case "map" -> type(node.path("values"), namespace);
            default -> type(type, namespace);
        }
    }

    private void record(JsonNode node, String enclosing) {
        String full = AvroNames.fullName(node, enclosing);
        parts.add(SchemaPart.record(full, full.substring(full.lastIndexOf('.') + 1), tags(node)));
        for (JsonNode field : node.path("fields")) {
            String name = field.path("name").asText("");
            parts.add(SchemaPart.field(full + "." + name, name, isOptional(field), tags(field)));
            type(field.path("type"), AvroNames.namespace(node, enclosing));
        }
    }

    private static boolean isOptional(JsonNode field) {
        boolean nullable = field.path("type").asText("").equals("null");
        for (JsonNode branch : field.path("type")) {
            nullable |= branch.asText("").equals("null");
        }
        return nullable || field.has("default");
    }

    private static Tags tags(JsonNode node) {
        TagCollector tags = new TagCollector().addText(node.path("doc").asText(""));
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            property(property.getKey(), property.getValue(), tags);
        }
        return tags.tags();
    }

    private static void property(String name, JsonNode value, TagCollector tags) {
        if (name.startsWith("prism.")) {
            tags.add(name.substring("prism.".length()), value.asText("true"));
        } else if (name.equals("prism")) {
            value.properties()
                    .forEach(entry -> tags.add(entry.getKey(), entry.getValue().asText("true")));
        } else if (name.equals(TagName.CONFLUENT_TAGS)) {
            List<String> names = new ArrayList<>();
            value.forEach(item -> names.add(item.asText("")));
            tags.add(name, String.join(",", names));
        }
    }
}
