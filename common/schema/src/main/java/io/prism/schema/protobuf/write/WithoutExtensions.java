// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf.write;

import io.prism.schema.protobuf.syntax.EnumDecl;
import io.prism.schema.protobuf.syntax.ExtensionRange;
import io.prism.schema.protobuf.syntax.FieldDecl;
import io.prism.schema.protobuf.syntax.MessageDecl;
import io.prism.schema.protobuf.syntax.OneofDecl;
import io.prism.schema.protobuf.syntax.Option;
import io.prism.schema.protobuf.syntax.ProtoFile;
import io.prism.schema.protobuf.syntax.ServiceDecl;
import io.prism.schema.protobuf.syntax.TypeDecl;
import java.util.List;

/** Leaves out declarations of extensions and options that are extensions, for readers that cannot resolve them. */
public final class WithoutExtensions {

    private WithoutExtensions() {}

    /** {@code file} without them. */
    public static ProtoFile of(ProtoFile file) {
        return new ProtoFile(
                file.language(),
                file.packageName(),
                file.comment(),
                file.imports(),
                standard(file.options()),
                types(file.types()),
                List.of(),
                file.services().stream().map(WithoutExtensions::service).toList());
    }

    private static List<Option> standard(List<Option> options) {
        return options.stream().filter(Option::isStandard).toList();
    }

    private static List<TypeDecl> types(List<TypeDecl> types) {
        return types.stream().map(WithoutExtensions::type).toList();
    }

    private static TypeDecl type(TypeDecl type) {
        return switch (type) {
            case MessageDecl message -> message(message);
            case EnumDecl enumeration ->
                new EnumDecl(
                        enumeration.name(),
                        enumeration.constants().stream()
                                .map(constant -> new EnumDecl.Constant(
                                        constant.name(),
                                        constant.number(),
                                        standard(constant.options()),
                                        constant.place()))
                                .toList(),
                        enumeration.reserved(),
                        standard(enumeration.options()),
                        enumeration.place(),
                        enumeration.comment());
        };
    }

    private static MessageDecl message(MessageDecl message) {
        return new MessageDecl(
                message.name(),
                message.group(),
                fields(message.fields()),
                message.oneofs().stream()
                        .map(oneof -> new OneofDecl(
                                oneof.name(),
                                fields(oneof.fields()),
                                standard(oneof.options()),
                                oneof.place(),
                                oneof.comment()))
                        .toList(),
                types(message.types()),
                message.reserved(),
                message.extensionRanges().stream()
                        .map(range -> new ExtensionRange(range.ranges(), standard(range.options())))
                        .toList(),
                List.of(),
                standard(message.options()),
                message.place(),
                message.comment());
    }

    private static List<FieldDecl> fields(List<FieldDecl> fields) {
        return fields.stream()
                .map(field -> new FieldDecl(
                        field.label(),
                        field.type(),
                        field.name(),
                        field.number(),
                        field.group(),
                        standard(field.options()),
                        field.place(),
                        field.comment()))
                .toList();
    }

    private static ServiceDecl service(ServiceDecl service) {
        return new ServiceDecl(
                service.name(),
                service.calls().stream()
                        .map(call -> new ServiceDecl.Call(
                                call.name(), call.request(), call.response(), standard(call.options()), call.place()))
                        .toList(),
                standard(service.options()),
                service.place());
    }
}
