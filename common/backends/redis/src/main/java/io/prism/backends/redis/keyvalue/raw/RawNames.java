// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis.keyvalue.raw;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.prism.spi.keyvalue.entry.Key;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Optional;

/** Names of Redis keys: a prefix, which may be empty, and the name of the entry. */
final class RawNames {

    private final byte[] prefix;

    RawNames(String prefix) {
        this.prefix = prefix.getBytes(UTF_8);
    }

    /** The Redis key of an entry. */
    byte[] of(Key key) {
        return of(key.name());
    }

    /** Length of what stands in front of every name. */
    int prefixBytes() {
        return prefix.length;
    }

    /** The entry of a Redis key; empty when the key is none that Prism can name: empty, too long, or not UTF-8. */
    Optional<Key> key(byte[] name) {
        if (name.length <= prefix.length || name.length > prefix.length + Key.MAX_BYTES) {
            return Optional.empty();
        }
        var rest = ByteBuffer.wrap(name, prefix.length, name.length - prefix.length);
        try {
            return Optional.of(new Key(UTF_8.newDecoder().decode(rest).toString()));
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    /** What MATCH takes for all keys whose names start with {@code start}: every character stands for itself. */
    byte[] pattern(String start) {
        byte[] name = of(start);
        byte[] pattern = new byte[2 * name.length + 1];
        int length = 0;
        for (byte b : name) {
            if (b == '*' || b == '?' || b == '[' || b == ']' || b == '\\') {
                pattern[length++] = '\\';
            }
            pattern[length++] = b;
        }
        pattern[length++] = '*';
        return Arrays.copyOf(pattern, length);
    }

    private byte[] of(String name) {
        byte[] rest = name.getBytes(UTF_8);
        byte[] whole = Arrays.copyOf(prefix, prefix.length + rest.length);
        System.arraycopy(rest, 0, whole, prefix.length, rest.length);
        return whole;
    }
}
