// SPDX-License-Identifier: Apache-2.0
package io.prism.core;

import io.prism.core.failure.GatewayException.Rejected;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The options of one backend or binding: a flat map from name ({@code path}, {@code pool.max}) to text, with secrets
 * already resolved. Immutable. Its text form names the options and never shows a value, since any may be a secret.
 *
 * @param where what the options belong to, for error texts, such as {@code backends.files}
 * @param values the options by name
 */
public record OptionMap(String where, Map<String, String> values) {

    /** Keeps a copy of {@code values}. */
    public OptionMap {
        values = Map.copyOf(values);
    }

    /** The option's text, or empty when it is not set. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /**
     * The option's text.
     *
     * @throws Rejected when it is not set
     */
    public String required(String name) {
        return text(name).orElseThrow(() -> new Rejected(where + "." + name, "is required", ""));
    }

    /**
     * The option as a duration.
     *
     * @throws Rejected when it is set and is not {@value Quantities#DURATION_FORM}
     */
    public Duration duration(String name, Duration otherwise) {
        return parsed(name, Quantities::duration, Quantities.DURATION_FORM).orElse(otherwise);
    }

    /**
     * The option as a number of bytes.
     *
     * @throws Rejected when it is set and is not {@value Quantities#BYTES_FORM}
     */
    public long bytes(String name, long otherwise) {
        return parsed(name, Quantities::bytes, Quantities.BYTES_FORM).orElse(otherwise);
    }

    /**
     * The option as a whole number.
     *
     * @throws Rejected when it is set and is not a whole number of at most nine digits
     */
    public int number(String name, int otherwise) {
        return parsed(name, OptionMap::wholeNumber, "a whole number").orElse(otherwise);
    }

    /**
     * The option as a flag.
     *
     * @throws Rejected when it is set and is neither {@code true} nor {@code false}
     */
    public boolean flag(String name, boolean otherwise) {
        return parsed(name, OptionMap::trueOrFalse, "true or false").orElse(otherwise);
    }

    /** The value is left out of the failure: it may be a secret that was put where it does not belong. */
    private <T> Optional<T> parsed(String name, Function<String, Optional<T>> parser, String form) {
        return text(name)
                .map(text ->
                        parser.apply(text).orElseThrow(() -> new Rejected(where + "." + name, "must be " + form, "")));
    }

    private static Optional<Boolean> trueOrFalse(String text) {
        return switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<Integer> wholeNumber(String text) {
        return text.matches("\\d{1,9}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return where + values.keySet();
    }
}
