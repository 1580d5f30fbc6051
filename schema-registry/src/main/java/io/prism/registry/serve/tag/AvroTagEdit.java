// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve.tag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Changes tags of Avro schemas. Parts are called by their full names, such as {@code shop.Order.email}. */
final class AvroTagEdit {

    private final TagEdit edit;

    private AvroTagEdit(TagEdit edit) {
        this.edit = edit;
    }

    static String apply(TagEdit edit, String text) {
        JsonNode tree = TagTrees.read(text);
        new AvroTagEdit(edit).type(tree, "");
        return tree.toString();
    }

    private void type(JsonNode node, String namespace) {
        if (node.isArray()) {
            node.forEach(branch -> type(branch, namespace));
        } else if (node instanceof ObjectNode object) {
            switch (object.path("type").asText("")) {
                case "record", "error" -> record(object, namespace);
                case "array" -> type(object.path("items"), namespace);
                case "map" -> type(object.path("values"), namespace);
                default -> type(object.path("type"), namespace);
            }
        }
    }

    private void record(ObjectNode node, String enclosing) {
        String name = fullName(node, enclosing);
        TagTrees.change(edit, name, node);
        int dot = name.lastIndexOf('.');
        for (JsonNode field : node.path("fields")) {
            if (field instanceof ObjectNode object) {
                TagTrees.change(edit, name + "." + object.path("name").asText(""), object);
                type(object.path("type"), dot < 0 ? "" : name.substring(0, dot));
            }
        }
    }

    private static String fullName(ObjectNode node, String enclosing) {
        String name = node.path("name").asText("");
        if (name.indexOf('.') >= 0) {
            return name;
        }
        String namespace = node.path("namespace").asText(enclosing);
        return namespace.isEmpty() ? name : namespace + "." + name;
    }
}
