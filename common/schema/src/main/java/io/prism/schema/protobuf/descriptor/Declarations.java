// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf.descriptor;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumOptions;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueOptions;
import com.google.protobuf.DescriptorProtos.ExtensionRangeOptions;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodOptions;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.google.protobuf.DescriptorProtos.OneofOptions;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceOptions;
import io.prism.schema.fault.SchemaLocation;
import io.prism.schema.protobuf.name.TypeTable;
import io.prism.schema.protobuf.syntax.EnumDecl;
import io.prism.schema.protobuf.syntax.ExtendDecl;
import io.prism.schema.protobuf.syntax.ExtensionRange;
import io.prism.schema.protobuf.syntax.FieldDecl;
import io.prism.schema.protobuf.syntax.MessageDecl;
import io.prism.schema.protobuf.syntax.NumberRange;
import io.prism.schema.protobuf.syntax.OneofDecl;
import io.prism.schema.protobuf.syntax.ProtoFile;
import io.prism.schema.protobuf.syntax.Reserved;
import io.prism.schema.protobuf.syntax.ServiceDecl;
import io.prism.schema.protobuf.syntax.TypeDecl;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Turns the declarations of a file into parts of its descriptor. */
final class Declarations {

    private final ProtoFile file;
    private final OptionMessages options;
    private final FieldDescriptors fields;

    Declarations(ProtoFile file, TypeTable types, OptionMessages options) {
        this.file = file;
        this.options = options;
        this.fields = new FieldDescriptors(file.language(), types, options);
    }

    void into(FileDescriptorProto.Builder proto) {
        for (TypeDecl type : file.types()) {
            switch (type) {
                case MessageDecl message -> proto.addMessageType(message(message, file.packageName()));
                case EnumDecl enumeration -> proto.addEnumType(enumeration(enumeration));
            }
        }
        for (ExtendDecl extend : file.extensions()) {
            fields.extensions(extend, file.packageName()).forEach(proto::addExtension);
            extend.groups().forEach(group -> proto.addMessageType(message(group, file.packageName())));
        }
        file.services().forEach(service -> proto.addService(service(service)));
    }

    private DescriptorProto message(MessageDecl message, String scope) {
        String name = TypeTable.join(scope, message.name());
        DescriptorProto.Builder proto = DescriptorProto.newBuilder().setName(message.name());
        fields(message, name, proto);
        for (TypeDecl type : message.types()) {
            switch (type) {
                case MessageDecl inner -> proto.addNestedType(message(inner, name));
                case EnumDecl enumeration -> proto.addEnumType(enumeration(enumeration));
            }
        }
        for (ExtendDecl extend : message.extensions()) {
            fields.extensions(extend, name).forEach(proto::addExtension);
            extend.groups().forEach(group -> proto.addNestedType(message(group, name)));
        }
        message.reserved().forEach(reserved -> reserved(reserved, proto));
        message.extensionRanges().forEach(range -> extensionRange(range, proto));
        options.of(message.options(), MessageOptions.getDescriptor(), MessageOptions.parser())
                .ifPresent(proto::setOptions);
        return proto.build();
    }

    /** In the order of the text, whether in a oneof or not. */
    private void fields(MessageDecl message, String scope, DescriptorProto.Builder proto) {
        Map<FieldDecl, Integer> oneofs = new HashMap<>();
        for (OneofDecl oneof : message.oneofs()) {
            oneof.fields().forEach(member -> oneofs.put(member, proto.getOneofDeclCount()));
            OneofDescriptorProto.Builder declared =
                    OneofDescriptorProto.newBuilder().setName(oneof.name());
            options.of(oneof.options(), OneofOptions.getDescriptor(), OneofOptions.parser())
                    .ifPresent(declared::setOptions);
            proto.addOneofDecl(declared);
        }
        List<FieldDecl> ordered = new ArrayList<>(message.allFields().toList());
        ordered.sort(Comparator.comparingInt((FieldDecl field) -> field.place().line())
                .thenComparingInt(field -> field.place().column()));
        for (FieldDecl field : ordered) {
            fields.field(field, Optional.ofNullable(oneofs.get(field)), scope, proto);
        }
        fields.nameOptionals(proto);
    }

