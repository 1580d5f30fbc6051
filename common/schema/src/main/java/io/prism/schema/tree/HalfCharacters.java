// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.tree;

/** Finds halves of characters: such a text cannot be written as UTF-8, so it could not be given back as it came. */
public final class HalfCharacters {

    private HalfCharacters() {}

    /** Offset of the first half of a surrogate pair whose other half is missing; -1 when there is none. */
    public static int firstIn(String text) {
        int at = 0;
        while (at < text.length()) {
            // A pair is one code point; a half of one is a code point of its own.
            int c = text.codePointAt(at);
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                return at;
            }
            at += Character.charCount(c);
        }
        return -1;
    }
}
