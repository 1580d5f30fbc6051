// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A Lua script. The server knows it by its SHA-1 once it has seen it, so that the text travels only once.
 *
 * @param text the whole script
 * @param sha1 its name on the server, 40 hexadecimal digits
 */
public record Script(String text, String sha1) {

    private static final String FOLDER = "/io/prism/backends/redis/lua/";

    /** The script that these files of the folder {@code lua} make together, in this order. */
    public static Script of(String... files) {
        var text = new StringBuilder();
        for (String file : files) {
            text.append(read(file));
        }
        return new Script(text.toString(), sha1(text.toString()));
    }

    private static String read(String file) {
        try (InputStream in = Script.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalStateException("the program was built without " + FOLDER + file);
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha1(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    @Override
    public String toString() {
        return sha1;
    }
}
