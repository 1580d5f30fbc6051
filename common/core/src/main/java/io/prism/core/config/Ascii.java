// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config;

/** The characters that names and addresses are made of; {@link Character} would take those of every script. */
final class Ascii {

    private Ascii() {}

    static boolean lower(int c) {
        return c >= 'a' && c <= 'z';
    }

    static boolean digit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean letterOrDigit(int c) {
        return lower(c) || digit(c) || (c >= 'A' && c <= 'Z');
    }

    /** Whether {@code text} is one to {@code most} digits. */
    static boolean digits(String text, int most) {
        return !text.isEmpty() && text.length() <= most && text.chars().allMatch(Ascii::digit);
    }
}
