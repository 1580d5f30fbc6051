// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf.syntax;

import io.prism.schema.fault.SchemaLocation;
import java.util.List;

/**
 * A field.
 *
 * @param label how often it may be there
 * @param type what it holds
 * @param name its name
 * @param number its number
 * @param group whether its type is a proto2 group
 * @param options of the field, {@code default} and {@code json_name} too
 * @param place where it starts
 * @param comment what is said about it, before it and behind it
 */
public record FieldDecl(
        Label label,
        Type type,
        String name,
        int number,
        boolean group,
        List<Option> options,
        SchemaLocation place,
        String comment) {

    /** Keeps a copy. */
    public FieldDecl {
        options = List.copyOf(options);
    }

    /** How often a field may be there. */
    public enum Label {
        /** Nothing is written: once or not at all. */
        NONE,
        /** {@code optional}. */
        OPTIONAL,
        /** {@code required}, in proto2. */
        REQUIRED,
        /** {@code repeated}. */
        REPEATED
    }

    /** What a field holds. */
    public sealed interface Type {}

    /**
     * A scalar, message or enum.
     *
     * @param name as it is written, with a leading dot when it is a full name
     */
    public record Named(String name) implements Type {}

    /**
     * A map.
     *
     * @param key the scalar type of its keys
     * @param value the type of its values, as it is written
     */
    public record MapOf(String key, String value) implements Type {}
}
