// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.prism.registry.fault.ConfluentFailures;
import io.prism.registry.fault.ErrorCode;
import io.prism.registry.fault.RegistryException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON object of a request. Fields that nobody asks for are ignored, as Confluent's registry does; one that is asked
 * for and is of another type is refused with a message that names it. A field that is null is one that is not there.
 */
public final class RequestObject {

    private static final JsonNode NOTHING = JsonNodeFactory.instance.arrayNode();

    private final JsonNode node;
    private final String path;

    /** The object {@code node}, called {@code path} in messages; empty for the body itself. */
    RequestObject(JsonNode node, String path) {
        if (!node.isObject()) {
            throw malformed(path.isEmpty() ? "the body" : "'" + path + "'", "a JSON object", node);
        }
        this.node = node;
        this.path = path;
    }

    /** Whether the field is there, be it null. */
    public boolean names(String field) {
        return node.has(field);
    }

    /** A text. */
    public Optional<String> text(String field) {
        return value(field).map(value -> text(field, value));
    }

    private String text(String field, JsonNode value) {
        if (!value.isTextual()) {
            throw malformed(at(field), "a string", value);
        }
        String text = value.textValue();
        // Half a character has no bytes in UTF-8, and not every store keeps NUL: neither would come back as it came.
        boolean whole = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(text);
        if (!whole || text.indexOf('\0') >= 0) {
            throw new RegistryException(
                    field.equals("schema") ? ErrorCode.INVALID_SCHEMA : ErrorCode.INVALID_VALUE,
                    at(field) + " has a NUL character or half a surrogate pair; leave it out");
        }
        return text;
    }

    /** A whole number; {@code unset} when it is not there. */
    public int number(String field, int unset) {
        return value(field)
                .map(value -> {
                    if (!value.canConvertToInt() || !value.isIntegralNumber()) {
                        throw malformed(at(field), "a whole number of 32 bits", value);
                    }
                    return value.intValue();
                })
                .orElse(unset);
    }

    /** True or false. */
    public Optional<Boolean> flag(String field) {
        return value(field).map(value -> {
            if (!value.isBoolean()) {
                throw malformed(at(field), "true or false", value);
            }
            return value.booleanValue();
        });
    }

    /** An object. */
    public Optional<RequestObject> object(String field) {
        return value(field).map(value -> new RequestObject(value, join(field)));
    }

    /** A list of objects; empty when it is not there. */
    public List<RequestObject> objects(String field) {
        List<RequestObject> objects = new ArrayList<>();
        for (JsonNode item : array(field)) {
            objects.add(new RequestObject(item, join(field) + "[" + objects.size() + "]"));
        }
        return objects;
    }

    /** A list of texts; empty when it is not there. */
    public List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : array(field)) {
            texts.add(text(field, item));
        }
        return texts;
    }

    /** An object of texts; empty when it is not there. */
    public Map<String, String> textMap(String field) {
        Map<String, String> texts = new LinkedHashMap<>();
        object(field)
                .ifPresent(object -> object.fieldNames()
                        .forEach(name -> object.text(name).ifPresent(text -> texts.put(name, text))));
        return texts;
    }

    /** An object of lists of texts; empty when it is not there. */
    public Map<String, List<String>> textListMap(String field) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        object(field).ifPresent(object -> object.fieldNames().forEach(name -> lists.put(name, object.texts(name))));
        return lists;
    }

    private List<String> fieldNames() {
        List<String> names = new ArrayList<>();
        // A name is a text as well: what cannot be kept in one cannot be kept in the other.
        node.fieldNames().forEachRemaining(name -> names.add(text(name, TextNode.valueOf(name))));
        return names;
    }

    private JsonNode array(String field) {
        JsonNode value = value(field).orElse(NOTHING);
        if (!value.isArray()) {
            throw malformed(at(field), "a list", value);
        }
        return value;
    }

    private Optional<JsonNode> value(String field) {
        return Optional.ofNullable(node.get(field)).filter(value -> !value.isNull());
    }

    private String join(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    private String at(String field) {
        return "'" + ConfluentFailures.shown(join(field)) + "'";
    }

    private static RegistryException malformed(String what, String wanted, JsonNode seen) {
        return new RegistryException(
                ErrorCode.MALFORMED,
                "%s must be %s, but is a JSON %s"
                        .formatted(what, wanted, seen.getNodeType().name().toLowerCase(Locale.ROOT)));
    }
}
