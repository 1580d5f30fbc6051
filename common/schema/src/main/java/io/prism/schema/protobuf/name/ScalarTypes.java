// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf.name;

import java.util.Set;

/** The scalar types of Protobuf. */
public final class ScalarTypes {

    private static final Set<String> ALL = Set.of(
            "double",
            "float",
            "int32",
            "int64",
            "uint32",
            "uint64",
            "sint32",
            "sint64",
            "fixed32",
            "fixed64",
            "sfixed32",
            "sfixed64",
            "bool",
            "string",
            "bytes");

    private ScalarTypes() {}

    /** Whether {@code name} is one of them. */
    public static boolean has(String name) {
        return ALL.contains(name);
    }

    /** Whether the keys of a map can be of the type {@code name}. */
    public static boolean isKey(String name) {
        return has(name) && !name.equals("double") && !name.equals("float") && !name.equals("bytes");
    }
}
