// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.json.keyword;

/** What may stand at a keyword. */
enum KeywordContent {
    SCHEMA("a schema: an object, true or false"),
    SCHEMAS("a list of at least one schema"),
    SCHEMA_OR_SCHEMAS("a schema or a list of schemas"),
    SCHEMAS_BY_NAME("an object of schemas"),
    SCHEMAS_BY_PATTERN("an object of schemas by regular expression"),
    SCHEMAS_OR_NAMES("an object of schemas or lists of property names"),
    NAMES_BY_NAME("an object of lists of property names"),
    TEXT("a text"),
    REFERENCE("a text with a URI reference"),
    PATTERN("a text with a regular expression"),
    NAMES("a list of texts"),
    COUNT("a whole number that is not negative"),
    NUMBER("a number"),
    DIVISOR("a number above 0"),
    TRUTH("true or false"),
    TYPES("one of array, boolean, integer, null, number, object and string, or a list of them"),
    VALUES("a list");

    private final String words;

    KeywordContent(String words) {
        this.words = words;
    }

    /** For people, after "must be". */
    String words() {
        return words;
    }
}
