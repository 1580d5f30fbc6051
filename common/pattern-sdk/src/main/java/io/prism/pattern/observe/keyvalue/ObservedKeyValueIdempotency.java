// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern.observe.keyvalue;

import static io.prism.pattern.observe.BackendOperations.see;

import io.prism.core.Deadline;
import io.prism.pattern.observe.BackendOperation;
import io.prism.pattern.observe.BackendOperations;
import io.prism.spi.IdempotencyToken;
import io.prism.spi.keyvalue.KeyValueIdempotency;
import io.prism.spi.keyvalue.operation.Operation;
import io.prism.spi.keyvalue.operation.Transaction;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** {@link KeyValueIdempotency} with its operations seen. */
final class ObservedKeyValueIdempotency implements KeyValueIdempotency {

    private final KeyValueIdempotency store;
    private final BackendOperation executeOnce;

    ObservedKeyValueIdempotency(KeyValueIdempotency store, BackendOperations operations) {
        this.store = store;
        this.executeOnce = operations.of("execute_once");
    }

    @Override
    public Uni<Transaction> executeOnce(List<Operation> operations, IdempotencyToken once, Deadline deadline) {
        return see(executeOnce, store.executeOnce(operations, once, deadline));
    }
}
