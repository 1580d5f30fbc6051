// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.memory.keyvalue.entries;

import java.util.Comparator;

/**
 * Orders strings as their UTF-8 bytes would be, without encoding them. It differs from the order of {@code String} only
 * where a surrogate meets a character from U+E000 to U+FFFF: the surrogate stands for the larger code point.
 */
public enum Utf8Order implements Comparator<String> {
    /** The order; it has no state. */
    ORDER;

    @Override
    public int compare(String a, String b) {
        int common = Math.min(a.length(), b.length());
        for (int i = 0; i < common; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                return rank(x) - rank(y);
            }
        }
        return a.length() - b.length();
    }

    private static int rank(char c) {
        return Character.isSurrogate(c) ? c + 0x1_0000 : c;
    }
}
