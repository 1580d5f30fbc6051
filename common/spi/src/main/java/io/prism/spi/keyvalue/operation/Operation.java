// SPDX-License-Identifier: Apache-2.0
package io.prism.spi.keyvalue.operation;

import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.Value;
import io.prism.spi.keyvalue.entry.Version;
import java.time.Duration;
import java.util.Optional;

/** One thing that can be done to one key. As a part of a transaction it sees what the parts before it did. */
public sealed interface Operation {

    /** The key it is about. */
    Key key();

    /**
     * Writes one key, replacing value and expiry.
     *
     * @param ttl time it lives from now, at least one millisecond; empty for ever
     */
    record Set(Key key, Value value, Optional<Duration> ttl) implements Operation {}

    /** Deletes one key; an absent one is fine. */
    record Delete(Key key) implements Operation {}

    /** Reads one key. */
    record Get(Key key) implements Operation {}

    /**
     * Writes one key if it is as expected.
     *
     * @param expected what must be there
     * @param ttl as in {@link Set}
     */
    record CompareAndSwap(Key key, Value value, Expected expected, Optional<Duration> ttl) implements Operation {}

    /**
     * Deletes one key if it has this version.
     *
     * @param expected its version
     */
    record CompareAndDelete(Key key, Version expected) implements Operation {}

    /**
     * Adds to a counter; see {@link io.prism.spi.keyvalue.KeyValueCounter#increment}.
     *
     * @param delta what is added; may be negative or zero
     * @param initial what an absent key counts as before {@code delta} is added
     * @param ttl time a key lives that this creates, at least one millisecond; empty for ever; a key that is there
     *     keeps its expiry
     */
    record Increment(Key key, long delta, long initial, Optional<Duration> ttl) implements Operation {}

    /**
     * Lets an existing key expire; see {@link io.prism.spi.keyvalue.KeyValueTtl#expire}.
     *
     * @param ttl time it lives from now, zero or more
     */
    record Expire(Key key, Duration ttl) implements Operation {}

    /** Lets an existing key live for ever; see {@link io.prism.spi.keyvalue.KeyValueTtl#persist}. */
    record Persist(Key key) implements Operation {}
}
