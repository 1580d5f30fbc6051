// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf.link;

import io.prism.schema.fault.FaultKind;
import io.prism.schema.fault.SchemaException;
import io.prism.schema.fault.SchemaFault;
import io.prism.schema.fault.SchemaLocation;
import io.prism.schema.protobuf.name.ScalarTypes;
import io.prism.schema.protobuf.name.TypeTable;
import io.prism.schema.protobuf.syntax.EnumDecl;
import io.prism.schema.protobuf.syntax.ExtendDecl;
import io.prism.schema.protobuf.syntax.FieldDecl;
import io.prism.schema.protobuf.syntax.FieldDecl.Label;
import io.prism.schema.protobuf.syntax.MessageDecl;
import io.prism.schema.protobuf.syntax.Option;
import io.prism.schema.protobuf.syntax.ProtoFile;
import io.prism.schema.protobuf.syntax.ServiceDecl;
import io.prism.schema.protobuf.syntax.TypeDecl;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what protoc refuses and what building a descriptor would let pass or say without a place: unknown types,
 * wrong numbers, and what the language of the file does not have.
 */
final class FileChecks {

    private final ProtoFile file;
    private final TypeTable types;

    private FileChecks(ProtoFile file, TypeTable types) {
        this.file = file;
        this.types = types;
    }

    static void check(ProtoFile file, TypeTable types) {
        FileChecks checks = new FileChecks(file, types);
        checks.types(file.types(), file.packageName());
        file.extensions().forEach(extend -> checks.extend(extend, file.packageName()));
        for (ServiceDecl service : file.services()) {
            service.calls().forEach(call -> checks.call(call, TypeTable.join(file.packageName(), service.name())));
        }
    }

    private void types(List<? extends TypeDecl> decls, String scope) {
        for (TypeDecl decl : decls) {
            switch (decl) {
                case MessageDecl message -> message(message, TypeTable.join(scope, message.name()));
                case EnumDecl enumeration -> constants(enumeration);
            }
        }
    }

    private void message(MessageDecl message, String name) {
        Map<Integer, FieldDecl> byNumber = new HashMap<>();
        Map<String, FieldDecl> byName = new HashMap<>();
        NumberChecks numbers = NumberChecks.of(message);
        message.allFields().forEach(field -> {
            field(field, name);
            numbers.check(field);
            once(byNumber.put(field.number(), field), field, "the number " + field.number());
            once(byName.put(field.name(), field), field, "the name " + SchemaFault.quoted(field.name()));
        });
        message.oneofs().stream().filter(oneof -> oneof.fields().isEmpty()).forEach(oneof -> {
            throw wrong(oneof.place(), "the oneof has no fields", "add one, or remove it");
        });
        types(message.types(), name);
        message.extensions().forEach(extend -> extend(extend, name));
    }

    private static void once(@Nullable FieldDecl other, FieldDecl field, String what) {
        if (other != null) {
            throw wrong(
                    field.place(),
                    "the fields %s and %s have %s"
                            .formatted(SchemaFault.quoted(other.name()), SchemaFault.quoted(field.name()), what),
                    "give one of them another");
        }
    }

    private void extend(ExtendDecl extend, String scope) {
        type(extend.extendee(), scope, extend.place());
        types(extend.groups(), scope);
        extend.fields().forEach(field -> field(field, scope));
    }

    private void call(ServiceDecl.Call call, String scope) {
        Stream.of(call.request(), call.response()).forEach(side -> {
            if (type(side.type(), scope, call.place()).enumeration()) {
                throw wrong(call.place(), SchemaFault.quoted(side.type()) + " is an enum", "use a message");
            }
        });
    }

    private TypeTable.Type type(String name, String scope, SchemaLocation place) {
        return types.resolve(name, scope)
                .orElseThrow(() -> SchemaException.of(
                        FaultKind.UNRESOLVED_REFERENCE,
                        place,
                        "there is no type " + SchemaFault.quoted(name),
                        "declare it, or import the file that declares it"));
    }

    private void field(FieldDecl field, String scope) {
        switch (field.type()) {
            case FieldDecl.Named(String name) -> {
                if (!ScalarTypes.has(name)) {
                    type(name, scope, field.place());
                }
            }
            case FieldDecl.MapOf(String key, String value) -> map(field, key, value, scope);
        }
        if (!file.language().isProto2()) {
            modern(field);
        }
    }

    private void map(FieldDecl field, String key, String value, String scope) {
        if (!ScalarTypes.isKey(key)) {
            throw wrong(field.place(), SchemaFault.quoted(key) + " cannot be a key", "use a string or whole number");
        }
        if (field.label() != Label.NONE) {
            throw wrong(field.place(), "a map has no label", "remove it");
        }
        if (!ScalarTypes.has(value)) {
            type(value, scope, field.place());
        }
    }

    private void modern(FieldDecl field) {
        if (field.label() == Label.REQUIRED || field.group()) {
            throw wrong(field.place(), "only proto2 has required fields and groups", "remove it, or use proto2");
        }
        boolean proto3 = file.language().isProto3();
        if (!proto3 && field.label() == Label.OPTIONAL) {
            throw wrong(field.place(), "editions have no label 'optional'", "use features.field_presence");
        }
        if (proto3 && Option.find(field.options(), "default").isPresent()) {
            throw wrong(field.place(), "proto3 has no defaults of one's own", "remove it, or use proto2");
        }
    }

    private void constants(EnumDecl enumeration) {
        if (enumeration.constants().isEmpty()) {
            throw wrong(enumeration.place(), "the enum has no constants", "add one with the number 0");
        }
        EnumDecl.Constant first = enumeration.constants().getFirst();
        if (file.language().isProto3() && first.number() != 0) {
            throw wrong(first.place(), "the first constant of an enum has the number 0 in proto3", "add such a one");
        }
        boolean aliases = Option.isTrue(enumeration.options(), "allow_alias");
        NumberChecks numbers = NumberChecks.of(enumeration);
        Map<Integer, String> names = new HashMap<>();
        for (EnumDecl.Constant constant : enumeration.constants()) {
            String other = names.put(constant.number(), constant.name());
            if (other != null && !aliases) {
                throw wrong(
                        constant.place(),
                        "the constants %s and %s have the same number"
                                .formatted(SchemaFault.quoted(other), SchemaFault.quoted(constant.name())),
                        "give one of them another, or set allow_alias");
            }
            numbers.check(constant);
        }
    }

    static SchemaException wrong(SchemaLocation place, String problem, String remedy) {
        return SchemaException.of(FaultKind.MEANING, place, problem, remedy);
    }
}
