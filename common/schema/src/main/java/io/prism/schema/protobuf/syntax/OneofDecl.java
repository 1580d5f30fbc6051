// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf.syntax;

import io.prism.schema.fault.SchemaLocation;
import java.util.List;

/**
 * Fields of which one at most is set.
 *
 * @param name its name
 * @param fields its members
 * @param options of the oneof
 * @param place where it starts
 * @param comment what is said about it
 */
public record OneofDecl(
        String name, List<FieldDecl> fields, List<Option> options, SchemaLocation place, String comment) {

    /** Keeps copies. */
    public OneofDecl {
        fields = List.copyOf(fields);
        options = List.copyOf(options);
    }
}
