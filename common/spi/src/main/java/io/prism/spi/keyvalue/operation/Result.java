// SPDX-License-Identifier: Apache-2.0
package io.prism.spi.keyvalue.operation;

import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.TimeToLive;
import io.prism.spi.keyvalue.entry.Version;
import java.util.Optional;

/** What came of one {@link Operation}. */
public sealed interface Result {

    /**
     * Of {@link Operation.Set}.
     *
     * @param version the entry's new version
     */
    record Written(Version version) implements Result {}

    /**
     * Of {@link Operation.Delete}.
     *
     * @param existed whether the key was there
     */
    record Deleted(boolean existed) implements Result {}

    /**
     * Of {@link Operation.Get}.
     *
     * @param entry empty when the key was absent
     */
    record Read(Optional<Entry> entry) implements Result {}

    /**
     * Of {@link Operation.CompareAndSwap} and {@link Operation.CompareAndDelete}.
     *
     * @param comparison how it ended
     */
    record Compared(Comparison comparison) implements Result {}

    /**
     * Of {@link Operation.Increment}.
     *
     * @param count the counter afterwards
     */
    record Counted(Count count) implements Result {}

    /**
     * Of {@link Operation.Expire}.
     *
     * @param existed whether the key was there
     */
    record Expiring(boolean existed) implements Result {}

    /**
     * Of {@link Operation.Persist}.
     *
     * @param before its expiry as it was
     */
    record Persisted(TimeToLive before) implements Result {}
}
