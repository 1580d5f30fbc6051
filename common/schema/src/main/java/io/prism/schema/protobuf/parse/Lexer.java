// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf.parse;

import com.google.protobuf.ByteString;
import io.prism.schema.fault.FaultKind;
import io.prism.schema.fault.SchemaException;
import io.prism.schema.fault.SchemaLocation;
import io.prism.schema.protobuf.parse.Token.Comment;
import io.prism.schema.protobuf.parse.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Cuts a file into tokens. Looks at each character once. Confined to one thread. */
final class Lexer {

    private static final String BLANKS = " \t\r\n\f\u000B";

    private final String text;
    private int at;
    private int line = 1;
    private int lineStart;
    private int lastTokenLine;

    Lexer(String text) {
        this.text = text;
        // Some editors put this before the first character.
        this.at = text.startsWith("\uFEFF") ? 1 : 0;
        this.lineStart = at;
    }

    /** The next token; the one of kind END for ever when there is none. */
    Token next() {
        List<Comment> comments = comments();
        SchemaLocation place = here();
        Token token = at >= text.length()
                ? new Token(Kind.END, "", ByteString.EMPTY, place, comments)
                : token(text.charAt(at), place, comments);
        lastTokenLine = line;
        return token;
    }

    private SchemaLocation here() {
        return SchemaLocation.at(line, at - lineStart + 1);
    }

    private char charAt(int offset) {
        return offset < text.length() ? text.charAt(offset) : '\0';
    }

    private List<Comment> comments() {
        List<Comment> comments = new ArrayList<>();
        skipBlanks();
        while (charAt(at) == '/' && (charAt(at + 1) == '/' || charAt(at + 1) == '*')) {
            comments.add(charAt(at + 1) == '/' ? lineComment() : blockComment());
            skipBlanks();
        }
        return comments;
    }

    private void skipBlanks() {
        while (at < text.length() && BLANKS.indexOf(text.charAt(at)) >= 0) {
            if (text.charAt(at) == '\n') {
                newLine();
            } else {
                at++;
            }
        }
    }

    private void newLine() {
        at++;
        line++;
        lineStart = at;
    }

    private Comment lineComment() {
        int end = text.indexOf('\n', at);
        int stop = end < 0 ? text.length() : end;
        Comment comment = new Comment(text.substring(at + 2, stop).strip(), line == lastTokenLine);
        at = stop;
        return comment;
    }

    private Comment blockComment() {
        SchemaLocation start = here();
        boolean trailing = line == lastTokenLine;
        int end = text.indexOf("*/", at + 2);
        if (end < 0) {
            throw fault(start, "the comment does not end", "close it with */");
        }
        StringBuilder content = new StringBuilder();
        text.substring(at + 2, end)
                .lines()
                .map(String::strip)
                .map(words -> words.startsWith("*") ? words.substring(1).strip() : words)
                .forEach(words -> content.append(words).append('\n'));
        while (at < end) {
            if (text.charAt(at) == '\n') {
                newLine();
            } else {
                at++;
            }
        }
        at = end + 2;
        return new Comment(content.toString().strip(), trailing);
    }

    private Token token(char c, SchemaLocation place, List<Comment> comments) {
        if (isLetter(c)) {
            int start = at;
            while (isLetter(charAt(at)) || isDigit(charAt(at))) {
                at++;
            }
            return new Token(Kind.WORD, text.substring(start, at), ByteString.EMPTY, place, comments);
        }
        if (isDigit(c) || (c == '.' && isDigit(charAt(at + 1)))) {
            return number(place, comments);
        }
        if (c == '"' || c == '\'') {
            int start = at + 1;
            ByteString bytes = string(c, place);
            return new Token(Kind.TEXT, text.substring(start, at - 1), bytes, place, comments);
        }
        int sign = text.codePointAt(at);
        at += Character.charCount(sign);
        return new Token(Kind.SIGN, Character.toString(sign), ByteString.EMPTY, place, comments);
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Takes all that may belong to a number, so that {@code 1x} is one wrong number and not two right tokens. */
    private Token number(SchemaLocation place, List<Comment> comments) {
        int start = at;
        boolean hexadecimal = text.startsWith("0x", at) || text.startsWith("0X", at);
        boolean fraction = false;
        while (isLetter(charAt(at)) || isDigit(charAt(at)) || charAt(at) == '.') {
            boolean exponent = !hexadecimal && "eE".indexOf(charAt(at)) >= 0;
            fraction |= exponent || charAt(at) == '.';
            at += exponent && "+-".indexOf(charAt(at + 1)) >= 0 ? 2 : 1;
        }
        Kind kind = fraction ? Kind.FRACTION : Kind.INTEGER;
        return new Token(kind, text.substring(start, at), ByteString.EMPTY, place, comments);
    }

    private ByteString string(char quote, SchemaLocation place) {
        ByteString.Output bytes = ByteString.newOutput();
        StringEscapes escapes = new StringEscapes(text, bytes);
        at++;
        while (charAt(at) != quote || at >= text.length()) {
            if (at >= text.length() || charAt(at) == '\n') {
                throw fault(place, "the text does not end on its line", "close it with " + quote);
            }
            int next = escapes.take(at);
            if (next < 0) {
                throw fault(here(), "there is no such escape", "write \\\\ for a backslash");
            }
            at = next;
        }
        at++;
        return bytes.toByteString();
    }

    private static SchemaException fault(SchemaLocation place, String problem, String remedy) {
        return SchemaException.of(FaultKind.SYNTAX, place, problem, remedy);
    }
}
