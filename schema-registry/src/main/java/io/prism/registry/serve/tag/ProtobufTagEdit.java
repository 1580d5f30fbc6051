// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve.tag;

import com.google.protobuf.ByteString;
import io.prism.schema.fault.SchemaLocation;
import io.prism.schema.limit.SchemaLimits;
import io.prism.schema.protobuf.parse.ProtoParser;
import io.prism.schema.protobuf.syntax.FieldDecl;
import io.prism.schema.protobuf.syntax.MessageDecl;
import io.prism.schema.protobuf.syntax.OneofDecl;
import io.prism.schema.protobuf.syntax.Option;
import io.prism.schema.protobuf.syntax.OptionValue;
import io.prism.schema.protobuf.syntax.ProtoFile;
import io.prism.schema.protobuf.syntax.TypeDecl;
import io.prism.schema.protobuf.write.ProtoWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Changes tags of Protobuf schemas: the {@code tags} of {@code (confluent.message_meta)} and {@code
 * (confluent.field_meta)}. Parts are called by their full names. Comments are lost, as in everything that is kept.
 */
final class ProtobufTagEdit {

    private static final String META_FILE = "confluent/meta.proto";
    private static final String OF_MESSAGE = "confluent.message_meta";
    private static final String OF_FIELD = "confluent.field_meta";
    private static final String TAGS = "tags";

    private final TagEdit edit;

    private ProtobufTagEdit(TagEdit edit) {
        this.edit = edit;
    }

    static String apply(TagEdit edit, String text) {
        ProtoFile file = ProtoParser.parse(text, SchemaLimits.STANDARD);
        List<TypeDecl> types = new ProtobufTagEdit(edit).types(file.types(), file.packageName());
        return ProtoWriter.write(new ProtoFile(
                file.language(),
                file.packageName(),
                file.comment(),
                withMeta(file.imports()),
                file.options(),
                types,
                file.extensions(),
                file.services()));
    }

    private static List<ProtoFile.Import> withMeta(List<ProtoFile.Import> imports) {
        boolean there = imports.stream().anyMatch(one -> one.path().equals(META_FILE));
        List<ProtoFile.Import> all = new ArrayList<>(imports);
        if (!there) {
            all.add(new ProtoFile.Import(META_FILE, ProtoFile.ImportKind.PLAIN, SchemaLocation.WHOLE));
        }
        return all;
    }

    private List<TypeDecl> types(List<TypeDecl> types, String scope) {
        return types.stream()
                .map(type -> type instanceof MessageDecl message ? message(message, join(scope, message.name())) : type)
                .toList();
    }

    private MessageDecl message(MessageDecl message, String name) {
        return new MessageDecl(
                message.name(),
                message.group(),
                fields(message.fields(), name),
                message.oneofs().stream().map(oneof -> oneof(oneof, name)).toList(),
                types(message.types(), name),
                message.reserved(),
                message.extensionRanges(),
                message.extensions(),
                options(message.options(), name, OF_MESSAGE),
                message.place(),
                message.comment());
    }

    private OneofDecl oneof(OneofDecl oneof, String message) {
        return new OneofDecl(
                oneof.name(), fields(oneof.fields(), message), oneof.options(), oneof.place(), oneof.comment());
    }

    private List<FieldDecl> fields(List<FieldDecl> fields, String message) {
        return fields.stream()
                .map(field -> new FieldDecl(
                        field.label(),
                        field.type(),
                        field.name(),
                        field.number(),
                        field.group(),
                        options(field.options(), join(message, field.name()), OF_FIELD),
                        field.place(),
                        field.comment()))
                .toList();
    }

    private List<Option> options(List<Option> options, String path, String extension) {
        if (!edit.concerns(path)) {
            return options;
        }
        List<Option> others =
                options.stream().filter(option -> !isOf(option, extension)).toList();
        List<Option> metas =
                options.stream().filter(option -> isOf(option, extension)).toList();
        List<String> now = metas.stream().flatMap(ProtobufTagEdit::tags).toList();
        List<OptionValue.Entry> entries = new ArrayList<>(
                metas.stream().flatMap(ProtobufTagEdit::otherEntries).toList());
        List<String> after = edit.after(path, now);
        if (!after.isEmpty()) {
            entries.add(new OptionValue.Entry(
                    TAGS,
                    new OptionValue.Many(
                            after.stream().map(ProtobufTagEdit::text).toList())));
        }
        if (entries.isEmpty()) {
            return others;
        }
        Option meta = new Option(
                List.of(new Option.Part(extension, true)), new OptionValue.Block(entries), SchemaLocation.WHOLE);
        return Stream.concat(others.stream(), Stream.of(meta)).toList();
    }

    private static boolean isOf(Option option, String extension) {
        String name = option.name().getFirst().text();
        return !option.isStandard() && (name.equals(extension) || name.equals("." + extension));
    }

    /** {@code (x) = {tags: [...]}} and {@code (x).tags = "..."} say the same. */
    private static Stream<String> tags(Option option) {
        return entries(option).filter(entry -> entry.key().equals(TAGS)).flatMap(entry -> texts(entry.value()));
    }

    private static Stream<OptionValue.Entry> otherEntries(Option option) {
        return entries(option).filter(entry -> !entry.key().equals(TAGS));
    }

    private static Stream<OptionValue.Entry> entries(Option option) {
        if (option.name().size() == 2) {
            return Stream.of(new OptionValue.Entry(option.name().getLast().text(), option.value()));
        }
        return option.value() instanceof OptionValue.Block(List<OptionValue.Entry> entries)
                ? entries.stream()
                : Stream.of();
    }

    private static Stream<String> texts(OptionValue value) {
        return switch (value) {
            case OptionValue.Text(ByteString text) -> Stream.of(text.toStringUtf8());
            case OptionValue.Many(List<OptionValue> values) -> values.stream().flatMap(ProtobufTagEdit::texts);
            case OptionValue.Word _, OptionValue.Numeral _, OptionValue.Block _ -> Stream.of();
        };
    }

    private static OptionValue text(String tag) {
        return new OptionValue.Text(ByteString.copyFromUtf8(tag));
    }

    private static String join(String scope, String name) {
        return scope.isEmpty() ? name : scope + "." + name;
    }
}
