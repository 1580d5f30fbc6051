// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf.parse;

import io.prism.schema.fault.FaultKind;
import io.prism.schema.fault.SchemaException;
import io.prism.schema.fault.SchemaLocation;
import io.prism.schema.protobuf.syntax.Option;
import io.prism.schema.protobuf.syntax.OptionValue;
import java.util.ArrayList;
import java.util.List;

/** Reads options: statements, lists in brackets, and values in the text format. */
final class OptionParser {

    /** Values inside values and the messages around them. */
    private static final int NESTING_MAX = 100;

    private final TokenReader tokens;

    OptionParser(TokenReader tokens) {
        this.tokens = tokens;
    }

    /** {@code name = value;}, the word {@code option} already taken. */
    Option statement() {
        Option option = option();
        tokens.expect(";");
        return option;
    }

    /** {@code [name = value, …]} when it stands here; nothing otherwise. */
    List<Option> list() {
        List<Option> options = new ArrayList<>();
        if (tokens.take("[")) {
            do {
                options.add(option());
            } while (tokens.take(","));
            tokens.expect("]");
        }
        return options;
    }

    private Option option() {
        SchemaLocation place = tokens.peek().place();
        List<Option.Part> name = new ArrayList<>();
        do {
            name.add(part());
        } while (tokens.take("."));
        if (name.size() > NESTING_MAX) {
            throw SchemaException.of(
                    FaultKind.TOO_DEEP,
                    place,
                    "the name of the option has more than %d parts".formatted(NESTING_MAX),
                    "set a message as a whole: (name) = { … }");
        }
        tokens.expect("=");
        return new Option(name, value(), place);
    }

    private Option.Part part() {
        if (!tokens.take("(")) {
            return new Option.Part(tokens.word("the name of an option"), false);
        }
        String name = tokens.path("the name of an extension");
        tokens.expect(")");
        return new Option.Part(name, true);
    }

    private OptionValue value() {
        if (tokens.take("{")) {
            return block("}");
        }
        return tokens.sees("[") ? many() : scalar();
    }

    private OptionValue scalar() {
        String sign = tokens.take("-") ? "-" : "";
        if (sign.isEmpty()) {
            tokens.take("+");
        }
        return switch (tokens.peek().kind()) {
            case WORD -> new OptionValue.Word(sign + tokens.next().text());
            case INTEGER, FRACTION ->
                new OptionValue.Numeral(sign + tokens.next().text());
            case TEXT -> new OptionValue.Text(tokens.text("a value"));
            case SIGN, END -> throw tokens.unexpected("a value");
        };
    }

    private OptionValue many() {
        tokens.enter(NESTING_MAX);
        tokens.expect("[");
        List<OptionValue> values = new ArrayList<>();
        while (!tokens.take("]")) {
            if (!values.isEmpty()) {
                tokens.expect(",");
            }
            values.add(inBlock());
        }
        tokens.leave();
        return new OptionValue.Many(values);
    }

    private OptionValue block(String end) {
        tokens.enter(NESTING_MAX);
        List<OptionValue.Entry> entries = new ArrayList<>();
        while (!tokens.take(end)) {
            String key = key();
            boolean colon = tokens.take(":");
            boolean nested = tokens.sees("{") || tokens.sees("<") || tokens.sees("[");
            if (!colon && !nested) {
                throw tokens.unexpected("':'");
            }
            entries.add(new OptionValue.Entry(key, inBlock()));
            if (!tokens.take(",")) {
                tokens.take(";");
            }
        }
        tokens.leave();
        return new OptionValue.Block(entries);
    }

    private OptionValue inBlock() {
        if (tokens.take("<")) {
            return block(">");
        }
        return value();
    }

    private String key() {
        if (!tokens.take("[")) {
            return tokens.word("the name of a field");
        }
        StringBuilder key = new StringBuilder("[").append(tokens.path("the name of an extension"));
        while (tokens.take("/")) {
            key.append('/').append(tokens.path("the name of a type"));
        }
        tokens.expect("]");
        return key.append(']').toString();
    }
}
