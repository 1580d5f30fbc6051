// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite.keyvalue;

import io.prism.backends.sqlite.queue.QueuedCalls;
import io.prism.core.Deadline;
import io.prism.core.failure.GatewayException;
import io.prism.spi.PartOutcome;
import io.prism.spi.keyvalue.KeyValueBatch;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.Version;
import io.prism.spi.keyvalue.operation.Operation;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Many keys of one keyspace. Each write is queued on its own, in order, so that one that fails does not spoil the
 * others; the writer puts them into few transactions. Reads are one piece of work.
 */
final class SqliteBatch implements KeyValueBatch {

    private final SqliteKeyValue keys;
    private final RowSql rows;
    private final QueuedCalls calls;

    SqliteBatch(SqliteKeyValue keys, RowSql rows, QueuedCalls calls) {
        this.keys = keys;
        this.rows = rows;
        this.calls = calls;
    }

    @Override
    public Uni<List<PartOutcome<Version>>> setAll(List<Write> writes, Deadline deadline) {
        return each(writes, deadline, write -> keys.set(operation(write), Deadline.NONE));
    }

    @Override
    public Uni<List<PartOutcome<Optional<Entry>>>> getAll(List<Key> names, Deadline deadline) {
        return calls.read(deadline, statements -> {
            long now = calls.nowMs();
            var outcomes = new ArrayList<PartOutcome<Optional<Entry>>>(names.size());
            for (Key name : names) {
                outcomes.add(new PartOutcome.Done<>(rows.get(statements, name, now)));
            }
            return outcomes;
        });
    }

    @Override
    public Uni<List<PartOutcome<Boolean>>> deleteAll(List<Key> names, Deadline deadline) {
        return each(names, deadline, name -> keys.delete(name, Deadline.NONE));
    }

    /** One timer watches the whole batch; when it fires the parts that still wait are given up. */
    private <P, T> Uni<List<PartOutcome<T>>> each(List<P> parts, Deadline deadline, Function<P, Uni<T>> call) {
        if (parts.isEmpty()) {
            return calls.inTime(Uni.createFrom().item(List.of()), deadline);
        }
        var calling = parts.stream().map(part -> outcome(call.apply(part))).toList();
        Uni<List<PartOutcome<T>>> all = Uni.join().all(calling).andFailFast();
        return calls.inTime(all, deadline);
    }

    private static Operation.Set operation(Write write) {
        return new Operation.Set(write.key(), write.value(), write.ttl());
    }

    private static <T> Uni<PartOutcome<T>> outcome(Uni<T> call) {
        return call.<PartOutcome<T>>map(PartOutcome.Done::new)
                .onFailure(GatewayException.class)
                .recoverWithItem(PartOutcome.Failed::new);
    }
}
