// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf.parse;

import io.prism.schema.fault.SchemaLocation;
import io.prism.schema.protobuf.syntax.ExtendDecl;
import io.prism.schema.protobuf.syntax.ExtensionRange;
import io.prism.schema.protobuf.syntax.FieldDecl;
import io.prism.schema.protobuf.syntax.FieldDecl.Label;
import io.prism.schema.protobuf.syntax.MessageDecl;
import io.prism.schema.protobuf.syntax.OneofDecl;
import io.prism.schema.protobuf.syntax.Option;
import io.prism.schema.protobuf.syntax.Reserved;
import io.prism.schema.protobuf.syntax.TypeDecl;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Reads messages and what is inside them. */
final class MessageParser {

    /** Messages inside messages. It is protoc's limit, so nobody has more. */
    private static final int NESTING_MAX = 32;

    private final TokenReader tokens;
    private final OptionParser options;
    private final EnumParser enums;

    MessageParser(TokenReader tokens) {
        this.tokens = tokens;
        this.options = new OptionParser(tokens);
        this.enums = new EnumParser(tokens);
    }

    /** What has been read of a message so far. */
    private static final class Body {
        private final List<FieldDecl> fields = new ArrayList<>();
        private final List<OneofDecl> oneofs = new ArrayList<>();
        private final List<TypeDecl> types = new ArrayList<>();
        private final List<Reserved> reserved = new ArrayList<>();
        private final List<ExtensionRange> ranges = new ArrayList<>();
        private final List<ExtendDecl> extensions = new ArrayList<>();
        private final List<Option> options = new ArrayList<>();

        private MessageDecl named(String name, boolean group, SchemaLocation place, String comment) {
            return new MessageDecl(
                    name, group, fields, oneofs, types, reserved, ranges, extensions, options, place, comment);
        }
    }

    /** A message, the word {@code message} already taken. */
    MessageDecl message(Token first) {
        String name = tokens.word("the name of a message");
        tokens.expect("{");
        String comment = tokens.withCommentBehind(TokenReader.commentBefore(first));
        return body().named(name, false, first.place(), comment);
    }

    private Body body() {
        tokens.enter(NESTING_MAX);
        Body body = new Body();
        while (!tokens.take("}")) {
            if (!tokens.take(";")) {
                statement(body);
            }
        }
        tokens.leave();
        return body;
    }

    private void statement(Body body) {
        Token first = tokens.peek();
        if (first.kind() == Token.Kind.END) {
            throw tokens.unexpected("'}'");
        }
        switch (first.text()) {
            case "message" -> body.types.add(message(tokens.next()));
            case "enum" -> body.types.add(enums.enumeration(tokens.next()));
            case "oneof" -> body.oneofs.add(oneof(tokens.next(), body.types::add));
            case "extend" -> body.extensions.add(extend(tokens.next()));
            case "extensions" -> body.ranges.add(extensions());
            case "reserved" -> {
                tokens.next();
                body.reserved.add(enums.reserved(EnumParser.FIELD_NUMBER_MAX));
            }
            case "option" -> {
                tokens.next();
                body.options.add(options.statement());
            }
            default -> body.fields.add(field(true, body.types::add));
        }
    }

    private ExtensionRange extensions() {
        tokens.next();
        Reserved ranges = enums.ranges(EnumParser.FIELD_NUMBER_MAX);
        List<Option> list = options.list();
        tokens.expect(";");
        return new ExtensionRange(ranges.ranges(), list);
    }

    private OneofDecl oneof(Token first, Consumer<TypeDecl> groups) {
        String name = tokens.word("the name of a oneof");
        tokens.expect("{");
        String comment = tokens.withCommentBehind(TokenReader.commentBefore(first));
        List<FieldDecl> members = new ArrayList<>();
        List<Option> settings = new ArrayList<>();
        while (!tokens.take("}")) {
            if (tokens.take("option")) {
                settings.add(options.statement());
            } else if (!tokens.take(";")) {
                members.add(field(false, groups));
            }
        }
        return new OneofDecl(name, members, settings, first.place(), comment);
    }

    /** Extensions, the word {@code extend} already taken. */
    ExtendDecl extend(Token first) {
        String extendee = tokens.path("the name of a message");
        tokens.expect("{");
        List<FieldDecl> fields = new ArrayList<>();
        List<MessageDecl> groups = new ArrayList<>();
        while (!tokens.take("}")) {
            if (!tokens.take(";")) {
                fields.add(field(true, group -> groups.add((MessageDecl) group)));
            }
        }
        return new ExtendDecl(extendee, fields, groups, first.place());
    }

    private FieldDecl field(boolean labelled, Consumer<TypeDecl> groups) {
        Token first = tokens.peek();
        Label label = labelled ? label() : Label.NONE;
        if (tokens.sees("group")) {
            return group(first, label, groups);
        }
        FieldDecl.Type type = type();
        String name = tokens.word("the name of a field");
        tokens.expect("=");
        int number = tokens.integer("the number of the field", false);
        List<Option> list = options.list();
        tokens.expect(";");
        String comment = tokens.withCommentBehind(TokenReader.commentBefore(first));
        return new FieldDecl(label, type, name, number, false, list, first.place(), comment);
    }

    private Label label() {
        for (Label label : List.of(Label.OPTIONAL, Label.REQUIRED, Label.REPEATED)) {
            if (tokens.take(label.name().toLowerCase(Locale.ROOT))) {
                return label;
            }
        }
        return Label.NONE;
    }

    private FieldDecl.Type type() {
        String name = tokens.path("the type of a field");
        if (!name.equals("map") || !tokens.take("<")) {
            return new FieldDecl.Named(name);
        }
        String key = tokens.path("the type of the keys");
        tokens.expect(",");
        String value = tokens.path("the type of the values");
        tokens.expect(">");
        return new FieldDecl.MapOf(key, value);
    }

    private FieldDecl group(Token first, Label label, Consumer<TypeDecl> groups) {
        tokens.next();
        Token name = tokens.peek();
        String type = tokens.word("the name of a group");
        if (!Character.isUpperCase(type.charAt(0))) {
            throw TokenReader.fault(
                    name.place(), "the group %s starts with a small letter".formatted(name.shown()), "use a capital");
        }
        tokens.expect("=");
        int number = tokens.integer("the number of the group", false);
        List<Option> list = options.list();
        tokens.expect("{");
        String comment = tokens.withCommentBehind(TokenReader.commentBefore(first));
        groups.accept(body().named(type, true, first.place(), comment));
        return new FieldDecl(
                label,
                new FieldDecl.Named(type),
                type.toLowerCase(Locale.ROOT),
                number,
                true,
                list,
                first.place(),
                comment);
    }
}
