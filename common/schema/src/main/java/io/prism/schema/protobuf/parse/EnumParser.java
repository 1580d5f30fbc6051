// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf.parse;

import io.prism.schema.protobuf.syntax.EnumDecl;
import io.prism.schema.protobuf.syntax.NumberRange;
import io.prism.schema.protobuf.syntax.Option;
import io.prism.schema.protobuf.syntax.Reserved;
import java.util.ArrayList;
import java.util.List;

/** Reads enums, and the reserved numbers and names that messages have too. */
final class EnumParser {

    /** The highest number of a field: 2^29 - 1. */
    static final int FIELD_NUMBER_MAX = (1 << 29) - 1;

    private final TokenReader tokens;
    private final OptionParser options;

    EnumParser(TokenReader tokens) {
        this.tokens = tokens;
        this.options = new OptionParser(tokens);
    }

    /** An enum, the word {@code enum} already taken. */
    EnumDecl enumeration(Token first) {
        String name = tokens.word("the name of an enum");
        tokens.expect("{");
        String comment = tokens.withCommentBehind(TokenReader.commentBefore(first));
        List<EnumDecl.Constant> constants = new ArrayList<>();
        List<Reserved> reserved = new ArrayList<>();
        List<Option> settings = new ArrayList<>();
        while (!tokens.take("}")) {
            if (tokens.take("option")) {
                settings.add(options.statement());
            } else if (tokens.take("reserved")) {
                reserved.add(reserved(Integer.MAX_VALUE));
            } else if (!tokens.take(";")) {
                constants.add(constant());
            }
        }
        return new EnumDecl(name, constants, reserved, settings, first.place(), comment);
    }

    private EnumDecl.Constant constant() {
        Token first = tokens.peek();
        String name = tokens.word("the name of a constant");
        tokens.expect("=");
        int number = tokens.integer("the number of the constant", true);
        List<Option> list = options.list();
        tokens.expect(";");
        return new EnumDecl.Constant(name, number, list, first.place());
    }

    /** What is reserved, the word {@code reserved} already taken. */
    Reserved reserved(int max) {
        boolean numbers = tokens.peek().kind() == Token.Kind.INTEGER || tokens.sees("-");
        Reserved reserved = numbers ? ranges(max) : new Reserved(List.of(), names());
        tokens.expect(";");
        return reserved;
    }

    /** Names as texts, or as words since editions. */
    private List<String> names() {
        List<String> names = new ArrayList<>();
        do {
            boolean word = tokens.peek().kind() == Token.Kind.WORD;
            names.add(
                    word
                            ? tokens.next().text()
                            : tokens.text("a number or name").toStringUtf8());
        } while (tokens.take(","));
        return names;
    }

    /** Numbers and ranges of them. */
    Reserved ranges(int max) {
        List<NumberRange> ranges = new ArrayList<>();
        do {
            Token start = tokens.peek();
            int first = tokens.integer("a number", true);
            int last = first;
            if (tokens.take("to")) {
                last = tokens.take("max") ? max : tokens.integer("a number or 'max'", true);
            }
            if (last < first) {
                throw TokenReader.fault(
                        start.place(), "the range ends before it starts", "write the lower number first");
            }
            ranges.add(new NumberRange(first, last));
        } while (tokens.take(","));
        return new Reserved(ranges, List.of());
    }
}
