// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf.write;

import io.prism.schema.protobuf.name.MapEntries;
import io.prism.schema.protobuf.name.ScalarTypes;
import io.prism.schema.protobuf.name.TypeTable;
import io.prism.schema.protobuf.syntax.EnumDecl;
import io.prism.schema.protobuf.syntax.FieldDecl;
import io.prism.schema.protobuf.syntax.MessageDecl;
import io.prism.schema.protobuf.syntax.NumberRange;
import io.prism.schema.protobuf.syntax.OneofDecl;
import io.prism.schema.protobuf.syntax.Option;
import io.prism.schema.protobuf.syntax.OptionValue;
import io.prism.schema.protobuf.syntax.ProtoFile;
import io.prism.schema.protobuf.syntax.ProtoFile.Import;
import io.prism.schema.protobuf.syntax.Reserved;
import io.prism.schema.protobuf.syntax.ServiceDecl;
import io.prism.schema.protobuf.syntax.TypeDecl;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Brings a file into normal form: everything whose order means nothing is sorted (imports, options, fields, constants,
 * what is reserved), and types have their full names. The order of messages, enums, services and calls stays: clients
 * count messages to say which one they sent.
 */
public final class ProtoNormal {

    private final TypeTable types;

    private ProtoNormal(TypeTable types) {
        this.types = types;
    }

    /** The normal form of {@code file}, whose names are those of {@code types}. */
    public static ProtoFile of(ProtoFile file, TypeTable types) {
        ProtoNormal normal = new ProtoNormal(types);
        return new ProtoFile(
                file.language(),
                file.packageName(),
                file.comment(),
                imports(file.imports()),
                options(file.options()),
                normal.types(file.types(), file.packageName()),
                file.extensions(),
                file.services().stream()
                        .map(service -> normal.service(service, file.packageName()))
                        .toList());
    }

    private static List<Import> imports(List<Import> imports) {
        Map<String, Import> sorted = new TreeMap<>();
        imports.forEach(imported -> sorted.putIfAbsent(imported.path() + " " + imported.kind(), imported));
        return List.copyOf(sorted.values());
    }

    private static List<Option> options(List<Option> options) {
        return options.stream()
                .sorted(Comparator.comparing(Option::path))
                .map(option -> new Option(option.name(), value(option.value()), option.place()))
                .toList();
    }

    private static OptionValue value(OptionValue value) {
        return switch (value) {
            case OptionValue.Word _, OptionValue.Numeral _, OptionValue.Text _ -> value;
            case OptionValue.Many many ->
                new OptionValue.Many(
                        many.values().stream().map(ProtoNormal::value).toList());
            case OptionValue.Block block ->
                new OptionValue.Block(block.entries().stream()
                        .sorted(Comparator.comparing(OptionValue.Entry::key))
                        .map(entry -> new OptionValue.Entry(entry.key(), value(entry.value())))
                        .toList());
        };
    }

    private List<TypeDecl> types(List<TypeDecl> declared, String scope) {
        List<TypeDecl> normal = new ArrayList<>();
        for (TypeDecl type : declared) {
            switch (type) {
                case MessageDecl message -> {
                    if (!message.isMapEntry()) {
                        normal.add(message(message, TypeTable.join(scope, message.name())));
                    }
                }
                case EnumDecl enumeration -> normal.add(enumeration(enumeration));
            }
        }
        return normal;
    }

    private MessageDecl message(MessageDecl message, String name) {
        return new MessageDecl(
                message.name(),
                message.group(),
                fields(message.fields(), name),
                message.oneofs().stream()
                        .map(oneof -> oneof(oneof, name))
                        .sorted(Comparator.comparingInt(
                                oneof -> oneof.fields().getFirst().number()))
                        .toList(),
                types(message.types(), name),
                reserved(message.reserved()),
                message.extensionRanges(),
                message.extensions(),
                options(message.options()),
                message.place(),
                message.comment());
    }

