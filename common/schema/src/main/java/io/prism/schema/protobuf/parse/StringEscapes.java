// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf.parse;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;

/** Turns the characters of a quoted text into the bytes they mean. */
final class StringEscapes {

    private static final String NAMES = "abfnrtv\\'\"?";
    private static final String MEANINGS = "\u0007\b\f\n\r\t\u000B\\'\"?";

    private final String text;
    private final ByteString.Output bytes;

    StringEscapes(String text, ByteString.Output bytes) {
        this.text = text;
        this.bytes = bytes;
    }

    /** Takes the character or escape at {@code at}; the offset behind it, or negative when there is no such escape. */
    int take(int at) {
        int c = text.codePointAt(at);
        if (c != '\\') {
            write(c);
            return at + Character.charCount(c);
        }
        char name = at + 1 < text.length() ? text.charAt(at + 1) : '\0';
        int plain = NAMES.indexOf(name);
        if (plain >= 0) {
            bytes.write(MEANINGS.charAt(plain));
            return at + 2;
        }
        return switch (name) {
            case '0', '1', '2', '3', '4', '5', '6', '7' -> number(at + 1, 8, 3);
            case 'x', 'X' -> number(at + 2, 16, 2);
            case 'u' -> character(at + 2, 4);
            case 'U' -> character(at + 2, 8);
            default -> -1;
        };
    }

    private void write(int codePoint) {
        byte[] utf8 = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
        bytes.write(utf8, 0, utf8.length);
    }

    /** One byte, given in one to {@code most} digits. */
    private int number(int start, int radix, int most) {
        int value = 0;
        int at = start;
        while (at < text.length() && at < start + most && Character.digit(text.charAt(at), radix) >= 0) {
            value = value * radix + Character.digit(text.charAt(at), radix);
            at++;
        }
        if (at == start || value > 255) {
            return -1;
        }
        bytes.write(value);
        return at;
    }

    /** One character, given in exactly {@code digits} hexadecimal digits. */
    private int character(int start, int digits) {
        long value = 0;
        for (int i = start; i < start + digits; i++) {
            int digit = i < text.length() ? Character.digit(text.charAt(i), 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value * 16 + digit;
        }
        boolean half = value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE;
        if (value > Character.MAX_CODE_POINT || half) {
            return -1;
        }
        write((int) value);
        return start + digits;
    }
}
