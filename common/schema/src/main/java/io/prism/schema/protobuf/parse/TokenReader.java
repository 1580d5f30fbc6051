// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf.parse;

import com.google.protobuf.ByteString;
import io.prism.schema.fault.FaultKind;
import io.prism.schema.fault.SchemaException;
import io.prism.schema.fault.SchemaLocation;
import io.prism.schema.limit.SchemaLimits;
import java.util.stream.Collectors;

/** The tokens of a file with one look ahead, and the small things that all declarations are made of. */
final class TokenReader {

    private final Lexer lexer;
    private final SchemaLimits limits;
    private Token next;
    private int count;
    private int depth;

    TokenReader(String text, SchemaLimits limits) {
        this.lexer = new Lexer(text);
        this.limits = limits;
        this.next = lexer.next();
    }

    /** The next token, which stays. */
    Token peek() {
        return next;
    }

    /** The next token. */
    Token next() {
        Token token = next;
        limits.checkParts(++count, token.place());
        next = lexer.next();
        return token;
    }

    boolean sees(String sign) {
        return next.is(sign);
    }

    boolean take(String sign) {
        boolean there = next.is(sign);
        if (there) {
            next();
        }
        return there;
    }

    /** Takes {@code sign}, which must stand here. */
    void expect(String sign) {
        if (!take(sign)) {
            throw unexpected("'" + sign + "'");
        }
    }

    /** Takes a name. */
    String word(String what) {
        if (next.kind() != Token.Kind.WORD) {
            throw unexpected(what);
        }
        return next().text();
    }

    /** Takes names with dots between them, with a leading dot when there is one. */
    String path(String what) {
        StringBuilder path = new StringBuilder(take(".") ? "." : "");
        path.append(word(what));
        while (take(".")) {
            path.append('.').append(word(what));
        }
        return path.toString();
    }

    /** Takes one text, or several in a row, which are one. */
    ByteString text(String what) {
        if (next.kind() != Token.Kind.TEXT) {
            throw unexpected(what);
        }
        ByteString text = next().bytes();
        while (next.kind() == Token.Kind.TEXT) {
            text = text.concat(next().bytes());
        }
        return text;
    }

    /** Takes a whole number of 32 bits, with a minus when {@code signed}. */
    int integer(String what, boolean signed) {
        boolean minus = signed && take("-");
        if (next.kind() != Token.Kind.INTEGER) {
            throw unexpected(what);
        }
        Token token = next();
        try {
            long value = Long.decode(token.text());
            return Math.toIntExact(minus ? -value : value);
        } catch (NumberFormatException | ArithmeticException e) {
            throw fault(token.place(), token.shown() + " is not a number of 32 bits", "write " + what);
        }
    }

    /** One level deeper, at the token that comes now; refused beyond {@code max} levels too. */
    void enter(int max) {
        limits.checkDepth(++depth, next.place());
        if (depth > max) {
            throw SchemaException.of(
                    FaultKind.TOO_DEEP,
                    next.place(),
                    "the schema is nested more than %d levels deep".formatted(max),
                    "declare the inner ones on the first level and use their names");
        }
    }

    /** Back from it. */
    void leave() {
        depth--;
    }

    /** What is said before the declaration that starts with {@code first}. */
    static String commentBefore(Token first) {
        return first.before().stream()
                .filter(comment -> !comment.trailing())
                .map(Token.Comment::text)
                .collect(Collectors.joining("\n"));
    }

    /** {@code before}, and what is said on the line of the token taken last. */
    String withCommentBehind(String before) {
        String behind = next.before().stream()
                .filter(Token.Comment::trailing)
                .map(Token.Comment::text)
                .collect(Collectors.joining("\n"));
        return behind.isEmpty() || before.isEmpty() ? before + behind : before + "\n" + behind;
    }

    /** Something else should stand here. */
    SchemaException unexpected(String expected) {
        return fault(
                next.place(),
                "expected %s, found %s".formatted(expected, next.shown()),
                "check brackets and semicolons here and above");
    }

    static SchemaException fault(SchemaLocation place, String problem, String remedy) {
        return SchemaException.of(FaultKind.SYNTAX, place, problem, remedy);
    }
}
