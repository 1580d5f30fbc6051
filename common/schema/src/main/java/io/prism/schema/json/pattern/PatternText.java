// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.json.pattern;

/** The characters of a regular expression that are still to be read. */
final class PatternText {

    /** No number. */
    static final int NONE = -1;

    private static final int NUMBER_MAX = 1_000_000;

    private final String text;
    private int at;
    private boolean skipped;

    PatternText(String text) {
        this.text = text;
    }

    boolean atEnd() {
        return at >= text.length();
    }

    /** The next character, which stays; only when not at the end. */
    int peek() {
        return text.codePointAt(at);
    }

    /** The next character; only when not at the end. */
    int next() {
        int c = peek();
        at += Character.charCount(c);
        return c;
    }

    boolean sees(char c) {
        return !atEnd() && text.charAt(at) == c;
    }

    boolean sees(String part) {
        return text.startsWith(part, at);
    }

    boolean take(char c) {
        boolean there = sees(c);
        at += there ? 1 : 0;
        return there;
    }

    boolean take(String part) {
        boolean there = sees(part);
        at += there ? part.length() : 0;
        return there;
    }

    int mark() {
        return at;
    }

    void back(int mark) {
        at = mark;
    }

    /** Reads no further: the rest is not looked at. */
    void skipToEnd() {
        at = text.length();
        skipped = true;
    }

    /** Whether the rest was left out. */
    boolean skipped() {
        return skipped;
    }

    /** The decimal number that stands here; {@link #NONE} when there is none. A huge one is cut to a million. */
    int number() {
        int number = NONE;
        while (!atEnd() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            number = Math.min(NUMBER_MAX, Math.max(number, 0) * 10 + (text.charAt(at) - '0'));
            at++;
        }
        return number;
    }

    /** The hexadecimal number of exactly {@code digits} that stands here; {@link #NONE}, and nothing taken, if none. */
    int hexadecimal(int digits) {
        if (at + digits > text.length()) {
            return NONE;
        }
        int number = 0;
        for (int i = 0; i < digits; i++) {
            int digit = Character.digit(text.charAt(at + i), 16);
            if (digit < 0) {
                return NONE;
            }
            number = number * 16 + digit;
        }
        at += digits;
        return number;
    }
}
