// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern.observe.keyvalue;

import static io.prism.pattern.observe.BackendOperations.see;

import io.prism.core.Deadline;
import io.prism.pattern.observe.BackendOperation;
import io.prism.pattern.observe.BackendOperations;
import io.prism.spi.keyvalue.KeyValueCounter;
import io.prism.spi.keyvalue.operation.Count;
import io.prism.spi.keyvalue.operation.Operation;
import io.smallrye.mutiny.Uni;

/** {@link KeyValueCounter} with its operations seen. */
final class ObservedKeyValueCounter implements KeyValueCounter {

    private final KeyValueCounter store;
    private final BackendOperation increment;

    ObservedKeyValueCounter(KeyValueCounter store, BackendOperations operations) {
        this.store = store;
        this.increment = operations.of("increment");
    }

    @Override
    public Uni<Count> increment(Operation.Increment increment, Deadline deadline) {
        return see(this.increment, store.increment(increment, deadline));
    }
}
