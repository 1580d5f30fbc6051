// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.tag;

/**
 * A record or a field of a schema with its tags.
 *
 * @param kind which of the two
 * @param path full name of the record or of the record and the field, such as {@code shop.Order.email}; for JSON
 *     Schema the pointer, such as {@code #/properties/email}
 * @param name the last name of it, such as {@code email}
 * @param optional whether a field need not be there: it has a default or may be null (Avro), is not required (JSON
 *     Schema), or is marked {@code optional}, repeated or in a oneof (Protobuf). Always false for a record
 * @param tags what is said about it
 */
public record SchemaPart(Kind kind, String path, String name, boolean optional, Tags tags) {

    /** What a part is. */
    public enum Kind {
        /** Something with fields: a record, a message or an object. */
        RECORD,
        /** One field or property. */
        FIELD
    }

    /** A record. */
    public static SchemaPart record(String path, String name, Tags tags) {
        return new SchemaPart(Kind.RECORD, path, name, false, tags);
    }

    /** A field. */
    public static SchemaPart field(String path, String name, boolean optional, Tags tags) {
        return new SchemaPart(Kind.FIELD, path, name, optional, tags);
    }
}
