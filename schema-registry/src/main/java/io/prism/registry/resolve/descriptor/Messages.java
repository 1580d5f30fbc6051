// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.resolve.descriptor;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import io.prism.schema.fault.SchemaLocation;
import io.prism.schema.protobuf.syntax.EnumDecl;
import io.prism.schema.protobuf.syntax.ExtendDecl;
import io.prism.schema.protobuf.syntax.ExtensionRange;
import io.prism.schema.protobuf.syntax.FieldDecl;
import io.prism.schema.protobuf.syntax.MessageDecl;
import io.prism.schema.protobuf.syntax.NumberRange;
import io.prism.schema.protobuf.syntax.OneofDecl;
import io.prism.schema.protobuf.syntax.ProtoFile.Language;
import io.prism.schema.protobuf.syntax.Reserved;
import io.prism.schema.protobuf.syntax.TypeDecl;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The messages and enums of descriptors.
 *
 * @param language of the file they are in
 */
record Messages(Language language) {

    List<TypeDecl> types(List<DescriptorProto> messages, List<EnumDescriptorProto> enums) {
        List<TypeDecl> types = new ArrayList<>();
        messages.stream()
                .filter(message -> !message.getOptions().getMapEntry())
                .forEach(message -> types.add(of(message)));
        enums.forEach(one -> types.add(of(one)));
        return types;
    }

    private MessageDecl of(DescriptorProto message) {
        DescriptorFields fields = new DescriptorFields(language, message.getNestedTypeList());
        List<FieldDecl> alone = message.getFieldList().stream()
                .filter(field -> !isInOneof(field))
                .map(fields::of)
                .toList();
        return new MessageDecl(
                message.getName(),
                false,
                alone,
                oneofs(message, fields),
                types(message.getNestedTypeList(), message.getEnumTypeList()),
                reserved(message),
                message.getExtensionRangeList().stream()
                        .map(range -> new ExtensionRange(
                                List.of(new NumberRange(range.getStart(), range.getEnd() - 1)),
                                DescriptorOptions.of(range.getOptions())))
                        .toList(),
                extensions(message.getExtensionList()),
                DescriptorOptions.of(message.getOptions()),
                SchemaLocation.WHOLE,
                "");
    }

    /** An optional field of proto3 has a oneof to itself that nobody wrote. */
    private static boolean isInOneof(FieldDescriptorProto field) {
        return field.hasOneofIndex() && !field.getProto3Optional();
    }

    private static List<OneofDecl> oneofs(DescriptorProto message, DescriptorFields fields) {
        List<OneofDecl> oneofs = new ArrayList<>();
        for (int i = 0; i < message.getOneofDeclCount(); i++) {
            int index = i;
            OneofDescriptorProto oneof = message.getOneofDecl(i);
            List<FieldDecl> members = message.getFieldList().stream()
                    .filter(field -> isInOneof(field) && field.getOneofIndex() == index)
                    .map(fields::of)
                    .toList();
            if (!members.isEmpty()) {
                oneofs.add(new OneofDecl(
                        oneof.getName(), members, DescriptorOptions.of(oneof.getOptions()), SchemaLocation.WHOLE, ""));
            }
        }
        return oneofs;
    }

    private static List<Reserved> reserved(DescriptorProto message) {
        List<Reserved> reserved = new ArrayList<>();
        message.getReservedRangeList()
                .forEach(range -> reserved.add(
                        new Reserved(List.of(new NumberRange(range.getStart(), range.getEnd() - 1)), List.of())));
        if (message.getReservedNameCount() > 0) {
            reserved.add(new Reserved(List.of(), message.getReservedNameList()));
        }
        return reserved;
    }

    private static EnumDecl of(EnumDescriptorProto one) {
        List<Reserved> reserved = new ArrayList<>();
        one.getReservedRangeList()
                .forEach(range -> reserved.add(
                        new Reserved(List.of(new NumberRange(range.getStart(), range.getEnd())), List.of())));
        if (one.getReservedNameCount() > 0) {
            reserved.add(new Reserved(List.of(), one.getReservedNameList()));
        }
        return new EnumDecl(
                one.getName(),
                one.getValueList().stream()
                        .map(value -> new EnumDecl.Constant(
                                value.getName(),
                                value.getNumber(),
                                DescriptorOptions.of(value.getOptions()),
                                SchemaLocation.WHOLE))
                        .toList(),
                reserved,
                DescriptorOptions.of(one.getOptions()),
                SchemaLocation.WHOLE,
                "");
    }

    List<ExtendDecl> extensions(List<FieldDescriptorProto> extensions) {
        DescriptorFields fields = new DescriptorFields(language, List.of());
        Map<String, List<FieldDecl>> byExtendee = new LinkedHashMap<>();
        extensions.forEach(field -> byExtendee
                .computeIfAbsent(field.getExtendee(), extendee -> new ArrayList<>())
                .add(fields.of(field)));
        return byExtendee.entrySet().stream()
                .map(entry -> new ExtendDecl(entry.getKey(), entry.getValue(), List.of(), SchemaLocation.WHOLE))
                .toList();
    }
}
