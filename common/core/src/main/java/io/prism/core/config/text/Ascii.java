// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.text;

/** The characters that names and addresses are made of; {@link Character} would take those of every script. */
public final class Ascii {

    private Ascii() {}

    /** Whether {@code c} is one of a to z. */
    public static boolean lower(int c) {
        return c >= 'a' && c <= 'z';
    }

    /** Whether {@code c} is one of 0 to 9. */
    public static boolean digit(int c) {
        return c >= '0' && c <= '9';
    }

    /** Whether {@code c} is one of a to z, A to Z and 0 to 9. */
    public static boolean letterOrDigit(int c) {
        return lower(c) || digit(c) || (c >= 'A' && c <= 'Z');
    }

    /** Whether {@code text} is one to {@code most} digits. */
    public static boolean digits(String text, int most) {
        return !text.isEmpty() && text.length() <= most && text.chars().allMatch(Ascii::digit);
    }
}
