// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.difference;

/** What can keep an Avro schema from reading data of another one. Each of them breaks. */
public enum AvroDifference implements DifferenceType {
    /** Two fixed types of the same name have another size. */
    FIXED_SIZE_MISMATCH(
            "The size of FIXED type field at path '{path}' in the {reader} schema does not match with the {writer} schema"),
    /** The types differ, and there is no promotion from the one to the other. */
    TYPE_MISMATCH("The type (path '{path}') of a field in the {reader} schema does not match with the {writer} schema"),
    /** Two records, enums or fixed types have another name, and no alias of the reader is the writer's name. */
    NAME_MISMATCH("The name of the schema has changed (path '{path}')"),
    /** The writer's enum has symbols that the reader does not know, and the reader has no default for them. */
    MISSING_ENUM_SYMBOLS(
            "The {reader} schema is missing enum symbols '{detail}' at path '{path}' in the {writer} schema"),
    /** No branch of the reader's union can read what the writer writes. */
    MISSING_UNION_BRANCH(
            "The {reader} schema is missing a type inside a union field at path '{path}' in the {writer} schema"),
    /** The reader has a field that the writer does not write, without a default. */
    READER_FIELD_MISSING_DEFAULT_VALUE(
            "The field '{detail}' at path '{path}' in the {reader} schema has no default value and is missing in the {writer} schema");

    private final String sentence;

    AvroDifference(String sentence) {
        this.sentence = sentence;
    }

    @Override
    public boolean breaks(CompatibilityPolicy policy) {
        return true;
    }

    @Override
    public String sentence() {
        return sentence;
    }
}
