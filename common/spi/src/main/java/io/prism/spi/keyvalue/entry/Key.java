// SPDX-License-Identifier: Apache-2.0
package io.prism.spi.keyvalue.entry;

import io.prism.core.failure.GatewayException;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.core.failure.GatewayException.TooLarge;

/**
 * Name of one entry: 1 to {@value #MAX_BYTES} bytes of UTF-8, compared byte by byte. Every Unicode character is
 * allowed and none has a meaning of its own.
 */
public record Key(String name) {

    /** Longest accepted name, in bytes. Drivers may rely on it. */
    public static final int MAX_BYTES = 1024;

    /**
     * Refuses a name that no backend could hold.
     *
     * @throws GatewayException.Rejected when the name is empty or holds half of a surrogate pair
     * @throws GatewayException.TooLarge when the name is longer than {@value #MAX_BYTES} bytes
     */
    public Key {
        int bytes = utf8Bytes(name);
        if (bytes < 1) {
            throw new Rejected("key", "must not be empty", "");
        }
        if (bytes > MAX_BYTES) {
            throw new TooLarge("key", bytes, MAX_BYTES);
        }
    }

    /**
     * Length of {@code text} in UTF-8, counted without encoding it.
     *
     * @throws GatewayException.Rejected when the text holds half of a surrogate pair, which UTF-8 cannot carry
     */
    public static int utf8Bytes(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes += 1;
            } else if (c < 0x800) {
                bytes += 2;
            } else if (!Character.isSurrogate(c)) {
                bytes += 3;
            } else if (pairStartsAt(text, i)) {
                bytes += 4;
                i++;
            } else {
                throw new Rejected("key", "must be valid Unicode; half of a surrogate pair is at index " + i, "");
            }
        }
        return bytes;
    }

    private static boolean pairStartsAt(String text, int index) {
        return Character.isHighSurrogate(text.charAt(index))
                && index + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(index + 1));
    }

    @Override
    public String toString() {
        return name;
    }
}
