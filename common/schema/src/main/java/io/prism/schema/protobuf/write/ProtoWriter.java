// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf.write;

import io.prism.schema.protobuf.syntax.EnumDecl;
import io.prism.schema.protobuf.syntax.ExtendDecl;
import io.prism.schema.protobuf.syntax.ExtensionRange;
import io.prism.schema.protobuf.syntax.FieldDecl;
import io.prism.schema.protobuf.syntax.MessageDecl;
import io.prism.schema.protobuf.syntax.NumberRange;
import io.prism.schema.protobuf.syntax.OneofDecl;
import io.prism.schema.protobuf.syntax.Option;
import io.prism.schema.protobuf.syntax.ProtoFile;
import io.prism.schema.protobuf.syntax.ProtoFile.ImportKind;
import io.prism.schema.protobuf.syntax.Reserved;
import io.prism.schema.protobuf.syntax.ServiceDecl;
import io.prism.schema.protobuf.syntax.TypeDecl;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes a file in the layout that Confluent's registry gives back: without comments, messages before enums, and
 * inside a message first what is reserved, then options, fields, oneofs and types.
 */
public final class ProtoWriter {

    private static final int FIELD_NUMBER_MAX = (1 << 29) - 1;

    private final IndentedLines lines = new IndentedLines();
    private final OptionWriter options = new OptionWriter(lines);
    private final boolean keepOptionOrder;
    /** What goes around a reserved name: quotes, or nothing since editions. */
    private final String quote;

    private ProtoWriter(ProtoFile file, boolean keepOptionOrder) {
        this.keepOptionOrder = keepOptionOrder;
        this.quote = file.language().rules() == ProtoFile.Rules.EDITION ? "" : "\"";
    }

    /** The text of {@code file}. */
    public static String write(ProtoFile file) {
        return new ProtoWriter(file, false).file(file);
    }

    /** The text of {@code file}, which is in normal form. */
    public static String writeNormal(ProtoFile file) {
        return new ProtoWriter(file, true).file(file);
    }

    private String file(ProtoFile file) {
        switch (file.language().rules()) {
            case UNSTATED -> {}
            case PROTO2 -> lines.line("syntax = \"proto2\";");
            case PROTO3 -> lines.line("syntax = \"proto3\";");
            case EDITION -> lines.line("edition = \"" + file.language().edition() + "\";");
        }
        if (!file.packageName().isEmpty()) {
            lines.line("package " + file.packageName() + ";");
        }
        imports(file.imports());
        if (!file.options().isEmpty()) {
            lines.line("");
            options.statements(file.options());
        }
        if (!file.types().isEmpty()) {
            lines.line("");
            types(file.types());
        }
        if (!file.extensions().isEmpty()) {
            lines.line("");
            file.extensions().forEach(this::extend);
        }
        if (!file.services().isEmpty()) {
            lines.line("");
            file.services().forEach(this::service);
        }
        return lines.toString();
    }

    private void imports(List<ProtoFile.Import> imports) {
        if (!imports.isEmpty()) {
            lines.line("");
        }
        for (boolean plain : new boolean[] {true, false}) {
            for (ProtoFile.Import imported : imports) {
                if (plain == (imported.kind() == ImportKind.PLAIN)) {
                    String kind = plain ? "" : imported.kind().name().toLowerCase(Locale.ROOT) + " ";
                    lines.line("import " + kind + '"' + imported.path() + "\";");
                }
            }
        }
    }

    private void types(List<TypeDecl> types) {
        for (TypeDecl type : types) {
            if (type instanceof MessageDecl message && !message.group()) {
                message(message);
            }
        }
        for (TypeDecl type : types) {
            if (type instanceof EnumDecl enumeration) {
                enumeration(enumeration);
            }
        }
    }

    private void message(MessageDecl message) {
        List<Runnable> parts = parts(message);
        if (parts.isEmpty()) {
            lines.line("message " + message.name() + " {}");
        } else {
            lines.open("message " + message.name() + " {");
            body(parts);
            lines.close("}");
        }
    }

    private void body(List<Runnable> parts) {
        for (int i = 0; i < parts.size(); i++) {
            if (i > 0) {
                lines.line("");
            }
            parts.get(i).run();
        }
    }

    /** What there is to write of a message, with an empty line between each. */
    private List<Runnable> parts(MessageDecl message) {
        List<Runnable> parts = new ArrayList<>();
        List<FieldDecl> plain =
                message.fields().stream().filter(field -> !field.group()).toList();
        List<FieldDecl> groups =
                message.fields().stream().filter(FieldDecl::group).toList();
        add(parts, message.reserved(), () -> message.reserved().forEach(this::reserved));
        add(parts, message.options(), () -> options.statements(message.options()));
        add(parts, plain, () -> plain.forEach(this::field));
        add(parts, message.oneofs(), () -> message.oneofs().forEach(oneof -> oneof(oneof, message.types())));
        add(parts, groups, () -> groups.forEach(group -> group(group, message.types())));
        add(parts, message.extensionRanges(), () -> message.extensionRanges().forEach(this::extensionRange));
        List<TypeDecl> types = message.types().stream()
                .filter(type -> !(type instanceof MessageDecl inner && inner.group()))
                .toList();
        add(parts, types, () -> types(types));
        add(parts, message.extensions(), () -> message.extensions().forEach(this::extend));
        return parts;
    }