    private List<FieldDecl> fields(List<FieldDecl> fields, String scope) {
        return fields.stream()
                .sorted(Comparator.comparingInt(FieldDecl::number))
                .map(field -> field(field, scope))
                .toList();
    }

    private FieldDecl field(FieldDecl field, String scope) {
        FieldDecl.Type type = type(field, scope);
        boolean map = type instanceof FieldDecl.MapOf;
        return new FieldDecl(
                map ? FieldDecl.Label.NONE : field.label(),
                type,
                field.name(),
                field.number(),
                field.group(),
                options(field.options()),
                field.place(),
                field.comment());
    }

    private FieldDecl.Type type(FieldDecl field, String scope) {
        return switch (field.type()) {
            case FieldDecl.Named(String name) when field.group() || ScalarTypes.has(name) -> field.type();
            case FieldDecl.Named(String name) -> named(name, scope);
            case FieldDecl.MapOf(String key, String value) -> new FieldDecl.MapOf(key, fullName(value, scope));
        };
    }

    private FieldDecl.Type named(String name, String scope) {
        TypeTable.Type type = type(name, scope);
        if (type.decl() instanceof MessageDecl message && message.isMapEntry()) {
            FieldDecl.MapOf map = MapEntries.of(message);
            return new FieldDecl.MapOf(map.key(), fullName(map.value(), type.fullName()));
        }
        return new FieldDecl.Named("." + type.fullName());
    }

    private String fullName(String name, String scope) {
        return ScalarTypes.has(name) ? name : "." + type(name, scope).fullName();
    }

    private TypeTable.Type type(String name, String scope) {
        return types.resolve(name, scope).orElseThrow(() -> new IllegalStateException("names were not checked"));
    }

    private OneofDecl oneof(OneofDecl oneof, String scope) {
        return new OneofDecl(
                oneof.name(), fields(oneof.fields(), scope), options(oneof.options()), oneof.place(), oneof.comment());
    }

    /** Each number, range and name in a statement of its own, numbers first. */
    private static List<Reserved> reserved(List<Reserved> statements) {
        List<NumberRange> ranges = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Reserved reserved : statements) {
            ranges.addAll(reserved.ranges());
            names.addAll(reserved.names());
        }
        ranges.sort(Comparator.comparingInt(NumberRange::first).thenComparingInt(NumberRange::last));
        names.sort(Comparator.naturalOrder());
        List<Reserved> single = new ArrayList<>();
        ranges.forEach(range -> single.add(new Reserved(List.of(range), List.of())));
        names.forEach(name -> single.add(new Reserved(List.of(), List.of(name))));
        return single;
    }

    /** The first constant stays the first: it is the default, and in proto3 the one that must be 0. */
    private static EnumDecl enumeration(EnumDecl enumeration) {
        EnumDecl.Constant first = enumeration.constants().getFirst();
        return new EnumDecl(
                enumeration.name(),
                enumeration.constants().stream()
                        .sorted(Comparator.comparing((EnumDecl.Constant constant) -> !constant.equals(first))
                                .thenComparingInt(EnumDecl.Constant::number)
                                .thenComparing(EnumDecl.Constant::name))
                        .map(constant -> new EnumDecl.Constant(
                                constant.name(), constant.number(), options(constant.options()), constant.place()))
                        .toList(),
                reserved(enumeration.reserved()),
                options(enumeration.options()),
                enumeration.place(),
                enumeration.comment());
    }

    private ServiceDecl service(ServiceDecl service, String packageName) {
        String scope = TypeTable.join(packageName, service.name());
        return new ServiceDecl(
                service.name(),
                service.calls().stream().map(call -> call(call, scope)).toList(),
                options(service.options()),
                service.place());
    }

    private ServiceDecl.Call call(ServiceDecl.Call call, String scope) {
        return new ServiceDecl.Call(
                call.name(),
                side(call.request(), scope),
                side(call.response(), scope),
                options(call.options()),
                call.place());
    }

    private ServiceDecl.Side side(ServiceDecl.Side side, String scope) {
        return new ServiceDecl.Side(fullName(side.type(), scope), side.stream());
    }
}
