// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve.wire;

import java.util.Locale;

/** Reads query parameters strictly: what is misspelt is refused, where Confluent's server takes it for the default. */
final class Parameters {

    private Parameters() {}

    static boolean flag(String name, String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new MalformedParameter(name, "true or false", text);
        };
    }

    static int number(String name, String text, int least) {
        String constraint = "a whole number, %d or more".formatted(least);
        try {
            int number = Integer.parseInt(text);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException notOne) {
            throw malformed(name, constraint, text, notOne);
        }
        throw new MalformedParameter(name, constraint, text);
    }

    private static MalformedParameter malformed(String name, String constraint, String text, Throwable cause) {
        MalformedParameter malformed = new MalformedParameter(name, constraint, text);
        malformed.initCause(cause);
        return malformed;
    }
}
