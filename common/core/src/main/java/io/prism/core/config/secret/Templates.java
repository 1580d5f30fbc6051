// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.secret;

import io.prism.core.config.text.Ascii;
import java.util.ArrayList;
import java.util.List;

/** The references in an option's text: {@code ${env:NAME}}, {@code ${file:PATH}}; a doubled dollar sign escapes. */
public final class Templates {

    private static final String OPEN = "${";
    private static final String FORMS = "write ${env:NAME} or ${file:PATH}, or $${ for a plain ${";

    /** A piece of an option's text. */
    public sealed interface Part {}

    /** Text that stands for itself. */
    public record Literal(String text) implements Part {}

    /** The value of an environment variable. */
    public record Variable(String name) implements Part {}

    /** The content of a file. */
    public record Content(String path) implements Part {}

    /** A reference that cannot be resolved, as it is written. */
    public record Broken(String text, String problem, String remedy) implements Part {}

    private Templates() {}

    /** Whether {@code text} holds a reference or an escaped one. */
    public static boolean any(String text) {
        return text.contains(OPEN);
    }

    /** The pieces of {@code text} in their order; a broken reference is one of them and not a failure. */
    public static List<Part> parts(String text) {
        List<Part> parts = new ArrayList<>();
        int from = 0;
        for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, from)) {
            boolean escaped = open > from && text.charAt(open - 1) == '$';
            if (escaped) {
                parts.add(new Literal(text.substring(from, open - 1) + OPEN));
                from = open + OPEN.length();
                continue;
            }
            parts.add(new Literal(text.substring(from, open)));
            int close = text.indexOf('}', open);
            if (close < 0) {
                parts.add(new Broken(text.substring(open), "has a '${' without its '}'", FORMS));
                return parts;
            }
            parts.add(reference(text.substring(open, close + 1)));
            from = close + 1;
        }
        parts.add(new Literal(text.substring(from)));
        return parts;
    }

    private static Part reference(String text) {
        String inside = text.substring(OPEN.length(), text.length() - 1);
        int colon = inside.indexOf(':');
        String scheme = colon < 0 ? "" : inside.substring(0, colon);
        String name = inside.substring(colon + 1);
        return switch (scheme) {
            case "env" ->
                variableLike(name)
                        ? new Variable(name)
                        : new Broken(text, "does not name an environment variable", FORMS);
            case "file" -> name.isBlank() ? new Broken(text, "does not name a file", FORMS) : new Content(name);
            case "vault" ->
                new Broken(
                        text,
                        "refers to a vault, which is not offered yet",
                        "put the secret in a file and write ${file:PATH}, or in the environment and write ${env:NAME}");
            default -> new Broken(text, "is not a reference that Prism can resolve", FORMS);
        };
    }

    private static boolean variableLike(String name) {
        return !name.isEmpty()
                && !Ascii.digit(name.charAt(0))
                && name.chars().allMatch(c -> Ascii.letterOrDigit(c) || c == '_');
    }
}
