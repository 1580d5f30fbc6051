// SPDX-License-Identifier: Apache-2.0
package io.prism.schema;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/**
 * SHA-256 of a schema: of its format, its canonical text, and the names and texts that it refers to, whatever their
 * order. Every part is preceded by its length, so that no two schemas make the same bytes.
 *
 * @param hex 64 small hexadecimal digits
 */
public record Fingerprint(String hex) {

    static Fingerprint of(ParsedSchema schema) {
        MessageDigest digest = sha256();
        add(digest, schema.format().name());
        add(digest, schema.canonical());
        new TreeMap<>(schema.source().references()).forEach((name, text) -> {
            add(digest, name);
            add(digest, text);
        });
        return new Fingerprint(HexFormat.of().formatHex(digest.digest()));
    }

    private static void add(MessageDigest digest, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
