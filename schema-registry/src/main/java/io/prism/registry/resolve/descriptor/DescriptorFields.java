// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.resolve.descriptor;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.TextFormat;
import io.prism.registry.fault.ConfluentFailures;
import io.prism.schema.fault.SchemaLocation;
import io.prism.schema.protobuf.syntax.FieldDecl;
import io.prism.schema.protobuf.syntax.FieldDecl.Label;
import io.prism.schema.protobuf.syntax.Option;
import io.prism.schema.protobuf.syntax.OptionValue;
import io.prism.schema.protobuf.syntax.ProtoFile.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The fields of descriptors.
 *
 * @param language of the file they are in
 * @param nested the types inside the message they are in, those of the entries of maps too
 */
record DescriptorFields(Language language, List<DescriptorProto> nested) {

    FieldDecl of(FieldDescriptorProto field) {
        if (field.getType() == FieldDescriptorProto.Type.TYPE_GROUP) {
            throw ConfluentFailures.invalidSchema(
                    "Invalid schema, details: the descriptor has the group '%s', which only texts can have here"
                            .formatted(ConfluentFailures.shown(field.getName())));
        }
        Optional<DescriptorProto> entry = mapEntry(field);
        return new FieldDecl(
                entry.isPresent() ? Label.NONE : label(field),
                entry.<FieldDecl.Type>map(pair -> new FieldDecl.MapOf(name(pair.getField(0)), name(pair.getField(1))))
                        .orElseGet(() -> new FieldDecl.Named(name(field))),
                field.getName(),
                field.getNumber(),
                false,
                options(field),
                SchemaLocation.WHOLE,
                "");
    }

    private Optional<DescriptorProto> mapEntry(FieldDescriptorProto field) {
        String name = field.getTypeName().substring(field.getTypeName().lastIndexOf('.') + 1);
        return nested.stream()
                .filter(type -> type.getOptions().getMapEntry()
                        && type.getFieldCount() == 2
                        && type.getName().equals(name))
                .findFirst();
    }

    private Label label(FieldDescriptorProto field) {
        return switch (field.getLabel()) {
            case LABEL_REPEATED -> Label.REPEATED;
            case LABEL_REQUIRED -> Label.REQUIRED;
            case LABEL_OPTIONAL -> isWritten(field) ? Label.OPTIONAL : Label.NONE;
        };
    }

    /** Whether the word {@code optional} stands in the text: always in proto2, sometimes in proto3, never in a oneof. */
    private boolean isWritten(FieldDescriptorProto field) {
        return field.getProto3Optional() || (language.isProto2() && !field.hasOneofIndex());
    }

    private static String name(FieldDescriptorProto field) {
        boolean named = !field.getTypeName().isEmpty();
        return named
                ? field.getTypeName()
                : field.getType().name().substring("TYPE_".length()).toLowerCase(Locale.ROOT);
    }

    private static List<Option> options(FieldDescriptorProto field) {
        List<Option> options = new ArrayList<>();
        if (field.hasDefaultValue()) {
            options.add(DescriptorOptions.standard("default", standing(field)));
        }
        if (field.hasJsonName() && !field.getJsonName().equals(jsonName(field.getName()))) {
            options.add(DescriptorOptions.standard(
                    "json_name", new OptionValue.Text(ByteString.copyFromUtf8(field.getJsonName()))));
        }
        options.addAll(DescriptorOptions.of(field.getOptions()));
        return options;
    }

    private static OptionValue standing(FieldDescriptorProto field) {
        String value = field.getDefaultValue();
        return switch (field.getType()) {
            case TYPE_STRING -> new OptionValue.Text(ByteString.copyFromUtf8(value));
            case TYPE_BYTES -> new OptionValue.Text(unescaped(value));
            case TYPE_BOOL, TYPE_ENUM -> new OptionValue.Word(value);
            default ->
                Character.isLetter(value.isEmpty() ? 'x' : value.charAt(value.length() - 1))
                        ? new OptionValue.Word(value)
                        : new OptionValue.Numeral(value);
        };
    }

    private static ByteString unescaped(String value) {
        try {
            return TextFormat.unescapeBytes(value);
        } catch (TextFormat.InvalidEscapeSequenceException wrong) {
            throw ConfluentFailures.invalidSchema("Invalid schema, details: a default value of bytes cannot be read");
        }
    }

    /** The name in JSON that a field has when nobody says otherwise. */
    private static String jsonName(String name) {
        StringBuilder json = new StringBuilder();
        boolean raise = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '_') {
                raise = true;
            } else {
                json.append(raise ? Character.toUpperCase(c) : c);
                raise = false;
            }
        }
        return json.toString();
    }
}
