// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.memory.keyvalue.entries;

import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.TimeToLive;
import io.prism.spi.keyvalue.entry.Value;
import io.prism.spi.keyvalue.entry.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One state of one entry; immutable. A class and not a record because the table swaps one state for another only if
 * the present one is that very object, and must not compare megabytes to find out.
 */
public final class EntryState {

    /** Expiry of an entry that never expires. */
    public static final long NEVER = Long.MAX_VALUE;

    private final Value value;
    private final long version;
    private final long expiresAtMs;

    /**
     * A state.
     *
     * @param version a number that no other write has
     * @param expiresAtMs when it ends, on the wall clock; {@link #NEVER}
     */
    public EntryState(Value value, long version, long expiresAtMs) {
        this.value = value;
        this.version = version;
        this.expiresAtMs = expiresAtMs;
    }

    /** Its bytes. */
    public Value value() {
        return value;
    }

    /** Its name. */
    public Version version() {
        return new Version(Long.toString(version, Character.MAX_RADIX));
    }

    /** What is left of a state at a moment; of none when there is none. */
    public static TimeToLive ttl(@Nullable EntryState stored, long nowMs) {
        if (stored == null) {
            return new TimeToLive.Absent();
        }
        return stored.expires()
                ? new TimeToLive.Left(Duration.ofMillis(stored.expiresAtMs - nowMs))
                : new TimeToLive.Forever();
    }

    /** When it ends; {@link #NEVER}. */
    public long expiresAtMs() {
        return expiresAtMs;
    }

    /** Whether it had ended at a moment. */
    public boolean gone(long nowMs) {
        return expiresAtMs <= nowMs;
    }

    /** The same value and version with another expiry. */
    public EntryState until(long newExpiresAtMs) {
        return new EntryState(value, version, newExpiresAtMs);
    }

    /** Itself, with its key, as callers see it. */
    public Entry entry(Key key) {
        return new Entry(
                key, value, version(), expires() ? Optional.of(Instant.ofEpochMilli(expiresAtMs)) : Optional.empty());
    }

    boolean expires() {
        return expiresAtMs != NEVER;
    }

    long bytes() {
        return value.bytes().size();
    }

    /** Where this state stands in the order of expiry. */
    ExpiryKey due() {
        return new ExpiryKey(expiresAtMs, version);
    }
}
