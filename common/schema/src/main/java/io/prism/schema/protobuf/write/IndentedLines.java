// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf.write;

/** Lines of text with an indentation. Empty lines are indented too, as Confluent's registry has them. */
final class IndentedLines {

    private static final String STEP = "  ";

    private final StringBuilder text = new StringBuilder();
    private String indentation = "";

    /** One line. */
    void line(String line) {
        text.append(indentation).append(line).append('\n');
    }

    /** One line, and one step in after it. */
    void open(String line) {
        line(line);
        indent();
    }

    /** One step in. */
    void indent() {
        indentation += STEP;
    }

    /** One step out, and one line. */
    void close(String line) {
        indentation = indentation.substring(STEP.length());
        line(line);
    }

    /** All of it. */
    @Override
    public String toString() {
        return text.toString();
    }
}
