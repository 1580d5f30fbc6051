// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern.observe.keyvalue;

import static io.prism.pattern.observe.BackendOperations.see;

import io.prism.core.Deadline;
import io.prism.pattern.observe.BackendOperation;
import io.prism.pattern.observe.BackendOperations;
import io.prism.spi.PartOutcome;
import io.prism.spi.keyvalue.KeyValueBatch;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.Version;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** {@link KeyValueBatch} with its operations seen. */
final class ObservedKeyValueBatch implements KeyValueBatch {

    private final KeyValueBatch store;
    private final BackendOperation setAll;
    private final BackendOperation getAll;
    private final BackendOperation deleteAll;

    ObservedKeyValueBatch(KeyValueBatch store, BackendOperations operations) {
        this.store = store;
        this.setAll = operations.of("set_all");
        this.getAll = operations.of("get_all");
        this.deleteAll = operations.of("delete_all");
    }

    @Override
    public Uni<List<PartOutcome<Version>>> setAll(List<Write> writes, Deadline deadline) {
        return see(setAll, store.setAll(writes, deadline));
    }

    @Override
    public Uni<List<PartOutcome<Optional<Entry>>>> getAll(List<Key> keys, Deadline deadline) {
        return see(getAll, store.getAll(keys, deadline));
    }

    @Override
    public Uni<List<PartOutcome<Boolean>>> deleteAll(List<Key> keys, Deadline deadline) {
        return see(deleteAll, store.deleteAll(keys, deadline));
    }
}
