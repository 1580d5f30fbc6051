// SPDX-License-Identifier: Apache-2.0
package io.prism.spi.keyvalue;

import io.prism.core.Deadline;
import io.prism.core.Key;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** {@code keyvalue_ttl}: entries that end by themselves. The rules of {@link KeyValueBasic} hold here too. */
public interface KeyValueTtl {

    /** What a key's expiry looks like. */
    sealed interface Ttl {
        /** There is no such key. */
        record Absent() implements Ttl {}

        /** The key never expires. */
        record Forever() implements Ttl {}

        /**
         * The key expires.
         *
         * @param left time left, above zero, in whole milliseconds rounded up
         */
        record Left(Duration left) implements Ttl {}
    }

    /**
     * Writes one key that expires.
     *
     * @param ttl time it lives from now, at least one millisecond
     * @return the entry's new version
     */
    Uni<Version> set(Key key, Value value, Duration ttl, Deadline deadline);

    /**
     * Lets an existing key expire; its value and version stay. Zero ends it at once.
     *
     * @param ttl time it lives from now, zero or more
     * @return whether the key was there
     */
    Uni<Boolean> expire(Key key, Duration ttl, Deadline deadline);

    /** Reads a key's expiry. */
    Uni<Ttl> ttl(Key key, Deadline deadline);

    /**
     * Lets an existing key live for ever; its value and version stay.
     *
     * @return its expiry as it was before
     */
    Uni<Ttl> persist(Key key, Deadline deadline);
}
