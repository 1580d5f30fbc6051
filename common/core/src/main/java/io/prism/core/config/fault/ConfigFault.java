// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.fault;

/**
 * One thing that is wrong with a configuration file.
 *
 * @param file the file as it was named
 * @param line line of the fault, from 1
 * @param column column of the fault, from 1
 * @param path where it is in the configuration, such as {@code namespaces[1].bindings[0].slots.store}; empty when the
 *     fault is of the whole file
 * @param value the value seen; empty when there is none or it must not be shown
 * @param problem what is wrong, as a sentence without its subject: "is not a backend"
 * @param remedy what to do
 */
public record ConfigFault(String file, int line, int column, String path, String value, String problem, String remedy) {

    private static final int MOST_SHOWN = 80;

    /** The fault on one line: {@code file:line:column: path: 'value' problem; remedy}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(file).append(':').append(line).append(':').append(column).append(": ");
        if (!path.isEmpty()) {
            text.append(shown(path)).append(": ");
        }
        if (!value.isEmpty()) {
            text.append('\'').append(shown(value)).append("' ");
        }
        return text.append(problem).append("; ").append(remedy).toString();
    }

    /** A text of the file as it may stand on a terminal: one line, of bounded length, without control characters. */
    public static String shown(String text) {
        StringBuilder clean = new StringBuilder();
        text.codePoints().limit(MOST_SHOWN).forEach(c -> clean.appendCodePoint(printable(c) ? c : '?'));
        return text.codePointCount(0, text.length()) > MOST_SHOWN
                ? clean.append('…').toString()
                : clean.toString();
    }

    private static boolean printable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