    private static void add(List<Runnable> parts, List<?> things, Runnable write) {
        if (!things.isEmpty()) {
            parts.add(write);
        }
    }

    private void reserved(Reserved reserved) {
        Stream<String> numbers = reserved.ranges().stream().map(range -> range(range, ""));
        Stream<String> names = reserved.names().stream().map(name -> quote + name + quote);
        lines.line("reserved " + Stream.concat(numbers, names).collect(Collectors.joining(", ")) + ";");
    }

    private static String range(NumberRange range, String max) {
        if (range.first() == range.last()) {
            return Integer.toString(range.first());
        }
        boolean open = range.last() == FIELD_NUMBER_MAX && !max.isEmpty();
        return range.first() + " to " + (open ? max : Integer.toString(range.last()));
    }

    private void extensionRange(ExtensionRange declared) {
        String ranges =
                declared.ranges().stream().map(range -> range(range, "max")).collect(Collectors.joining(", "));
        options.behind("extensions " + ranges, declared.options(), ";");
    }

    private void field(FieldDecl field) {
        options.behind(label(field) + type(field) + " " + field.name() + " = " + field.number(), ordered(field), ";");
    }

    private static String label(FieldDecl field) {
        return field.label() == FieldDecl.Label.NONE ? "" : field.label().name().toLowerCase(Locale.ROOT) + " ";
    }

    private static String type(FieldDecl field) {
        return switch (field.type()) {
            case FieldDecl.Named(String name) -> name;
            case FieldDecl.MapOf(String key, String value) -> "map<" + key + ", " + value + ">";
        };
    }

    /** A default and a name for JSON come last, as they do in the original. */
    private List<Option> ordered(FieldDecl field) {
        if (keepOptionOrder) {
            return field.options();
        }
        List<Option> ordered = new ArrayList<>();
        for (String last : List.of("", "default", "json_name")) {
            for (Option option : field.options()) {
                boolean special =
                        option.path().equals("default") || option.path().equals("json_name");
                if (last.isEmpty() ? !special : option.path().equals(last)) {
                    ordered.add(option);
                }
            }
        }
        return ordered;
    }

    private void oneof(OneofDecl oneof, List<TypeDecl> types) {
        lines.open("oneof " + oneof.name() + " {");
        List<Runnable> parts = new ArrayList<>();
        add(parts, oneof.options(), () -> options.statements(oneof.options()));
        add(parts, oneof.fields(), () -> oneof.fields().forEach(field -> member(field, types)));
        body(parts);
        lines.close("}");
    }

    private void member(FieldDecl field, List<TypeDecl> types) {
        if (field.group()) {
            group(field, types);
        } else {
            field(field);
        }
    }

    private void group(FieldDecl field, List<? extends TypeDecl> types) {
        String start = label(field) + "group " + type(field) + " = " + field.number();
        options.behind(start, field.options(), " {");
        lines.indent();
        types.stream()
                .filter(type -> type instanceof MessageDecl message
                        && message.group()
                        && message.name().equals(type(field)))
                .forEach(type -> body(parts((MessageDecl) type)));
        lines.close("}");
    }

    private void extend(ExtendDecl extend) {
        lines.open("extend " + extend.extendee() + " {");
        extend.fields().forEach(field -> {
            if (field.group()) {
                group(field, extend.groups());
            } else {
                field(field);
            }
        });
        lines.close("}");
    }

    private void enumeration(EnumDecl enumeration) {
        lines.open("enum " + enumeration.name() + " {");
        enumeration.reserved().forEach(this::reserved);
        options.statements(enumeration.options());
        for (EnumDecl.Constant constant : enumeration.constants()) {
            options.behind(constant.name() + " = " + constant.number(), constant.options(), ";");
        }
        lines.close("}");
    }

    private void service(ServiceDecl service) {
        if (service.options().isEmpty() && service.calls().isEmpty()) {
            lines.line("service " + service.name() + " {}");
            return;
        }
        lines.open("service " + service.name() + " {");
        List<Runnable> parts = new ArrayList<>();
        add(parts, service.options(), () -> options.statements(service.options()));
        add(parts, service.calls(), () -> service.calls().forEach(this::call));
        body(parts);
        lines.close("}");
    }

    private void call(ServiceDecl.Call call) {
        String head = "rpc " + call.name() + " (" + side(call.request()) + ") returns (" + side(call.response()) + ")";
        if (call.options().isEmpty()) {
            lines.line(head + ";");
        } else {
            lines.open(head + " {");
            options.statements(call.options());
            lines.close("};");
        }
    }

    private static String side(ServiceDecl.Side side) {
        return (side.stream() ? "stream " : "") + side.type();
    }
}
