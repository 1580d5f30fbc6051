// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf.syntax;

import io.prism.schema.fault.SchemaLocation;
import java.util.List;
import java.util.stream.Stream;

/**
 * A message.
 *
 * @param name its name
 * @param group whether it is the type of a proto2 group, and written where the field is
 * @param fields those outside a oneof
 * @param oneofs in the order of the text
 * @param types messages and enums inside it, those of groups too
 * @param reserved numbers and names that are not to be used
 * @param extensionRanges numbers left to extensions
 * @param extensions declarations of extensions inside it
 * @param options of the message
 * @param place where it starts
 * @param comment what is said about it
 */
public record MessageDecl(
        String name,
        boolean group,
        List<FieldDecl> fields,
        List<OneofDecl> oneofs,
        List<TypeDecl> types,
        List<Reserved> reserved,
        List<ExtensionRange> extensionRanges,
        List<ExtendDecl> extensions,
        List<Option> options,
        SchemaLocation place,
        String comment)
        implements TypeDecl {

    /** Keeps copies. */
    public MessageDecl {
        fields = List.copyOf(fields);
        oneofs = List.copyOf(oneofs);
        types = List.copyOf(types);
        reserved = List.copyOf(reserved);
        extensionRanges = List.copyOf(extensionRanges);
        extensions = List.copyOf(extensions);
        options = List.copyOf(options);
    }

    /** All fields, those of oneofs too. */
    public Stream<FieldDecl> allFields() {
        return Stream.concat(fields.stream(), oneofs.stream().flatMap(oneof -> oneof.fields().stream()));
    }

    /** Whether it only stands for the entries of a map, as descriptors turned into text have it. */
    public boolean isMapEntry() {
        return Option.isTrue(options, "map_entry");
    }
}
