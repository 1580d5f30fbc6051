// SPDX-License-Identifier: Apache-2.0
package io.prism.core;

import java.time.Duration;
import java.util.Optional;

/** What a binding must be able to rely on in one data model. Every data model has a record of its own here. */
public sealed interface ModelNeeds {

    /**
     * Needs of entries under keys. What is empty is not needed.
     *
     * @param consistency the least that a read must see
     * @param transactions the least that transactions must be kept apart
     * @param ttlPrecision entries must be gone this long after their expiry at the latest
     * @param valueBytes a value of so many bytes must be taken
     */
    record KeyValue(
            Optional<Consistency> consistency,
            Optional<TransactionIsolation> transactions,
            Optional<Duration> ttlPrecision,
            Optional<Long> valueBytes)
            implements ModelNeeds {

        /** No need at all. */
        public static final KeyValue NONE =
                new KeyValue(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
