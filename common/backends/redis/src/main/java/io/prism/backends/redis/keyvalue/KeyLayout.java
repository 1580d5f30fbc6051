// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis.keyvalue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.prism.core.Keyspace;
import io.prism.spi.keyvalue.entry.Key;
import java.util.regex.Pattern;

/**
 * The Redis keys of one keyspace. What stands between the braces keeps all of them in one slot of a cluster.
 *
 * <pre>
 *   prism:{orders/sessions}:KEY           hash: value, version, and expires (Unix ms) when it expires
 *   prism:{orders/sessions}#keys          sorted set: every KEY, all with score 0
 *   prism:{orders/sessions}#expiry        sorted set: KEYs that expire, score is when (Unix ms)
 *   prism:{orders/sessions}#once:TOKEN    hash: request, outcome
 * </pre>
 */
final class KeyLayout {

    static final String VALUE = "value";
    static final String VERSION = "version";
    static final String EXPIRES = "expires";

    private static final Pattern NAME = Pattern.compile("[^{}/]+");

    private final String base;

    KeyLayout(Keyspace keyspace) {
        // Prism's names cannot hold these; if they could, two keyspaces might share keys.
        if (!NAME.matcher(keyspace.namespace()).matches()
                || !NAME.matcher(keyspace.binding()).matches()) {
            throw new IllegalArgumentException("a keyspace must not hold any of {}/: " + keyspace);
        }
        this.base = "prism:{" + keyspace + "}";
    }

    byte[] entry(Key key) {
        return bytes(base + ":" + key.name());
    }

    byte[] keys() {
        return bytes(base + "#keys");
    }

    byte[] expiry() {
        return bytes(base + "#expiry");
    }

    byte[] once(String token) {
        return bytes(base + "#once:" + token);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
