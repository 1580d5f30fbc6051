// SPDX-License-Identifier: Apache-2.0
package io.prism.spi.keyvalue;

import io.prism.core.Deadline;
import io.prism.spi.IdempotencyToken;
import io.prism.spi.keyvalue.operation.Operation;
import io.prism.spi.keyvalue.operation.Transaction;
import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * Transactions that can be repeated without harm. The record of what was done is written in the same transaction as
 * what it is about, so neither is ever there without the other. The rules of {@link KeyValueTransactional} hold here
 * too. Not an interface of its own on the wire: it is what idempotency keys stand on.
 */
public interface KeyValueIdempotency {

    /**
     * Runs operations, or, when this was done within the window before, answers what came of it then and changes
     * nothing. Outcomes are remembered whether committed or not; failures are not. Of several at once one runs, and
     * the others answer its outcome. Tokens of different keyspaces never meet.
     *
     * @throws io.prism.core.failure.GatewayException.Conflict in the {@code Uni}, when the token was used for another
     *     request
     */
    Uni<Transaction> executeOnce(List<Operation> operations, IdempotencyToken once, Deadline deadline);
}