    /** Where a range of a message ends is one behind its last number. */
    private static void reserved(Reserved reserved, DescriptorProto.Builder proto) {
        for (NumberRange range : reserved.ranges()) {
            proto.addReservedRange(DescriptorProto.ReservedRange.newBuilder()
                    .setStart(range.first())
                    .setEnd(range.last() + 1));
        }
        proto.addAllReservedName(reserved.names());
    }

    private void extensionRange(ExtensionRange declared, DescriptorProto.Builder proto) {
        Optional<ExtensionRangeOptions> settings =
                options.of(declared.options(), ExtensionRangeOptions.getDescriptor(), ExtensionRangeOptions.parser());
        for (NumberRange range : declared.ranges()) {
            DescriptorProto.ExtensionRange.Builder built = DescriptorProto.ExtensionRange.newBuilder()
                    .setStart(range.first())
                    .setEnd(range.last() + 1);
            settings.ifPresent(built::setOptions);
            proto.addExtensionRange(built);
        }
    }

    private EnumDescriptorProto enumeration(EnumDecl enumeration) {
        EnumDescriptorProto.Builder proto = EnumDescriptorProto.newBuilder().setName(enumeration.name());
        for (EnumDecl.Constant constant : enumeration.constants()) {
            EnumValueDescriptorProto.Builder value = EnumValueDescriptorProto.newBuilder()
                    .setName(constant.name())
                    .setNumber(constant.number());
            options.of(constant.options(), EnumValueOptions.getDescriptor(), EnumValueOptions.parser())
                    .ifPresent(value::setOptions);
            proto.addValue(value);
        }
        for (Reserved reserved : enumeration.reserved()) {
            // Where a range of an enum ends is its last number, unlike that of a message.
            reserved.ranges()
                    .forEach(range -> proto.addReservedRange(EnumDescriptorProto.EnumReservedRange.newBuilder()
                            .setStart(range.first())
                            .setEnd(range.last())));
            proto.addAllReservedName(reserved.names());
        }
        options.of(enumeration.options(), EnumOptions.getDescriptor(), EnumOptions.parser())
                .ifPresent(proto::setOptions);
        return proto.build();
    }

    private ServiceDescriptorProto service(ServiceDecl service) {
        String scope = TypeTable.join(file.packageName(), service.name());
        ServiceDescriptorProto.Builder proto =
                ServiceDescriptorProto.newBuilder().setName(service.name());
        for (ServiceDecl.Call call : service.calls()) {
            MethodDescriptorProto.Builder method = MethodDescriptorProto.newBuilder()
                    .setName(call.name())
                    .setInputType(fields.fullName(call.request().type(), scope))
                    .setOutputType(fields.fullName(call.response().type(), scope));
            if (call.request().stream()) {
                method.setClientStreaming(true);
            }
            if (call.response().stream()) {
                method.setServerStreaming(true);
            }
            options.of(call.options(), MethodOptions.getDescriptor(), MethodOptions.parser())
                    .ifPresent(method::setOptions);
            proto.addMethod(method);
        }
        options.of(service.options(), ServiceOptions.getDescriptor(), ServiceOptions.parser())
                .ifPresent(proto::setOptions);
        return proto.build();
    }

    /** Where the declaration with the full name {@code name}, or the one around it, is written. */
    static SchemaLocation placeOf(String name, ProtoFile file) {
        Map<String, SchemaLocation> places = new TreeMap<>();
        places(file.types(), file.packageName(), places);
        String at = name;
        while (!at.isEmpty() && !places.containsKey(at)) {
            at = at.substring(0, Math.max(0, at.lastIndexOf('.')));
        }
        return places.getOrDefault(at, SchemaLocation.WHOLE);
    }

    private static void places(List<TypeDecl> decls, String scope, Map<String, SchemaLocation> places) {
        for (TypeDecl decl : decls) {
            String name = TypeTable.join(scope, decl.name());
            places.put(name, decl.place());
            if (decl instanceof MessageDecl message) {
                message.allFields().forEach(field -> places.put(TypeTable.join(name, field.name()), field.place()));
                places(message.types(), name, places);
            }
        }
    }
}
