// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.memory.keyvalue;

import io.prism.backends.memory.keyvalue.OperationEffects.Effect;
import io.prism.backends.memory.keyvalue.entries.EntryState;
import io.prism.backends.memory.keyvalue.entries.KeyspaceEntries;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.spi.keyvalue.operation.Operation;
import io.prism.spi.keyvalue.operation.Result;
import io.prism.spi.keyvalue.operation.Transaction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that is being worked out: it keeps what it would write to itself, so that giving up leaves no trace.
 * Only for who has the table alone.
 */
final class MemoryTransaction {

    private final KeyspaceEntries entries;
    private final OperationEffects effects;
    private final long nowMs;
    private final Map<String, @Nullable EntryState> changed = new LinkedHashMap<>();

    MemoryTransaction(KeyspaceEntries entries, OperationEffects effects, long nowMs) {
        this.entries = entries;
        this.effects = effects;
        this.nowMs = nowMs;
    }

    /** Works out all operations, or those up to the first comparison that does not match. */
    Transaction run(List<Operation> operations) {
        List<Result> results = new ArrayList<>(operations.size());
        for (int i = 0; i < operations.size(); i++) {
            Effect effect = step(i, operations.get(i));
            results.add(effect.result());
            if (effect.mismatch()) {
                changed.clear();
                return new Transaction(false, results);
            }
        }
        return new Transaction(true, results);
    }

    /** The new state of each key that was changed, null for none. */
    Map<String, @Nullable EntryState> changed() {
        return changed;
    }

    private Effect step(int at, Operation operation) {
        String key = operation.key().name();
        EntryState present = changed.containsKey(key) ? changed.get(key) : entries.get(key, nowMs);
        try {
            Effect effect = effects.of(operation, present, nowMs);
            EntryState next = effect.next();
            if (next != present) {
                admit(next);
                changed.put(key, next);
            }
            return effect;
        } catch (Rejected rejected) {
            throw Transaction.failedAt(at, rejected);
        }
    }

    private void admit(@Nullable EntryState next) {
        if (next != null) {
            entries.admit(next);
        }
    }
}
