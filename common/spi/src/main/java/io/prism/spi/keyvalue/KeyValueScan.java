// SPDX-License-Identifier: Apache-2.0
package io.prism.spi.keyvalue;

import io.prism.core.Deadline;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/**
 * {@code keyvalue_scan}: lists keys in ascending order of their UTF-8 bytes, a page at a time. The rules of
 * {@link KeyValueBasic} hold here too.
 *
 * <p>A key that is there during the whole scan is listed exactly once, whatever is added or deleted between pages.
 * Expired keys are neither listed nor counted.
 */
public interface KeyValueScan {

    /**
     * Which keys to list.
     *
     * @param prefix what they start with; empty means all; every character stands for itself
     * @param after only keys behind this one; empty starts at the beginning
     */
    record Range(String prefix, Optional<Key> after) {}

    /**
     * How much to list at once.
     *
     * @param items at most this many, 1 or more
     * @param bytes stop after the item with which keys and values reach this many bytes; 1 or more
     */
    record Bound(int items, long bytes) {}

    /**
     * A part of the list.
     *
     * @param items the next items in order
     * @param more whether the range held further items when the page was read
     */
    record Page<T>(List<T> items, boolean more) {
        /** Keeps a copy of {@code items}. */
        public Page {
            items = List.copyOf(items);
        }
    }

    /** The next entries of a range; at least one when there is any. */
    Uni<Page<Entry>> scan(Range range, Bound bound, Deadline deadline);

    /** The next keys of a range; at least one when there is any. */
    Uni<Page<Key>> scanKeys(Range range, Bound bound, Deadline deadline);

    /** How many keys start with {@code prefix}. */
    Uni<Long> count(String prefix, Deadline deadline);
}
