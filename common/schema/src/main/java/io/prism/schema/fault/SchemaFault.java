// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.fault;

/**
 * One thing that is wrong with a schema.
 *
 * @param kind why it is refused
 * @param source name of the referenced schema that is at fault; empty for the schema itself
 * @param place where in that text it is
 * @param problem what is wrong, as a sentence without a full stop
 * @param remedy what to do about it
 */
public record SchemaFault(FaultKind kind, String source, SchemaLocation place, String problem, String remedy) {

    private static final int SHOWN_CHARS_MAX = 80;

    /** On one line: {@code line 1, column 5: the field has no type; give it one}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        if (!source.isEmpty()) {
            text.append("in the reference ").append(quoted(source)).append(": ");
        }
        String where = place.toString();
        if (!where.isEmpty()) {
            text.append(shown(where, 4 * SHOWN_CHARS_MAX)).append(": ");
        }
        return text.append(problem).append("; ").append(remedy).toString();
    }

    /** A text of the schema in quotes as it may stand in a message: short, on one line, nothing unprintable. */
    public static String quoted(String text) {
        return "'" + shown(text, SHOWN_CHARS_MAX) + "'";
    }

    /** A text as it may stand in a message: at most {@code most} characters, nothing unprintable. */
    static String shown(String text, int most) {
        StringBuilder clean = new StringBuilder();
        text.codePoints().limit(most).forEach(c -> clean.appendCodePoint(printable(c) ? c : '?'));
        return clean.length() < text.length() && text.codePointCount(0, text.length()) > most
                ? clean.append('…').toString()
                : clean.toString();
    }

    private static boolean printable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
