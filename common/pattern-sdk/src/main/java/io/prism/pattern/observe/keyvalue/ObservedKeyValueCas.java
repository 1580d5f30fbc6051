// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern.observe.keyvalue;

import static io.prism.pattern.observe.BackendOperations.see;

import io.prism.core.Deadline;
import io.prism.pattern.observe.BackendOperation;
import io.prism.pattern.observe.BackendOperations;
import io.prism.spi.keyvalue.KeyValueCas;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.Version;
import io.prism.spi.keyvalue.operation.Comparison;
import io.prism.spi.keyvalue.operation.Operation;
import io.smallrye.mutiny.Uni;

/** {@link KeyValueCas} with its operations seen. */
final class ObservedKeyValueCas implements KeyValueCas {

    private final KeyValueCas store;
    private final BackendOperation compareAndSwap;
    private final BackendOperation compareAndDelete;

    ObservedKeyValueCas(KeyValueCas store, BackendOperations operations) {
        this.store = store;
        this.compareAndSwap = operations.of("compare_and_swap");
        this.compareAndDelete = operations.of("compare_and_delete");
    }

    @Override
    public Uni<Comparison> compareAndSwap(Operation.CompareAndSwap swap, Deadline deadline) {
        return see(compareAndSwap, store.compareAndSwap(swap, deadline));
    }

    @Override
    public Uni<Comparison> compareAndDelete(Key key, Version expected, Deadline deadline) {
        return see(compareAndDelete, store.compareAndDelete(key, expected, deadline));
    }
}
