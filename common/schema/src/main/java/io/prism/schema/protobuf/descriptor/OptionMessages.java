// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf.descriptor;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import io.prism.schema.fault.SchemaFault;
import io.prism.schema.protobuf.syntax.Option;
import io.prism.schema.protobuf.syntax.OptionValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns options into the messages that descriptors keep them in. Messages are built field by field from their
 * descriptors and never by reflection. An extension that nobody declares is left out: Confluent's registry takes such
 * schemas too, and no reader of data needs it.
 */
final class OptionMessages {

    /** Written like options, but kept elsewhere in a descriptor. */
    private static final Set<String> ASIDE = Set.of("default", "json_name");

    private final Extensions extensions;
    private final String packageName;
    private boolean usesExtensions;

    OptionMessages(Extensions extensions, String packageName) {
        this.extensions = extensions;
        this.packageName = packageName;
    }

    /** Whether it has met an extension since it was made. */
    boolean hasExtensions() {
        return usesExtensions;
    }

    /** The message of {@code options}; empty when there are none for it. */
    <T> Optional<T> of(List<Option> options, Descriptor type, Parser<T> parser) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        for (Option option : options) {
            if (!ASIDE.contains(option.path())) {
                set(message, type, option, 0);
            }
        }
        if (message.getAllFields().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.parseFrom(message.build().toByteString()));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("what was just written cannot be read", e);
        }
    }

    /** Sets the part number {@code index} of the option's name, and through it those after it. */
    private void set(DynamicMessage.Builder message, Descriptor type, Option option, int index) {
        FieldDescriptor field = field(type, option, index);
        if (field == null) {
            return;
        }
        if (index == option.name().size() - 1) {
            put(message, field, option.value(), option);
        } else if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && !field.isRepeated()) {
            DynamicMessage.Builder inner = DynamicMessage.newBuilder(field.getMessageType());
            if (message.hasField(field)) {
                inner.mergeFrom((DynamicMessage) message.getField(field));
            }
            set(inner, field.getMessageType(), option, index + 1);
            message.setField(field, inner.buildPartial());
        } else {
            throw OptionValues.wrong(option, "has no parts", "set it as a whole");
        }
    }

    private @Nullable FieldDescriptor field(Descriptor type, Option option, int index) {
        Option.Part part = option.name().get(index);
        if (!part.extension()) {
            FieldDescriptor field = type.findFieldByName(part.text());
            if (field == null) {
                throw OptionValues.wrong(option, "is not known", "check its name");
            }
            return field;
        }
        usesExtensions = true;
        return extensions
                .find(part.text(), packageName)
                .filter(found -> found.getContainingType().equals(type))
                .orElse(null);
    }

    private void put(DynamicMessage.Builder message, FieldDescriptor field, OptionValue value, Option option) {
        if (field.isRepeated()) {
            List<OptionValue> values = value instanceof OptionValue.Many many ? many.values() : List.of(value);
            for (OptionValue item : values) {
                message.addRepeatedField(field, single(field, item, option));
            }
        } else {
            message.setField(field, single(field, value, option));
        }
    }

    private Object single(FieldDescriptor field, OptionValue value, Option option) {
        if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
            return OptionValues.of(field, value, option);
        }
        if (!(value instanceof OptionValue.Block block)) {
            throw OptionValues.wrong(option, "holds a message", "write { field: value }");
        }
        Descriptor type = field.getMessageType();
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        for (OptionValue.Entry entry : block.entries()) {
            FieldDescriptor inner = inner(type, entry.key(), option);
            if (inner != null) {
                put(message, inner, entry.value(), option);
            }
        }
        return message.buildPartial();
    }

    private @Nullable FieldDescriptor inner(Descriptor type, String key, Option option) {
        if (key.startsWith("[")) {
            String name = key.substring(1, key.length() - 1);
            return extensions
                    .find(name, packageName)
                    .filter(found -> found.getContainingType().equals(type))
                    .orElse(null);
        }
        FieldDescriptor field = type.findFieldByName(key);
        if (field == null) {
            throw OptionValues.wrong(option, "has no field " + SchemaFault.quoted(key), "check its name");
        }
        return field;
    }
}
