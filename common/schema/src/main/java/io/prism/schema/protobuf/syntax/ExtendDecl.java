// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf.syntax;

import io.prism.schema.fault.SchemaLocation;
import java.util.List;

/**
 * Fields that are added to a message of another place.
 *
 * @param extendee the message, as it is written
 * @param fields the fields
 * @param groups the messages of those fields that are groups
 * @param place where it starts
 */
public record ExtendDecl(String extendee, List<FieldDecl> fields, List<MessageDecl> groups, SchemaLocation place) {

    /** Keeps copies. */
    public ExtendDecl {
        fields = List.copyOf(fields);
        groups = List.copyOf(groups);
    }
}
