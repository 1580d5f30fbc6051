// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.json.text;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.proxy.json.find.Percent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a message from a query: a parameter for each field, {@code a.b} for a field of a field, a parameter given twice
 * for a list.
 */
public final class QueryReader {

    private static final int PARAMETERS_MAX = 256;

    private QueryReader() {}

    /**
     * Reads a message.
     *
     * @param query what follows the question mark, as it was sent; null when there is none
     * @throws Rejected when it is malformed
     */
    public static DynamicMessage read(Descriptor type, @Nullable String query) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        if (query == null || query.isEmpty()) {
            return message.build();
        }
        String[] parameters = query.split("&", PARAMETERS_MAX + 1);
        if (parameters.length > PARAMETERS_MAX) {
            throw new Rejected("query", "must have at most %d parameters".formatted(PARAMETERS_MAX), "");
        }
        for (String parameter : parameters) {
            if (!parameter.isEmpty()) {
                int equals = parameter.indexOf('=');
                String name = Percent.decode(equals < 0 ? parameter : parameter.substring(0, equals), "query", true);
                String value = equals < 0 ? "" : Percent.decode(parameter.substring(equals + 1), name, true);
                set(message, List.of(name.split("\\.", -1)), name, value);
            }
        }
        return message.build();
    }

    private static void set(Message.Builder message, List<String> path, String name, String value) {
        FieldDescriptor field = JsonFieldNames.find(message.getDescriptorForType(), path.getFirst(), name, "");
        if (path.size() == 1) {
            scalar(message, field, name, value);
            return;
        }
        if (field.getJavaType() != JavaType.MESSAGE || field.isRepeated()) {
            throw new Rejected(name, "must name a field that a query can hold; send it in the body of a POST", "");
        }
        DynamicMessage.Builder inner =
                DynamicMessage.newBuilder(field.getMessageType()).mergeFrom((Message) message.getField(field));
        set(inner, path.subList(1, path.size()), name, value);
        message.setField(field, inner.build());
    }

    private static void scalar(Message.Builder message, FieldDescriptor field, String name, String value) {
        if (field.getJavaType() == JavaType.MESSAGE) {
            throw new Rejected(name, "must be sent in the body of a POST, since it is a message", "");
        }
        Object read = JsonScalars.ofText(field, value, name);
        if (field.isRepeated()) {
            message.addRepeatedField(field, read);
            return;
        }
        boolean given = field.hasPresence()
                ? message.hasField(field)
                : !message.getField(field).equals(field.getDefaultValue());
        if (given) {
            throw new Rejected(name, "must be given once", "");
        }
        message.setField(field, read);
    }
}
