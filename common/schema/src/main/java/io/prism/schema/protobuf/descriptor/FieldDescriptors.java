// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf.descriptor;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldOptions;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.google.protobuf.TextFormat;
import io.prism.schema.fault.FaultKind;
import io.prism.schema.fault.SchemaException;
import io.prism.schema.protobuf.name.ScalarTypes;
import io.prism.schema.protobuf.name.TypeTable;
import io.prism.schema.protobuf.syntax.ExtendDecl;
import io.prism.schema.protobuf.syntax.FieldDecl;
import io.prism.schema.protobuf.syntax.Option;
import io.prism.schema.protobuf.syntax.OptionValue;
import io.prism.schema.protobuf.syntax.ProtoFile.Language;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Turns fields into parts of a descriptor. */
final class FieldDescriptors {

    private final Language language;
    private final TypeTable types;
    private final OptionMessages options;

    FieldDescriptors(Language language, TypeTable types, OptionMessages options) {
        this.language = language;
        this.types = types;
        this.options = options;
    }

    /** The full name, with a leading dot, of what {@code name} means in {@code scope}. */
    String fullName(String name, String scope) {
        return "."
                + types.resolve(name, scope)
                        .orElseThrow(() -> new IllegalStateException("names were not checked"))
                        .fullName();
    }

    /** The fields that {@code extend} adds to a message of another place. */
    List<FieldDescriptorProto> extensions(ExtendDecl extend, String scope) {
        String extendee = fullName(extend.extendee(), scope);
        return extend.fields().stream()
                .map(field -> {
                    FieldDescriptorProto.Builder proto = plain(field).setExtendee(extendee);
                    typed(proto, field, scope);
                    if (language.isProto3() && field.label() == FieldDecl.Label.OPTIONAL) {
                        proto.setProto3Optional(true);
                    }
                    return proto.build();
                })
                .toList();
    }

    /** Adds {@code field} to {@code message}, and what it needs there. */
    void field(FieldDecl field, Optional<Integer> oneof, String scope, DescriptorProto.Builder message) {
        FieldDescriptorProto.Builder proto = plain(field);
        oneof.ifPresent(proto::setOneofIndex);
        if (field.type() instanceof FieldDecl.MapOf(String key, String value)) {
            DescriptorProto entry = entry(field, key, value, scope);
            message.addNestedType(entry);
            proto.setLabel(Label.LABEL_REPEATED)
                    .setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
                    .setTypeName("." + TypeTable.join(scope, entry.getName()));
        } else {
            typed(proto, field, scope);
        }
        if (language.isProto3() && field.label() == FieldDecl.Label.OPTIONAL) {
            proto.setProto3Optional(true);
        }
        message.addField(proto);
    }

    /**
     * A proto3 field with {@code optional} is in a oneof of its own, with a name that nothing else has; those come
     * after the oneofs of the text.
     */
    void nameOptionals(DescriptorProto.Builder message) {
        Set<String> names = new HashSet<>();
        message.getFieldBuilderList().forEach(field -> names.add(field.getName()));
        message.getOneofDeclBuilderList().forEach(oneof -> names.add(oneof.getName()));
        for (FieldDescriptorProto.Builder field : message.getFieldBuilderList()) {
            if (field.getProto3Optional()) {
                StringBuilder name =
                        new StringBuilder(field.getName().startsWith("_") ? "X" : "_").append(field.getName());
                while (!names.add(name.toString())) {
                    name.insert(0, 'X');
                }
                field.setOneofIndex(message.getOneofDeclCount());
                message.addOneofDecl(OneofDescriptorProto.newBuilder().setName(name.toString()));
            }
        }
    }

    private FieldDescriptorProto.Builder plain(FieldDecl field) {
        FieldDescriptorProto.Builder proto = FieldDescriptorProto.newBuilder()
                .setName(field.name())
                .setNumber(field.number())
                .setLabel(
                        switch (field.label()) {
                            case NONE, OPTIONAL -> Label.LABEL_OPTIONAL;
                            case REQUIRED -> Label.LABEL_REQUIRED;
                            case REPEATED -> Label.LABEL_REPEATED;
                        });
        if (Option.find(field.options(), "json_name").orElse(null) instanceof OptionValue.Text text) {
            proto.setJsonName(text.value().toStringUtf8());
        }
        options.of(field.options(), FieldOptions.getDescriptor(), FieldOptions.parser())
                .ifPresent(proto::setOptions);
        return proto;
    }

    private void typed(FieldDescriptorProto.Builder proto, FieldDecl field, String scope) {
        switch (field.type()) {
            case FieldDecl.Named(String name) -> type(proto, name, scope);
            case FieldDecl.MapOf _ ->
                throw SchemaException.of(
                        FaultKind.MEANING, field.place(), "an extension cannot be a map", "use a message");
        }
        if (field.group()) {
            proto.setType(FieldDescriptorProto.Type.TYPE_GROUP);
        }
        Option.find(field.options(), "default").ifPresent(value -> proto.setDefaultValue(defaultText(proto, value)));
    }

    private void type(FieldDescriptorProto.Builder proto, String name, String scope) {
        if (ScalarTypes.has(name)) {
            proto.setType(FieldDescriptorProto.Type.valueOf("TYPE_" + name.toUpperCase(Locale.ROOT)));
            return;
        }
        String fullName = fullName(name, scope);
        boolean enumeration =
                types.resolve(fullName, "").filter(TypeTable.Type::enumeration).isPresent();
        proto.setTypeName(fullName)
                .setType(enumeration ? FieldDescriptorProto.Type.TYPE_ENUM : FieldDescriptorProto.Type.TYPE_MESSAGE);
    }

    private DescriptorProto entry(FieldDecl field, String key, String value, String scope) {
        FieldDescriptorProto.Builder keys =
                FieldDescriptorProto.newBuilder().setName("key").setNumber(1).setLabel(Label.LABEL_OPTIONAL);
        type(keys, key, scope);
        FieldDescriptorProto.Builder values =
                FieldDescriptorProto.newBuilder().setName("value").setNumber(2).setLabel(Label.LABEL_OPTIONAL);
        type(values, value, scope);
        return DescriptorProto.newBuilder()
                .setName(entryName(field.name()))
                .addField(keys)
                .addField(values)
                .setOptions(MessageOptions.newBuilder().setMapEntry(true))
                .build();
    }

    /** The name that protoc gives to the entries of a map: {@code unit_prices} has {@code UnitPricesEntry}. */
    static String entryName(String field) {
        StringBuilder name = new StringBuilder();
        boolean upper = true;
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == '_') {
                upper = true;
            } else {
                name.append(upper ? Character.toUpperCase(c) : c);
                upper = false;
            }
        }
        return name.append("Entry").toString();
    }

    private static String defaultText(FieldDescriptorProto.Builder proto, OptionValue value) {
        return switch (value) {
            case OptionValue.Word(String text) -> text;
            case OptionValue.Numeral(String text) -> number(text);
            case OptionValue.Text text ->
                proto.getType() == FieldDescriptorProto.Type.TYPE_BYTES
                        ? TextFormat.escapeBytes(text.value())
                        : text.value().toStringUtf8();
            case OptionValue.Block _, OptionValue.Many _ -> "";
        };
    }

    private static String number(String text) {
        try {
            return Long.decode(text).toString();
        } catch (NumberFormatException e) {
            return text;
        }
    }
}
