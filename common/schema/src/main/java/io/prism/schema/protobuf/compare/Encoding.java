// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf.compare;

/** Scalars that are encoded alike, so that a reader of the one can read the other. */
enum Encoding {
    /** A varint: int32, int64, uint32, uint64, bool and enums. */
    NUMBER,
    /** A zigzag varint: sint32 and sint64. */
    ZIGZAG,
    /** A length and bytes: string and bytes. */
    TEXT,
    /** Four bytes: fixed32 and sfixed32. */
    FIXED_32,
    /** Eight bytes: fixed64 and sfixed64. */
    FIXED_64,
    /** Four bytes of a float. */
    FLOAT,
    /** Eight bytes of a double. */
    DOUBLE;

    /** The encoding of the scalar type {@code name}. */
    static Encoding of(String name) {
        return switch (name) {
            case "sint32", "sint64" -> ZIGZAG;
            case "string", "bytes" -> TEXT;
            case "fixed32", "sfixed32" -> FIXED_32;
            case "fixed64", "sfixed64" -> FIXED_64;
            case "float" -> FLOAT;
            case "double" -> DOUBLE;
            default -> NUMBER;
        };
    }
}
