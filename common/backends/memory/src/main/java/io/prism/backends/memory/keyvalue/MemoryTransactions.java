// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.memory.keyvalue;

import io.prism.backends.memory.keyvalue.entries.KeyspaceTable;
import io.prism.backends.memory.keyvalue.entries.RememberedOutcome;
import io.prism.core.Deadline;
import io.prism.spi.IdempotencyToken;
import io.prism.spi.keyvalue.KeyValueIdempotency;
import io.prism.spi.keyvalue.KeyValueTransactional;
import io.prism.spi.keyvalue.operation.Operation;
import io.prism.spi.keyvalue.operation.Transaction;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** Several operations on one table as one step; those with a token are remembered in the same step. */
final class MemoryTransactions implements KeyValueTransactional, KeyValueIdempotency {

    private final KeyspaceTable table;
    private final MemoryCalls calls;
    private final OperationEffects effects;

    MemoryTransactions(KeyspaceTable table, MemoryCalls calls) {
        this.table = table;
        this.calls = calls;
        this.effects = new OperationEffects(calls);
    }

    @Override
    public Uni<Transaction> execute(List<Operation> operations, Deadline deadline) {
        return alone(deadline, (entries, _) -> {
            long now = calls.nowMs();
            MemoryTransaction attempt = new MemoryTransaction(entries, effects, now);
            Transaction transaction = attempt.run(operations);
            entries.commit(attempt.changed(), null, now);
            return transaction;
        });
    }

    @Override
    public Uni<Transaction> executeOnce(List<Operation> operations, IdempotencyToken once, Deadline deadline) {
        return alone(deadline, (entries, outcomes) -> {
            long now = calls.nowMs();
            RememberedOutcome known = outcomes.of(once, now);
            if (known != null) {
                return known.transaction();
            }
            MemoryTransaction attempt = new MemoryTransaction(entries, effects, now);
            Transaction transaction = attempt.run(operations);
            long forgottenAt = MemoryCalls.expiresAtMs(once.window(), now);
            entries.commit(
                    attempt.changed(), new RememberedOutcome(once, transaction, forgottenAt, calls.nextVersion()), now);
            return transaction;
        });
    }

    private Uni<Transaction> alone(Deadline deadline, KeyspaceTable.Work<Transaction> work) {
        return calls.call(
                deadline,
                () -> table.alone((entries, outcomes) -> {
                    // Others may have had their turn for long.
                    calls.check(deadline);
                    return work.on(entries, outcomes);
                }));
    }
}
