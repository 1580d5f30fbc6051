// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf;

import io.prism.schema.protobuf.name.TypeTable;
import io.prism.schema.protobuf.syntax.FieldDecl;
import io.prism.schema.protobuf.syntax.MessageDecl;
import io.prism.schema.protobuf.syntax.Option;
import io.prism.schema.protobuf.syntax.OptionValue;
import io.prism.schema.protobuf.syntax.ProtoFile;
import io.prism.schema.protobuf.syntax.TypeDecl;
import io.prism.schema.tag.SchemaPart;
import io.prism.schema.tag.SchemaTags;
import io.prism.schema.tag.TagCollector;
import io.prism.schema.tag.TagName;
import io.prism.schema.tag.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads tags from comments ({@code // @prism.pii: email}) and from options: {@code (prism.pii) = "email"}, {@code
 * deprecated = true} and the tags of Confluent's {@code (confluent.field_meta)}. Options win over comments. An option
 * counts whether or not the file imports its declaration. What stands before everything else, and options of the file,
 * are told of a record without a name.
 */
final class ProtobufTags {

    private static final String PREFIX = "prism.";

    private final List<SchemaPart> parts = new ArrayList<>();

    private ProtobufTags() {}

    static SchemaTags of(ProtoFile file) {
        ProtobufTags tags = new ProtobufTags();
        Tags ofFile = tags(file.comment(), file.options());
        if (!ofFile.values().isEmpty()) {
            tags.parts.add(SchemaPart.record("", "", ofFile));
        }
        tags.types(file.types(), file.packageName());
        return new SchemaTags(tags.parts);
    }

    private void types(List<TypeDecl> types, String scope) {
        for (TypeDecl type : types) {
            if (type instanceof MessageDecl message && !message.isMapEntry()) {
                message(message, TypeTable.join(scope, message.name()));
            }
        }
    }

    private void message(MessageDecl message, String name) {
        parts.add(SchemaPart.record(name, message.name(), tags(message.comment(), message.options())));
        message.fields().forEach(field -> field(field, name, isOptional(field)));
        message.oneofs().forEach(oneof -> oneof.fields().forEach(field -> field(field, name, true)));
        types(message.types(), name);
    }

    private void field(FieldDecl field, String message, boolean optional) {
        parts.add(SchemaPart.field(
                TypeTable.join(message, field.name()), field.name(), optional, tags(field.comment(), field.options())));
    }

    private static boolean isOptional(FieldDecl field) {
        return switch (field.label()) {
            case OPTIONAL, REPEATED -> true;
            case REQUIRED -> false;
            case NONE -> field.type() instanceof FieldDecl.MapOf;
        };
    }

    private static Tags tags(String comment, List<Option> options) {
        TagCollector tags = new TagCollector().addText(comment);
        if (!tags.has(TagName.DEPRECATED) && Option.isTrue(options, TagName.DEPRECATED)) {
            tags.add(TagName.DEPRECATED, "true");
        }
        List<String> confluent = new ArrayList<>();
        for (Option option : options) {
            String name = extension(option);
            if (name.startsWith(PREFIX)) {
                tags.add(name.substring(PREFIX.length()), text(option.value()));
            } else if (name.startsWith("confluent.") && name.endsWith("_meta")) {
                catalogued(option).forEach(confluent::add);
            }
        }
        if (!confluent.isEmpty()) {
            tags.add(TagName.CONFLUENT_TAGS, String.join(",", confluent));
        }
        return tags.tags();
    }

    /** The full name of the extension that is set; empty when it is an option of Protobuf itself. */
    private static String extension(Option option) {
        String name = option.isStandard() ? "" : option.name().getFirst().text();
        return name.startsWith(".") ? name.substring(1) : name;
    }

    private static Stream<String> catalogued(Option option) {
        if (option.path().endsWith(".tags")) {
            return texts(option.value());
        }
        return option.value() instanceof OptionValue.Block block
                ? block.entries().stream()
                        .filter(entry -> entry.key().equals("tags"))
                        .flatMap(entry -> texts(entry.value()))
                : Stream.of();
    }

    private static Stream<String> texts(OptionValue value) {
        return value instanceof OptionValue.Many many
                ? many.values().stream().map(ProtobufTags::text)
                : Stream.of(text(value));
    }

    private static String text(OptionValue value) {
        return switch (value) {
            case OptionValue.Word(String text) -> text;
            case OptionValue.Numeral(String text) -> text;
            case OptionValue.Text text -> text.value().toStringUtf8();
            case OptionValue.Many many ->
                String.join(",", many.values().stream().map(ProtobufTags::text).toList());
            case OptionValue.Block _ -> "";
        };
    }
}
