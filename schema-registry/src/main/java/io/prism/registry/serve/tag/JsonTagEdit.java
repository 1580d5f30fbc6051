// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve.tag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Changes tags of JSON Schemas. Parts are called by pointers, such as {@code #/properties/email}, or as Confluent's
 * registry calls them: {@code object} for the whole, {@code object.email}, {@code object.address.object.street}.
 */
final class JsonTagEdit {

    private final TagEdit edit;

    private JsonTagEdit(TagEdit edit) {
        this.edit = edit;
    }

    static String apply(TagEdit edit, String text) {
        JsonNode tree = TagTrees.read(text);
        new JsonTagEdit(edit).part(tree, "#", "object");
        return tree.toString();
    }

    private void part(JsonNode node, String pointer, String name) {
        if (node instanceof ObjectNode object) {
            TagTrees.change(edit, pointer, object);
            if (!name.isEmpty()) {
                TagTrees.change(edit, name, object);
            }
            object.properties().forEach(entry -> inner(entry.getKey(), entry.getValue(), pointer, name));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                part(node.get(i), pointer + "/" + i, "");
            }
        }
    }

    private void inner(String keyword, JsonNode value, String pointer, String name) {
        if (keyword.equals("properties") && value.isObject()) {
            value.properties().forEach(property -> property(property.getKey(), property.getValue(), pointer, name));
        } else {
            part(value, pointer + "/" + escaped(keyword), "");
        }
    }

    private void property(String key, JsonNode value, String pointer, String name) {
        String path = pointer + "/properties/" + escaped(key);
        if (name.isEmpty() || !(value instanceof ObjectNode object)) {
            part(value, path, "");
            return;
        }
        // The record in a property has a name of its own, one level below that of the property.
        TagTrees.change(edit, name + "." + key, object);
        part(object, path, name + "." + key + ".object");
    }

    private static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}
