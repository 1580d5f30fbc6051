// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf.syntax;

import io.prism.schema.fault.SchemaLocation;
import java.util.List;

/**
 * An enum.
 *
 * @param name its name
 * @param constants in the order of the text
 * @param reserved numbers and names that are not to be used
 * @param options of the enum
 * @param place where it starts
 * @param comment what is said about it
 */
public record EnumDecl(
        String name,
        List<Constant> constants,
        List<Reserved> reserved,
        List<Option> options,
        SchemaLocation place,
        String comment)
        implements TypeDecl {

    /** Keeps copies. */
    public EnumDecl {
        constants = List.copyOf(constants);
        reserved = List.copyOf(reserved);
        options = List.copyOf(options);
    }

    /**
     * One value of an enum.
     *
     * @param name its name
     * @param number its number, which may be negative
     * @param options of the constant
     * @param place where it starts
     */
    public record Constant(String name, int number, List<Option> options, SchemaLocation place) {

        /** Keeps a copy. */
        public Constant {
            options = List.copyOf(options);
        }
    }
}
