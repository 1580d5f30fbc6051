// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.json.openapi;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Messages and enumerations as JSON Schemas, each once. Used by one thread. */
final class MessageSchemas {

    private static final String KNOWN = "google.protobuf.";

    private final Map<String, JsonObject> byName = new TreeMap<>();

    /** A reference to the schema of a message. */
    JsonObject of(Descriptor type) {
        if (type.getFullName().startsWith(KNOWN)) {
            return known(type);
        }
        if (!byName.containsKey(type.getFullName())) {
            JsonObject schema = new JsonObject().put("type", "object");
            // Before its fields: a message may hold itself.
            byName.put(type.getFullName(), schema);
            JsonObject properties = new JsonObject();
            type.getFields().forEach(field -> properties.put(field.getJsonName(), of(field)));
            schema.put("properties", properties);
            String choices =
                    type.getRealOneofs().stream().map(MessageSchemas::choice).collect(Collectors.joining(" "));
            if (!choices.isEmpty()) {
                schema.put("description", choices);
            }
        }
        return reference(type.getFullName());
    }

    /** The schema of a field. */
    JsonObject of(FieldDescriptor field) {
        if (field.isMapField()) {
            FieldDescriptor value = field.getMessageType().findFieldByName("value");
            return new JsonObject().put("type", "object").put("additionalProperties", of(value));
        }
        JsonObject one = single(field);
        return field.isRepeated() ? new JsonObject().put("type", "array").put("items", one) : one;
    }

    /** All schemas, by the full names of their types. */
    JsonObject all() {
        JsonObject all = new JsonObject();
        byName.forEach(all::put);
        return all;
    }

    private JsonObject single(FieldDescriptor field) {
        return switch (field.getType()) {
            case INT32, SINT32, SFIXED32 ->
                new JsonObject().put("type", "integer").put("format", "int32");
            case UINT32, FIXED32 -> new JsonObject().put("type", "integer").put("minimum", 0);
            // More than the numbers of many JSON readers can hold, hence written as text. A number is taken, too.
            case INT64, SINT64, SFIXED64 ->
                new JsonObject().put("type", "string").put("format", "int64").put("pattern", "^-?[0-9]+$");
            case UINT64, FIXED64 ->
                new JsonObject().put("type", "string").put("format", "uint64").put("pattern", "^[0-9]+$");
            case DOUBLE -> new JsonObject().put("type", "number").put("format", "double");
            case FLOAT -> new JsonObject().put("type", "number").put("format", "float");
            case BOOL -> new JsonObject().put("type", "boolean");
            case STRING -> new JsonObject().put("type", "string");
            case BYTES -> new JsonObject().put("type", "string").put("contentEncoding", "base64");
            case ENUM -> of(field.getEnumType());
            case MESSAGE, GROUP -> of(field.getMessageType());
        };
    }

    private JsonObject of(EnumDescriptor type) {
        JsonArray names = new JsonArray();
        type.getValues().stream().map(EnumValueDescriptor::getName).forEach(names::add);
        byName.put(type.getFullName(), new JsonObject().put("type", "string").put("enum", names));
        return reference(type.getFullName());
    }

    private static JsonObject reference(String name) {
        return new JsonObject().put("$ref", "#/components/schemas/" + name);
    }

    private static JsonObject known(Descriptor type) {
        return switch (type.getName()) {
            case "Timestamp" -> new JsonObject().put("type", "string").put("format", "date-time");
            case "Duration" -> new JsonObject().put("type", "string").put("pattern", "^-?[0-9]+(\\.[0-9]+)?s$");
            default -> new JsonObject();
        };
    }

    private static String choice(OneofDescriptor oneof) {
        return "At most one of %s."
                .formatted(oneof.getFields().stream()
                        .map(FieldDescriptor::getJsonName)
                        .collect(Collectors.joining(", ")));
    }
}
