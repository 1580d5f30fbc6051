// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Trees of JSON, written the same way each time. What is null is left out. */
final class Json {

    private static final ObjectMapper READER = new ObjectMapper();

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static JsonNode read(String text) {
        try {
            return READER.readTree(text);
        } catch (JsonProcessingException e) {
            // Not with the cause: it would show a piece of what is kept.
            throw new IllegalStateException(
                    "what the database holds is no JSON, at " + e.getLocation().offsetDescription());
        }
    }

    static void put(ObjectNode object, String name, @Nullable String text) {
        if (text != null) {
            object.put(name, text);
        }
    }

    static void put(ObjectNode object, String name, @Nullable Enum<?> value) {
        put(object, name, value == null ? null : value.name());
    }

    static void put(ObjectNode object, String name, Collection<String> texts) {
        ArrayNode array = object.putArray(name);
        texts.forEach(array::add);
    }

    static void put(ObjectNode object, String name, Map<String, String> texts) {
        ObjectNode inner = object.putObject(name);
        texts.forEach(inner::put);
    }

    static @Nullable String text(JsonNode object, String name) {
        JsonNode value = object.get(name);
        return value == null ? null : value.textValue();
    }

    static @Nullable Boolean flag(JsonNode object, String name) {
        JsonNode value = object.get(name);
        return value == null ? null : Boolean.valueOf(value.booleanValue());
    }

    static List<String> texts(@Nullable JsonNode array) {
        List<String> texts = new ArrayList<>();
        if (array != null) {
            array.forEach(text -> texts.add(text.asText()));
        }
        return texts;
    }

    static Map<String, String> textsByName(JsonNode object, String name) {
        Map<String, String> texts = new TreeMap<>();
        object.path(name)
                .properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }
}
