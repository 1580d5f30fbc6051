// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf.syntax;

import io.prism.schema.fault.SchemaLocation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An option, such as {@code deprecated = true} or {@code (prism.pii) = "email"}.
 *
 * @param name the parts of its name, at least one
 * @param value what it is set to
 * @param place where it is written
 */
public record Option(List<Part> name, OptionValue value, SchemaLocation place) {

    /** Keeps a copy. */
    public Option {
        name = List.copyOf(name);
    }

    /**
     * A part of the name of an option.
     *
     * @param text the name
     * @param extension whether it stands in parentheses
     */
    public record Part(String text, boolean extension) {
        @Override
        public String toString() {
            return extension ? "(" + text + ")" : text;
        }
    }

    /** The name as it is written. */
    public String path() {
        return name.stream().map(Part::toString).collect(Collectors.joining("."));
    }

    /** Whether it is of the language itself and not an extension. */
    public boolean isStandard() {
        return !name.getFirst().extension();
    }

    /** The value of the standard option {@code name} among {@code options}. */
    public static Optional<OptionValue> find(List<Option> options, String name) {
        return options.stream()
                .filter(option -> option.path().equals(name))
                .map(Option::value)
                .findFirst();
    }

    /** Whether the standard option {@code name} is there and {@code true}. */
    public static boolean isTrue(List<Option> options, String name) {
        return find(options, name)
                .filter(value -> value instanceof OptionValue.Word(String text) && text.equals("true"))
                .isPresent();
    }
}
