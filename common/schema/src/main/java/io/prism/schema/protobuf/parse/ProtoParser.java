// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf.parse;

import io.prism.schema.fault.FaultKind;
import io.prism.schema.fault.SchemaException;
import io.prism.schema.fault.SchemaFault;
import io.prism.schema.fault.SchemaLocation;
import io.prism.schema.limit.SchemaLimits;
import io.prism.schema.protobuf.syntax.ExtendDecl;
import io.prism.schema.protobuf.syntax.Option;
import io.prism.schema.protobuf.syntax.ProtoFile;
import io.prism.schema.protobuf.syntax.ProtoFile.ImportKind;
import io.prism.schema.protobuf.syntax.ProtoFile.Language;
import io.prism.schema.protobuf.syntax.ProtoFile.Rules;
import io.prism.schema.protobuf.syntax.ServiceDecl;
import io.prism.schema.protobuf.syntax.TypeDecl;
import io.prism.schema.tree.HalfCharacters;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a Protobuf file: proto2, proto3 and editions, with comments.
 *
 * <p>It is our own because no library could be used: Protobuf for Java reads descriptors but no text, and Wire's parser
 * (the one Confluent's registry has) refuses editions and texts in several pieces, overflows the stack on deep nesting
 * and needs 6 MB of Kotlin.
 */
public final class ProtoParser {

    private final TokenReader tokens;
    private final OptionParser optionParser;
    private final MessageParser messages;
    private final EnumParser enums;
    private final ServiceParser serviceParser;

    private String packageName = "";
    private final List<ProtoFile.Import> imports = new ArrayList<>();
    private final List<Option> options = new ArrayList<>();
    private final List<TypeDecl> types = new ArrayList<>();
    private final List<ExtendDecl> extensions = new ArrayList<>();
    private final List<ServiceDecl> services = new ArrayList<>();

    private ProtoParser(TokenReader tokens) {
        this.tokens = tokens;
        this.optionParser = new OptionParser(tokens);
        this.messages = new MessageParser(tokens);
        this.enums = new EnumParser(tokens);
        this.serviceParser = new ServiceParser(tokens);
    }

    /**
     * The declarations of {@code text}. Names are not looked up.
     *
     * @throws SchemaException EMPTY, SYNTAX or one of the limits, with line and column
     */
    public static ProtoFile parse(String text, SchemaLimits limits) {
        limits.checkLength(text);
        int half = HalfCharacters.firstIn(text);
        if (half >= 0) {
            throw TokenReader.fault(
                    SchemaLocation.of(text, half),
                    "there is one half of a character that needs two",
                    "send the schema in UTF-8");
        }
        return new ProtoParser(new TokenReader(text, limits)).file();
    }

    private ProtoFile file() {
        Token first = tokens.peek();
        if (first.kind() == Token.Kind.END) {
            throw SchemaException.of(FaultKind.EMPTY, SchemaLocation.WHOLE, "the schema is empty", "send a schema");
        }
        Language language = language();
        while (tokens.peek().kind() != Token.Kind.END) {
            if (!tokens.take(";")) {
                statement(tokens.next());
            }
        }
        return new ProtoFile(
                language, packageName, TokenReader.commentBefore(first), imports, options, types, extensions, services);
    }

    private Language language() {
        boolean edition = tokens.sees("edition");
        if (!edition && !tokens.sees("syntax")) {
            return new Language(Rules.UNSTATED, "");
        }
        tokens.next();
        tokens.expect("=");
        SchemaLocation place = tokens.peek().place();
        String name = tokens.text("a text").toStringUtf8();
        tokens.expect(";");
        if (edition) {
            return new Language(Rules.EDITION, name);
        }
        return switch (name) {
            case "proto2" -> new Language(Rules.PROTO2, "");
            case "proto3" -> new Language(Rules.PROTO3, "");
            default ->
                throw TokenReader.fault(
                        place,
                        "there is no syntax " + SchemaFault.quoted(name),
                        "write \"proto3\" or \"proto2\", or edition = \"2023\"");
        };
    }

    private void statement(Token first) {
        switch (first.kind() == Token.Kind.WORD ? first.text() : "") {
            case "package" -> {
                if (!packageName.isEmpty()) {
                    throw TokenReader.fault(first.place(), "the file has two packages", "keep one of them");
                }
                packageName = tokens.path("the name of a package");
                tokens.expect(";");
            }
            case "import" -> imports.add(imported(first.place()));
            case "option" -> options.add(optionParser.statement());
            case "message" -> types.add(messages.message(first));
            case "enum" -> types.add(enums.enumeration(first));
            case "extend" -> extensions.add(messages.extend(first));
            case "service" -> services.add(serviceParser.service(first));
            case "syntax", "edition" ->
                throw TokenReader.fault(
                        first.place(), "'%s' does not come first".formatted(first.text()), "move it up");
            default ->
                throw TokenReader.fault(
                        first.place(),
                        "expected a declaration, found " + first.shown(),
                        "write message, enum, service, extend, import, option or package");
        }
    }

    private ProtoFile.Import imported(SchemaLocation place) {
        ImportKind kind = ImportKind.PLAIN;
        if (tokens.peek().kind() == Token.Kind.WORD) {
            kind = switch (tokens.next().text()) {
                case "public" -> ImportKind.PUBLIC;
                case "weak" -> ImportKind.WEAK;
                case "option" -> ImportKind.OPTION;
                default ->
                    throw TokenReader.fault(place, "there is no such kind of import", "write public, or nothing");
            };
        }
        String path = tokens.text("the path of a file").toStringUtf8();
        tokens.expect(";");
        return new ProtoFile.Import(path, kind, place);
    }
}
