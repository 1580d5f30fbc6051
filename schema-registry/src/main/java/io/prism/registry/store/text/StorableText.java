// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.text;

import java.util.HexFormat;

/**
 * Texts of any characters as texts that every database keeps. PostgreSQL keeps no character 0, and no half of a pair of
 * surrogates has a form in UTF-8; JSON can hold both. Such a character becomes {@code U+001A} and its four hexadecimal
 * digits, and so does {@code U+001A} itself. Nearly all texts stay as they are.
 */
public final class StorableText {

    private static final char MARK = '\u001a';
    private static final int DIGITS = 4;

    private StorableText() {}

    /** The text that is kept for {@code text}. */
    public static String of(String text) {
        int first = 0;
        while (first < text.length() && fits(text, first)) {
            first++;
        }
        if (first == text.length()) {
            return text;
        }
        var kept = new StringBuilder(text.length() + DIGITS).append(text, 0, first);
        for (int i = first; i < text.length(); i++) {
            char c = text.charAt(i);
            if (fits(text, i)) {
                kept.append(c);
            } else {
                kept.append(MARK).append(HexFormat.of().toHexDigits(c));
            }
        }
        return kept.toString();
    }

    /** The text that {@code kept} was made of. */
    public static String read(String kept) {
        if (kept.indexOf(MARK) < 0) {
            return kept;
        }
        var text = new StringBuilder(kept.length());
        for (int i = 0; i < kept.length(); i++) {
            char c = kept.charAt(i);
            if (c == MARK) {
                text.append((char) HexFormat.fromHexDigits(kept, i + 1, i + 1 + DIGITS));
                i += DIGITS;
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    private static boolean fits(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
        }
        return c != 0 && c != MARK;
    }
}
