// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis.keyvalue;

import io.prism.spi.keyvalue.entry.Version;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes versions that no other writer ever makes, without asking the server: 72 random bits of this object, a dot, and
 * a number that counts up. Safe for use by many threads.
 */
public final class VersionMaker {

    private static final int RANDOM_BYTES = 9;

    private final String prefix;
    private final AtomicLong last = new AtomicLong();

    /** Draws the random part. */
    public VersionMaker() {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        this.prefix = Base64.getUrlEncoder().withoutPadding().encodeToString(random) + ".";
    }

    /** A version that was never there before. */
    Version next() {
        return new Version(prefix + Long.toString(last.incrementAndGet(), Character.MAX_RADIX));
    }
}
