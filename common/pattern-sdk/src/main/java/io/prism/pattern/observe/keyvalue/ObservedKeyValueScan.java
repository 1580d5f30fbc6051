// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern.observe.keyvalue;

import static io.prism.pattern.observe.BackendOperations.see;

import io.prism.core.Deadline;
import io.prism.pattern.observe.BackendOperation;
import io.prism.pattern.observe.BackendOperations;
import io.prism.spi.keyvalue.KeyValueScan;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.smallrye.mutiny.Uni;

/** {@link KeyValueScan} with its operations seen. */
final class ObservedKeyValueScan implements KeyValueScan {

    private final KeyValueScan store;
    private final BackendOperation scan;
    private final BackendOperation scanKeys;
    private final BackendOperation count;

    ObservedKeyValueScan(KeyValueScan store, BackendOperations operations) {
        this.store = store;
        this.scan = operations.of("scan");
        this.scanKeys = operations.of("scan_keys");
        this.count = operations.of("count");
    }

    @Override
    public Uni<Page<Entry>> scan(Range range, Bound bound, Deadline deadline) {
        return see(scan, store.scan(range, bound, deadline));
    }

    @Override
    public Uni<Page<Key>> scanKeys(Range range, Bound bound, Deadline deadline) {
        return see(scanKeys, store.scanKeys(range, bound, deadline));
    }

    @Override
    public Uni<Long> count(String prefix, Deadline deadline) {
        return see(count, store.count(prefix, deadline));
    }
}
