// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.json.text;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.prism.core.failure.GatewayException.Rejected;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Fields of messages by the names JSON may use: {@code lowerCamelCase} or as the proto has it. Safe for many threads. */
final class JsonFieldNames {

    // As many as there are message types in our protos.
    private static final Map<Descriptor, Map<String, FieldDescriptor>> BY_TYPE = new ConcurrentHashMap<>();

    private JsonFieldNames() {}

    /**
     * The field of a message.
     *
     * @param at path of the field, for the error text
     * @param where line and column, empty when there is none
     * @throws Rejected when there is no such field; the text names those there are
     */
    static FieldDescriptor find(Descriptor type, String name, String at, String where) {
        @Nullable FieldDescriptor found = names(type).get(name);
        if (found == null) {
            String choices = type.getFields().isEmpty()
                    ? "it has none"
                    : type.getFields().stream()
                            .map(FieldDescriptor::getJsonName)
                            .collect(Collectors.joining(", "));
            throw new Rejected(at, "is no field of %s%s: %s".formatted(type.getFullName(), where, choices), "");
        }
        return found;
    }

    private static Map<String, FieldDescriptor> names(Descriptor type) {
        return BY_TYPE.computeIfAbsent(type, it -> {
            Map<String, FieldDescriptor> names = new HashMap<>();
            for (FieldDescriptor field : it.getFields()) {
                names.put(field.getName(), field);
                names.put(field.getJsonName(), field);
            }
            return Map.copyOf(names);
        });
    }
}
