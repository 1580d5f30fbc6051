// SPDX-License-Identifier: Apache-2.0
package io.prism.spi.keyvalue;

import io.prism.core.Deadline;
import io.prism.spi.keyvalue.operation.Operation;
import io.prism.spi.keyvalue.operation.Transaction;
import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * {@code keyvalue_transactional}: several operations, all or nothing, in the isolation that the backend's guarantees
 * name. The rules of {@link KeyValueBasic} hold here too.
 */
public interface KeyValueTransactional {

    /**
     * Runs operations in order; each sees the effects of those before it. The first comparison that does not match
     * ends the transaction, undone. An operation that fails undoes it too; a {@link
     * io.prism.core.failure.GatewayException.Rejected} then names the operation, see {@link Transaction#failedAt}.
     *
     * @param operations one or more; several may be about one key
     */
    Uni<Transaction> execute(List<Operation> operations, Deadline deadline);
}
