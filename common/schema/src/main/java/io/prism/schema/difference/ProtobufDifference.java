// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.difference;

/** How two Protobuf schemas can differ. Fields are the same when they have the same number. */
public enum ProtobufDifference implements DifferenceType {
    /** The package of the file is another one, so every type has another full name. */
    PACKAGE_CHANGED("The package at '{path}' in the {reader} schema does not match the package in the {writer} schema"),
    /** A message is new. */
    MESSAGE_ADDED,
    /** A message is gone, and old data may be of that type. */
    MESSAGE_REMOVED("The {reader} schema is missing a MESSAGE type at path '{path}' in the {writer} schema"),
    /** A message stands at another position among its siblings. */
    MESSAGE_MOVED,
    /** An enum is new. */
    ENUM_ADDED,
    /** An enum is gone; a field that had it is reported on its own. */
    ENUM_REMOVED,
    /** An enum has a new constant. */
    ENUM_CONST_ADDED,
    /** A constant has another name. */
    ENUM_CONST_CHANGED,
    /** A constant is gone; readers see its number. */
    ENUM_CONST_REMOVED,
    /** A field is new; readers of old data see its default. */
    FIELD_ADDED,
    /** A field is gone; readers skip it. */
    FIELD_REMOVED,
    /** A field has another name, which is not on the wire. */
    FIELD_NAME_CHANGED,
    /** A field was a number and is a message now, or the like. */
    FIELD_KIND_CHANGED(
            "The type of a field at path '{path}' in the {reader} schema does not match the {writer} schema"),
    /** A field has another scalar type, encoded in another way. */
    FIELD_SCALAR_KIND_CHANGED(
            "The kind of a SCALAR field at path '{path}' in the {reader} schema does not match its kind in the {writer} schema"),
    /** A field is of another message type, or of one that has changed in a way that breaks. */
    FIELD_NAMED_TYPE_CHANGED(
            "The type of a MESSAGE field at path '{path}' in the {reader} schema does not match its type in the {writer} schema"),
    /** A number is repeated in one schema and single in the other; repeated numbers are packed. */
    FIELD_NUMERIC_LABEL_CHANGED(
            "The label for a NUMERIC field at path '{path}' in the {reader} schema does not match its label in the {writer} schema"),
    /** A text is repeated in one schema and single in the other; a single one takes the last. */
    FIELD_STRING_OR_BYTES_LABEL_CHANGED,
    /** A required field is new, which old data lacks. */
    REQUIRED_FIELD_ADDED("A required field  at path '{path}' in the {reader} schema is missing in the {writer} schema"),
    /** A required field is gone, which readers of the other schema miss. */
    REQUIRED_FIELD_REMOVED("The {reader} schema is missing a required field at path: '{path}' in the {writer} schema"),
    /** A oneof is new. */
    ONEOF_ADDED,
    /** A oneof is gone. */
    ONEOF_REMOVED,
    /** A oneof has a new member. */
    ONEOF_FIELD_ADDED,
    /** A oneof has lost a member, so that nothing seems to be set. */
    ONEOF_FIELD_REMOVED("The {reader} schema is missing a oneof field at path '{path}' in the {writer} schema"),
    /** A member of a oneof stands on its own now. */
    ONEOF_FIELD_MOVED_TO_TOP_LEVEL,
    /** Fields that could be set together exclude each other now. */
    MULTIPLE_FIELDS_MOVED_TO_ONEOF(
            "Multiple fields in the oneof at path '{path}' in the {reader} schema are outside a oneof in the {writer} schema"),
    /** A field that could be set together with the members of a oneof has become one of them. */
    FIELD_MOVED_TO_EXISTING_ONEOF(
            "A field in the oneof at path '{path}' in the {reader} schema is outside an existing oneof in the {writer} schema");

    private final String sentence;

    /** One that breaks nobody, of which nothing is told. */
    ProtobufDifference() {
        this("");
    }

    /** One that breaks. */
    ProtobufDifference(String sentence) {
        this.sentence = sentence;
    }

    @Override
    public boolean breaks(CompatibilityPolicy policy) {
        return !sentence.isEmpty();
    }

    @Override
    public String sentence() {
        return sentence;
    }
}
