// SPDX-License-Identifier: Apache-2.0
package io.prism.spi.keyvalue;

import io.prism.core.Deadline;
import io.prism.core.failure.GatewayException;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.Value;
import io.prism.spi.keyvalue.entry.Version;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/**
 * {@code keyvalue_basic}: reads and writes single keys.
 *
 * <p>Safe for use by many threads. Nothing happens before a {@code Uni} is subscribed to; every subscription is one
 * call. No method blocks. Every call fails with {@link GatewayException.DeadlinePassed} once its deadline is over, and
 * with {@link GatewayException.BackendDown} when the backend does not do its part. Reads may always be retried.
 */
public interface KeyValueBasic {

    /**
     * Writes one key that never expires; an earlier value and its expiry are replaced. Acknowledged when the
     * {@code Uni} completes: from then on it survives what the backend's guarantees say.
     *
     * @return the entry's new version
     */
    Uni<Version> set(Key key, Value value, Deadline deadline);

    /** Reads one key; empty when it is absent or expired. */
    Uni<Optional<Entry>> get(Key key, Deadline deadline);

    /**
     * Deletes one key. Deleting an absent key is fine, so this may be retried.
     *
     * @return whether the key was there
     */
    Uni<Boolean> delete(Key key, Deadline deadline);

    /** Whether the key is there and not expired. */
    Uni<Boolean> exists(Key key, Deadline deadline);
}
