// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.json.pattern;

import java.util.function.IntPredicate;

/** Reads sets of characters: {@code [a-z]}, {@code \d} and their kin. */
final class PatternSets {

    private static final IntPredicate DIGIT = c -> c >= '0' && c <= '9';
    private static final IntPredicate WORD =
            c -> (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || DIGIT.test(c) || c == '_';
    private static final IntPredicate SPACE =
            c -> (c >= 9 && c <= 13) || c == 0xA0 || c == 0xFEFF || Character.isSpaceChar(c);

    private final PatternText text;

    PatternSets(PatternText text) {
        this.text = text;
    }

    static boolean isNotLineEnd(int c) {
        return c != '\n' && c != '\r' && c != 0x2028 && c != 0x2029;
    }

    /** What stands between brackets, the opening one already taken. */
    Regex set() throws PatternParser.Malformed {
        boolean negated = text.take('^');
        IntPredicate set = c -> false;
        boolean known = true;
        while (!text.take(']')) {
            if (text.atEnd()) {
                throw new PatternParser.Malformed("a '[' is not closed");
            }
            // Intersections and nested sets are of Java, properties of Unicode need tables: neither is decided here.
            known &= !text.sees("&&") && !text.sees('[') && !text.sees("\\p") && !text.sees("\\P");
            set = set.or(range());
        }
        IntPredicate found = negated ? set.negate() : set;
        return known ? new Regex.One(found) : new Regex.Unknown();
    }

    private IntPredicate range() throws PatternParser.Malformed {
        int start = text.mark();
        IntPredicate first = item();
        int low = single(start);
        boolean toEnd = text.sees("-]");
        if (low < 0 || toEnd || !text.sees('-')) {
            return first;
        }
        int dash = text.mark();
        text.next();
        if (text.atEnd()) {
            throw new PatternParser.Malformed("a '[' is not closed");
        }
        int mark = text.mark();
        item();
        int high = single(mark);
        if (high < 0) {
            // As in [a-\d]: the dash stands for itself.
            text.back(dash);
            return first;
        }
        if (high < low) {
            throw new PatternParser.Malformed("the range '%c-%c' is in the wrong order".formatted(low, high));
        }
        return c -> c >= low && c <= high;
    }

    private IntPredicate item() throws PatternParser.Malformed {
        int c = text.next();
        if (c != '\\') {
            return other -> other == c;
        }
        if (text.atEnd()) {
            throw new PatternParser.Malformed("it ends with '\\'");
        }
        return text.take('b') ? other -> other == '\b' : escaped();
    }

    /** The one character that was read since {@code mark}; negative when it was a set of several. */
    private int single(int mark) {
        int end = text.mark();
        text.back(mark);
        int c = text.next();
        int found = c;
        if (c == '\\') {
            int name = text.next();
            found = "dDwWsSpP".indexOf(name) >= 0 ? -1 : character(name);
        }
        text.back(end);
        return found;
    }

    /** What stands after a backslash. */
    IntPredicate escaped() {
        int c = text.next();
        return switch (c) {
            case 'd' -> DIGIT;
            case 'D' -> DIGIT.negate();
            case 'w' -> WORD;
            case 'W' -> WORD.negate();
            case 's' -> SPACE;
            case 'S' -> SPACE.negate();
            default -> {
                int meant = character(c);
                yield other -> other == meant;
            }
        };
    }

    private int character(int name) {
        return switch (name) {
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 'f' -> '\f';
            case 'v' -> 0x0B;
            case 'b' -> '\b';
            case '0' -> 0;
            case 'c' -> text.atEnd() ? 'c' : text.next() % 32;
            case 'x' -> orItself(text.hexadecimal(2), 'x');
            case 'u' -> orItself(text.hexadecimal(4), 'u');
            default -> name;
        };
    }

    private static int orItself(int number, char name) {
        return number == PatternText.NONE ? name : number;
    }
}
