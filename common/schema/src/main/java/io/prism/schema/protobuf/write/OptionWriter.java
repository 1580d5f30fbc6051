// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf.write;

import com.google.protobuf.ByteString;
import io.prism.schema.protobuf.syntax.Option;
import io.prism.schema.protobuf.syntax.OptionValue;
import java.util.List;
import java.util.Locale;

/** Writes options. */
final class OptionWriter {

    private static final String ESCAPED = "\u0007\b\f\n\r\t\u000B\\'\"";
    private static final String NAMES = "abfnrtv\\'\"";

    private final IndentedLines lines;

    OptionWriter(IndentedLines lines) {
        this.lines = lines;
    }

    /** {@code option name = value;} for each. */
    void statements(List<Option> options) {
        options.forEach(option -> value("option " + option.path() + " = ", option.value(), ";"));
    }

    /** {@code start} and the options behind it in brackets, one on its line, several on lines of their own. */
    void behind(String start, List<Option> options, String end) {
        switch (options.size()) {
            case 0 -> lines.line(start + end);
            case 1 -> {
                Option option = options.getFirst();
                value(start + " [" + option.path() + " = ", option.value(), "]" + end);
            }
            default -> {
                lines.open(start + " [");
                for (int i = 0; i < options.size(); i++) {
                    Option option = options.get(i);
                    value(option.path() + " = ", option.value(), i < options.size() - 1 ? "," : "");
                }
                lines.close("]" + end);
            }
        }
    }

    private void value(String start, OptionValue value, String end) {
        switch (value) {
            case OptionValue.Word(String text) -> lines.line(start + text + end);
            case OptionValue.Numeral(String text) -> lines.line(start + text + end);
            case OptionValue.Text(ByteString bytes) -> lines.line(start + '"' + escaped(bytes) + '"' + end);
            case OptionValue.Block(List<OptionValue.Entry> entries) -> {
                lines.open(start + "{");
                for (int i = 0; i < entries.size(); i++) {
                    OptionValue.Entry entry = entries.get(i);
                    value(entry.key() + ": ", entry.value(), i < entries.size() - 1 ? "," : "");
                }
                lines.close("}" + end);
            }
            case OptionValue.Many(List<OptionValue> values) -> {
                lines.open(start + "[");
                for (int i = 0; i < values.size(); i++) {
                    value("", values.get(i), i < values.size() - 1 ? "," : "");
                }
                lines.close("]" + end);
            }
        }
    }

    /** As a text where it is one; bytes that are none are written by number, so that they are read as they were. */
    static String escaped(ByteString bytes) {
        StringBuilder text = new StringBuilder();
        if (bytes.isValidUtf8()) {
            bytes.toStringUtf8().codePoints().forEach(c -> character(c, text));
        } else {
            for (byte b : bytes) {
                if (b < 0) {
                    text.append(String.format(Locale.ROOT, "\\%03o", b & 0xFF));
                } else {
                    character(b, text);
                }
            }
        }
        return text.toString();
    }

    private static void character(int c, StringBuilder text) {
        int escape = ESCAPED.indexOf(c);
        if (escape >= 0) {
            text.append('\\').append(NAMES.charAt(escape));
        } else if (c < 0x20 || c == 0x7F) {
            text.append(String.format(Locale.ROOT, "\\%03o", c));
        } else {
            text.appendCodePoint(c);
        }
    }
}
