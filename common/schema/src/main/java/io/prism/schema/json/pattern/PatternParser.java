// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.json.pattern;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads regular expressions as ECMA-262 defines them, with its leniency: a brace that starts no quantifier, and a
 * closing bracket or brace without its opening one, stand for themselves.
 */
final class PatternParser {

    /** Groups inside groups; beyond, a pattern is taken as {@link Regex.Unknown}. */
    private static final int DEPTH_MAX = 50;

    private static final int REPEATS_MAX = 1_000;

    /** A pattern that is not right. */
    static final class Malformed extends Exception {
        Malformed(String problem) {
            super(problem, null, false, false);
        }
    }

    private final PatternText text;
    private int depth;

    private PatternParser(String pattern) {
        this.text = new PatternText(pattern);
    }

    /** The tree of {@code pattern}. */
    static Regex parse(String pattern) throws Malformed {
        PatternParser parser = new PatternParser(pattern);
        Regex regex = parser.choice();
        if (!parser.text.atEnd()) {
            throw new Malformed("a ')' closes nothing");
        }
        return regex;
    }

    private Regex choice() throws Malformed {
        List<Regex> branches = new ArrayList<>();
        do {
            branches.add(sequence());
        } while (text.take('|'));
        return branches.size() == 1 ? branches.getFirst() : new Regex.Choice(branches);
    }

    private Regex sequence() throws Malformed {
        List<Regex> parts = new ArrayList<>();
        while (!text.atEnd() && !text.sees('|') && !text.sees(')')) {
            parts.add(repeated(atom()));
        }
        return switch (parts.size()) {
            case 0 -> new Regex.Nothing();
            case 1 -> parts.getFirst();
            default -> new Regex.Sequence(parts);
        };
    }

    private Regex atom() throws Malformed {
        int c = text.next();
        return switch (c) {
            case '^' -> new Regex.Start();
            case '$' -> new Regex.End();
            case '.' -> new Regex.One(PatternSets::isNotLineEnd);
            case '(' -> group();
            case '[' -> new PatternSets(text).set();
            case '\\' -> escape();
            case '*', '+', '?' -> throw new Malformed("there is nothing that '%c' could repeat".formatted(c));
            default -> new Regex.One(c2 -> c2 == c);
        };
    }

    private Regex escape() throws Malformed {
        if (text.atEnd()) {
            throw new Malformed("it ends with '\\'");
        }
        // Word boundaries, back references and classes of Unicode are no plain sets of characters.
        if ("bBkpP123456789".indexOf(text.peek()) >= 0) {
            text.next();
            return new Regex.Unknown();
        }
        return new Regex.One(new PatternSets(text).escaped());
    }

    private Regex group() throws Malformed {
        if (++depth > DEPTH_MAX) {
            text.skipToEnd();
            return new Regex.Unknown();
        }
        boolean plain = plainStart();
        Regex content = choice();
        if (!text.take(')') && !text.skipped()) {
            throw new Malformed("a '(' is not closed");
        }
        depth--;
        return plain ? content : new Regex.Unknown();
    }

    /** Takes what stands behind the bracket; false when the group is more than brackets, such as a look ahead. */
    private boolean plainStart() throws Malformed {
        if (!text.take('?') || text.take(':') || name()) {
            return true;
        }
        boolean around = text.take('=') || text.take('!') || text.take("<=") || text.take("<!");
        if (!around && !flags()) {
            throw new Malformed("there is no group that starts so");
        }
        return false;
    }

    private boolean name() throws Malformed {
        if (!text.sees('<') || text.sees("<=") || text.sees("<!")) {
            return false;
        }
        while (!text.take('>')) {
            if (text.atEnd()) {
                throw new Malformed("the name of a group is not closed");
            }
            text.next();
        }
        return true;
    }

    /** Java's {@code (?i)} and {@code (?>…)}: some schemas have them, because Confluent's registry lets them pass. */
    private boolean flags() {
        boolean flags = text.take('>');
        while (!flags && !text.atEnd() && (Character.isLetter(text.peek()) || text.sees('-'))) {
            text.next();
            flags = text.take(':') || text.sees(')');
        }
        return flags;
    }

    private Regex repeated(Regex atom) throws Malformed {
        Regex.Repeat repeat = quantifier(atom);
        if (repeat == null) {
            return atom;
        }
        // "As few as possible" changes what is taken, not whether anything fits; "possessive" may change that.
        boolean lazy = text.take('?');
        if (!lazy && text.take('+')) {
            return new Regex.Unknown();
        }
        if (text.sees('*') || text.sees('+') || text.sees('?')) {
            throw new Malformed("there is nothing that '%c' could repeat".formatted(text.peek()));
        }
        return repeat.most() > REPEATS_MAX || repeat.least() > REPEATS_MAX ? new Regex.Unknown() : repeat;
    }

    private Regex.@Nullable Repeat quantifier(Regex atom) throws Malformed {
        if (text.take('*')) {
            return new Regex.Repeat(atom, 0, Regex.Repeat.ENDLESS);
        }
        if (text.take('+')) {
            return new Regex.Repeat(atom, 1, Regex.Repeat.ENDLESS);
        }
        if (text.take('?')) {
            return new Regex.Repeat(atom, 0, 1);
        }
        return text.sees('{') ? counted(atom) : null;
    }

    private Regex.@Nullable Repeat counted(Regex atom) throws Malformed {
        int start = text.mark();
        text.next();
        int least = text.number();
        boolean comma = text.take(',');
        int most = comma ? text.number() : least;
        if (least == PatternText.NONE || !text.take('}')) {
            // Not a quantifier: the brace stands for itself, and is read again as such.
            text.back(start);
            return null;
        }
        if (most != PatternText.NONE && most < least) {
            throw new Malformed("a '{%d,%d}' has its numbers in the wrong order".formatted(least, most));
        }
        return new Regex.Repeat(atom, least, most == PatternText.NONE ? Regex.Repeat.ENDLESS : most);
    }
}
