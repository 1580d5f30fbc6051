// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.json.find;

import io.prism.core.failure.GatewayException;
import io.prism.core.failure.GatewayException.Rejected;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Percent-encoding, read strictly. The usual decoders replace what is no UTF-8, and a key that was replaced is another
 * key.
 */
public final class Percent {

    private static final int HEX = 16;

    private Percent() {}

    /**
     * Decodes one part of a path or query.
     *
     * @param at what it is a part of, for the error text
     * @param plus whether {@code +} stands for a space, as it does in queries
     * @throws GatewayException.Rejected when it is malformed or no UTF-8
     */
    public static String decode(String text, String at, boolean plus) {
        if (text.indexOf('%') < 0 && (!plus || text.indexOf('+') < 0) && ascii(text)) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == '%') {
                bytes.write(octet(raw, i + 1, at));
                i += 2;
            } else {
                bytes.write(plus && raw[i] == '+' ? ' ' : raw[i]);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new Rejected(at, "must be percent-encoded UTF-8", "");
        }
    }

    private static int octet(byte[] raw, int from, String at) {
        int high = from + 1 < raw.length ? Character.digit(raw[from], HEX) : -1;
        int low = from + 1 < raw.length ? Character.digit(raw[from + 1], HEX) : -1;
        if (high < 0 || low < 0) {
            throw new Rejected(at, "must have two hexadecimal digits after each '%'", "");
        }
        return high * HEX + low;
    }

    private static boolean ascii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }
}
