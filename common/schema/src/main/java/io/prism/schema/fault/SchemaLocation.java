// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.fault;

/**
 * Where something is in the text of a schema: by line and column, by JSON pointer, or both.
 *
 * @param line its line, from 1; 0 when it is not known
 * @param column its column in the line, from 1; 0 when it is not known
 * @param pointer its JSON pointer as a URI fragment, such as {@code #/fields/0/type}; empty when there is none
 */
public record SchemaLocation(int line, int column, String pointer) {

    /** The text as a whole. */
    public static final SchemaLocation WHOLE = new SchemaLocation(0, 0, "");

    /** A place known by line and column, both from 1. */
    public static SchemaLocation at(int line, int column) {
        return new SchemaLocation(line, column, "");
    }

    /** A place known by its JSON pointer, which starts with {@code #}. */
    public static SchemaLocation at(String pointer) {
        return new SchemaLocation(0, 0, pointer);
    }

    /** The place of the character {@code offset} of {@code text}. */
    public static SchemaLocation of(String text, int offset) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < offset; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return at(line, offset - lineStart + 1);
    }

    /** For people: {@code line 3, column 7}, {@code #/fields/0}, or nothing for the whole text. */
    @Override
    public String toString() {
        if (!pointer.isEmpty()) {
            return pointer;
        }
        return line == 0 ? "" : "line " + line + ", column " + column;
    }
}
