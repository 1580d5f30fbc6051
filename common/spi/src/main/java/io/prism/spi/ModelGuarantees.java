// SPDX-License-Identifier: Apache-2.0
package io.prism.spi;

import io.prism.core.Consistency;
import io.prism.core.TransactionIsolation;
import java.time.Duration;

/** What a backend promises of one data model. Every data model has a record of its own here. */
public sealed interface ModelGuarantees {

    /**
     * What is promised of entries under keys.
     *
     * @param consistency what a read sees after an acknowledged write
     * @param transactions what transactions see of each other
     * @param ttlPrecision entries are gone at most this long after their expiry; zero means exactly then
     * @param valueBytesMax longest value the backend takes, in bytes
     */
    record KeyValue(
            Consistency consistency, TransactionIsolation transactions, Duration ttlPrecision, long valueBytesMax)
            implements ModelGuarantees {}
}
