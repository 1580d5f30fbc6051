// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.admit;

/**
 * A name in which {@code *} stands for any characters.
 *
 * @param text the pattern
 */
public record NamePattern(String text) {

    /** Matches every name. */
    public static final NamePattern EVERYTHING = new NamePattern("*");

    /** Whether {@code name} is one that is meant. Takes at most as many steps as the two lengths multiplied. */
    public boolean matches(String name) {
        int at = 0;
        int seen = 0;
        int star = -1;
        int retry = 0;
        while (seen < name.length()) {
            if (at < text.length() && text.charAt(at) == '*') {
                star = at++;
                retry = seen;
            } else if (at < text.length() && text.charAt(at) == name.charAt(seen)) {
                at++;
                seen++;
            } else if (star >= 0) {
                at = star + 1;
                seen = ++retry;
            } else {
                return false;
            }
        }
        while (at < text.length() && text.charAt(at) == '*') {
            at++;
        }
        return at == text.length();
    }
}
