// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.memory.keyvalue;

import io.prism.backends.memory.keyvalue.OperationEffects.Effect;
import io.prism.backends.memory.keyvalue.entries.EntryState;
import io.prism.backends.memory.keyvalue.entries.KeyspaceTable;
import io.prism.core.Deadline;
import io.prism.spi.keyvalue.KeyValueCas;
import io.prism.spi.keyvalue.KeyValueCounter;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.Version;
import io.prism.spi.keyvalue.operation.Comparison;
import io.prism.spi.keyvalue.operation.Count;
import io.prism.spi.keyvalue.operation.Operation;
import io.prism.spi.keyvalue.operation.Result;
import io.smallrye.mutiny.Uni;

/** Changes single keys of one table depending on what is there. */
final class MemoryConditional implements KeyValueCas, KeyValueCounter {

    private final KeyspaceTable table;
    private final MemoryCalls calls;
    private final OperationEffects effects;

    MemoryConditional(KeyspaceTable table, MemoryCalls calls) {
        this.table = table;
        this.calls = calls;
        this.effects = new OperationEffects(calls);
    }

    @Override
    public Uni<Comparison> compareAndSwap(Operation.CompareAndSwap swap, Deadline deadline) {
        return calls.call(deadline, () -> ((Result.Compared) change(swap, deadline)).comparison());
    }

    @Override
    public Uni<Comparison> compareAndDelete(Key key, Version expected, Deadline deadline) {
        var operation = new Operation.CompareAndDelete(key, expected);
        return calls.call(deadline, () -> ((Result.Compared) change(operation, deadline)).comparison());
    }

    @Override
    public Uni<Count> increment(Operation.Increment increment, Deadline deadline) {
        return calls.call(deadline, () -> ((Result.Counted) change(increment, deadline)).count());
    }

    /** Tries until nobody was faster; each time it fails somebody else got on, so many callers do not block. */
    private Result change(Operation operation, Deadline deadline) {
        String key = operation.key().name();
        while (true) {
            long now = calls.nowMs();
            EntryState present = table.get(key, now);
            Effect effect = effects.of(operation, present, now);
            if (table.replace(key, present, effect.next(), now)) {
                return effect.result();
            }
            calls.check(deadline);
        }
    }
}
