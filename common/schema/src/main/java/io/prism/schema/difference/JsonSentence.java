// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.difference;

/** What is said of JSON Schemas that differ; many kinds share one sentence. */
enum JsonSentence {
    NOTHING(""),
    KEYWORD_ADDED("The keyword at path '{path}' in the {reader} schema is not present in the {writer} schema"),
    VALUE_MORE("The value at path '{path}' in the {reader} schema is more than its value in the {writer} schema"),
    VALUE_LESS("The value at path '{path}' in the {reader} schema is less than its value in the {writer} schema"),
    VALUE_DIFFERENT("The value at path '{path}' is different between the {reader} and {writer} schema"),
    FEWER_ELEMENTS(
            "An array or combined type at path '{path}' has fewer elements in the {reader} schema than the {writer} schema"),
    MORE_ELEMENTS(
            "An array or combined type at path '{path}' has more elements in the {reader} schema than the {writer} schema"),
    TYPE_DIFFERENT("A type at path '{path}' is different between the {reader} schema and the {writer} schema"),
    ADDED_TO_OPEN(
            "The {reader} schema has an open content model and has a property or item at path '{path}' which is missing in the {writer} schema"),
    REQUIRED_ADDED_TO_UNOPEN(
            "The {reader} schema has an unopen content model and has a required property at path '{path}' which is missing in the {writer} schema"),
    REMOVED_FROM_CLOSED(
            "The {reader} schema has a closed content model and is missing a property or item present at path '{path}' in the {writer} schema"),
    REMOVED_NOT_COVERED(
            "A property or item is missing in the {reader} schema but present at path '{path}' in the {writer} schema and is not covered by its partially open content model"),
    ADDED_NOT_COVERED(
            "The {reader} schema has a property or item at path '{path}' which is missing in the {writer} schema and is not covered by its partially open content model"),
    RESERVED_REMOVED(
            "The {reader} schema has reserved property '{path}' removed from its metadata which is present in the {writer} schema."),
    RESERVED_CONFLICTS(
            "The {reader} schema has property at path '{path}' that conflicts with the reserved properties which is missing in the {writer} schema."),
    /** Of our own: the original says nothing here, which helps nobody. */
    SCHEMA_ADDED("There is a schema at path '{path}' in the {reader} schema where the {writer} schema allows anything");

    private final String text;

    JsonSentence(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
