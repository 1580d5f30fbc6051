// SPDX-License-Identifier: Apache-2.0
package io.prism.patterns.keyvalue.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.prism.core.failure.GatewayException;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.spi.keyvalue.entry.Key;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Where a scan goes on: base64 of a format number, a checksum over prefix and key, and the last key that was sent. It
 * names a key rather than a position, so it stays valid while keys come and go.
 */
public final class PageToken {

    private static final byte FORMAT = 1;
    private static final int HEAD = 1 + Integer.BYTES;

    private PageToken() {}

    /** A token to go on behind {@code last}. */
    public static String after(String prefix, Key last) {
        byte[] key = last.name().getBytes(UTF_8);
        ByteBuffer token = ByteBuffer.allocate(HEAD + key.length)
                .put(FORMAT)
                .putInt(checksum(prefix, key))
                .put(key);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token.array());
    }

    /**
     * The key that a token names; empty for an empty token, which starts at the beginning.
     *
     * @throws GatewayException.Rejected when the token was not made by {@link #after} for this prefix
     */
    public static Optional<Key> parse(String prefix, String token) {
        if (token.isEmpty()) {
            return Optional.empty();
        }
        byte[] bytes = decode(token);
        if (bytes.length <= HEAD || bytes[0] != FORMAT) {
            throw notOurs();
        }
        byte[] key = Arrays.copyOfRange(bytes, HEAD, bytes.length);
        if (ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt() != checksum(prefix, key)) {
            throw notOurs();
        }
        return Optional.of(new Key(new String(key, UTF_8)));
    }

    private static byte[] decode(String token) {
        try {
            return Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException notBase64) {
            throw notOurs();
        }
    }

    private static int checksum(String prefix, byte[] key) {
        CRC32 crc = new CRC32();
        crc.update(prefix.getBytes(UTF_8));
        crc.update(0);
        crc.update(key);
        return (int) crc.getValue();
    }

    private static Rejected notOurs() {
        return new Rejected(
                "page_token", "must be the unchanged next_page_token of an earlier scan with the same prefix", "");
    }
}
