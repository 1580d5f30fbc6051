// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.memory;

import io.prism.backends.memory.table.Outcome;
import io.prism.backends.memory.table.Table;
import io.prism.core.Deadline;
import io.prism.spi.keyvalue.KeyValueOnce;
import io.prism.spi.keyvalue.KeyValueTransactional;
import io.prism.spi.keyvalue.Once;
import io.prism.spi.keyvalue.Operation;
import io.prism.spi.keyvalue.Transaction;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** Several operations on one table as one step; those with a token are remembered in the same step. */
final class MemoryTransactions implements KeyValueTransactional, KeyValueOnce {

    private final Table table;
    private final Calls calls;
    private final Effects effects;

    MemoryTransactions(Table table, Calls calls) {
        this.table = table;
        this.calls = calls;
        this.effects = new Effects(calls);
    }

    @Override
    public Uni<Transaction> execute(List<Operation> operations, Deadline deadline) {
        return alone(deadline, (entries, _) -> {
            long now = calls.nowMs();
            Attempt attempt = new Attempt(entries, effects, now);
            Transaction transaction = attempt.run(operations);
            entries.commit(attempt.changed(), null, now);
            return transaction;
        });
    }

    @Override
    public Uni<Transaction> executeOnce(List<Operation> operations, Once once, Deadline deadline) {
        return alone(deadline, (entries, outcomes) -> {
            long now = calls.nowMs();
            Outcome known = outcomes.of(once, now);
            if (known != null) {
                return known.transaction();
            }
            Attempt attempt = new Attempt(entries, effects, now);
            Transaction transaction = attempt.run(operations);
            long forgottenAt = Calls.expiresAtMs(once.window(), now);
            entries.commit(attempt.changed(), new Outcome(once, transaction, forgottenAt, calls.nextVersion()), now);
            return transaction;
        });
    }

    private Uni<Transaction> alone(Deadline deadline, Table.Work<Transaction> work) {
        return calls.call(
                deadline,
                () -> table.alone((entries, outcomes) -> {
                    // Others may have had their turn for long.
                    calls.check(deadline);
                    return work.on(entries, outcomes);
                }));
    }
}
