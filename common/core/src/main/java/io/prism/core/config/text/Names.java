// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.text;

/** The names people choose. They become parts of process keys, metadata and metrics, hence few characters. */
public final class Names {

    /** What a name looks like, for error texts. */
    public static final String FORM = "1 to 63 of a-z, 0-9 and '-', starting with a letter";

    /** The same as a regular expression, for the JSON Schema. */
    public static final String PATTERN = "^[a-z][a-z0-9-]{0,62}$";

    private static final int MOST = 63;

    private Names() {}

    /** Whether {@code name} is {@value #FORM}. */
    public static boolean fits(String name) {
        boolean fits = !name.isEmpty() && name.length() <= MOST && Ascii.lower(name.charAt(0));
        // A loop: the names of a session's process are checked for every call.
        for (int i = 1; fits && i < name.length(); i++) {
            char c = name.charAt(i);
            fits = Ascii.lower(c) || Ascii.digit(c) || c == '-';
        }
        return fits;
    }
}
