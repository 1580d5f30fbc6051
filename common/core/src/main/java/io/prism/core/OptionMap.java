// SPDX-License-Identifier: Apache-2.0
package io.prism.core;

import io.prism.core.failure.GatewayException.Rejected;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The options of one backend or binding: a flat map from name ({@code path}, {@code pool.max}) to text, with secrets
 * already resolved. What is not given has its default in here already, as the registry says; nobody who reads an option
 * has another one. Immutable. Its text form names the options and never shows a value, since any may be a secret.
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
        return present(name, text(name));
    }

    /**
     * The option as a duration.
     *
     * @throws Rejected when it is not set, or is not {@value Quantities#DURATION_FORM}
     */
    public Duration duration(String name) {
        return present(name, findDuration(name));
    }

    /**
     * The option as a duration; empty when it is not set.
     *
     * @throws Rejected when it is set and is not {@value Quantities#DURATION_FORM}
     */
    public Optional<Duration> findDuration(String name) {
        return parsed(name, Quantities::duration, Quantities.DURATION_FORM);
    }

    /**
     * The option as a number of bytes.
     *
     * @throws Rejected when it is not set, or is not {@value Quantities#BYTES_FORM}
     */
    public long bytes(String name) {
        return present(name, findBytes(name));
    }

    /**
     * The option as a number of bytes; empty when it is not set.
     *
     * @throws Rejected when it is set and is not {@value Quantities#BYTES_FORM}
     */
    public Optional<Long> findBytes(String name) {
        return parsed(name, Quantities::bytes, Quantities.BYTES_FORM);
    }

    /**
     * The option as a whole number.
     *
     * @throws Rejected when it is not set, or is not a whole number of at most nine digits
     */
    public int number(String name) {
        return present(name, findNumber(name));
    }

    /**
     * The option as a whole number; empty when it is not set.
     *
     * @throws Rejected when it is set and is not a whole number of at most nine digits
     */
    public Optional<Integer> findNumber(String name) {
        return parsed(name, OptionMap::wholeNumber, "a whole number");
    }

    /**
     * The option as a flag.
     *
     * @throws Rejected when it is not set, or is not {@code true} or {@code false}
     */
    public boolean flag(String name) {
        return present(name, findFlag(name));
    }

    /**
     * The option as a flag; empty when it is not set.
     *
     * @throws Rejected when it is set and is not {@code true} or {@code false}
     */
    public Optional<Boolean> findFlag(String name) {
        return parsed(name, OptionMap::trueOrFalse, "true or false");
    }

    private <T> T present(String name, Optional<T> value) {
        return value.orElseThrow(() -> new Rejected(where + "." + name, "is required", ""));
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
