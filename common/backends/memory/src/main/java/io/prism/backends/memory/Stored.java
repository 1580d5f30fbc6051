// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.memory;

import io.prism.core.Key;
import io.prism.spi.keyvalue.Entry;
import io.prism.spi.keyvalue.Value;
import io.prism.spi.keyvalue.Version;
import java.time.Instant;
import java.util.Optional;

/**
 * One state of one entry; immutable. A class and not a record because the table swaps one state for another only if
 * the present one is that very object, and must not compare megabytes to find out.
 */
final class Stored {

    /** Expiry of an entry that never expires. */
    static final long NEVER = Long.MAX_VALUE;

    private final Value value;
    private final long version;
    private final long expiresAtMs;

    Stored(Value value, long version, long expiresAtMs) {
        this.value = value;
        this.version = version;
        this.expiresAtMs = expiresAtMs;
    }

    Value value() {
        return value;
    }

    Version version() {
        return new Version(Long.toString(version, Character.MAX_RADIX));
    }

    long expiresAtMs() {
        return expiresAtMs;
    }

    boolean expires() {
        return expiresAtMs != NEVER;
    }

    boolean gone(long nowMs) {
        return expiresAtMs <= nowMs;
    }

    Stored until(long newExpiresAtMs) {
        return new Stored(value, version, newExpiresAtMs);
    }

    /** Where this state stands in the order of expiry. */
    Due due() {
        return new Due(expiresAtMs, version);
    }

    Entry entry(Key key) {
        return new Entry(
                key, value, version(), expires() ? Optional.of(Instant.ofEpochMilli(expiresAtMs)) : Optional.empty());
    }
}
