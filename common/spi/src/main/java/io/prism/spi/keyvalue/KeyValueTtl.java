// SPDX-License-Identifier: Apache-2.0
package io.prism.spi.keyvalue;

import io.prism.core.Deadline;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.TimeToLive;
import io.prism.spi.keyvalue.entry.Value;
import io.prism.spi.keyvalue.entry.Version;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** {@code keyvalue_ttl}: entries that end by themselves. The rules of {@link KeyValueBasic} hold here too. */
public interface KeyValueTtl {

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
    Uni<TimeToLive> ttl(Key key, Deadline deadline);

    /**
     * Lets an existing key live for ever; its value and version stay.
     *
     * @return its expiry as it was before
     */
    Uni<TimeToLive> persist(Key key, Deadline deadline);
}
