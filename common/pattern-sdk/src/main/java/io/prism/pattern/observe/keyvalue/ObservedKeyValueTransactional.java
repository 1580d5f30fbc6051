// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern.observe.keyvalue;

import static io.prism.pattern.observe.BackendOperations.see;

import io.prism.core.Deadline;
import io.prism.pattern.observe.BackendOperation;
import io.prism.pattern.observe.BackendOperations;
import io.prism.spi.keyvalue.KeyValueTransactional;
import io.prism.spi.keyvalue.operation.Operation;
import io.prism.spi.keyvalue.operation.Transaction;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** {@link KeyValueTransactional} with its operations seen. */
final class ObservedKeyValueTransactional implements KeyValueTransactional {

    private final KeyValueTransactional store;
    private final BackendOperation execute;

    ObservedKeyValueTransactional(KeyValueTransactional store, BackendOperations operations) {
        this.store = store;
        this.execute = operations.of("execute");
    }

    @Override
    public Uni<Transaction> execute(List<Operation> operations, Deadline deadline) {
        return see(execute, store.execute(operations, deadline));
    }
}
