// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite.keyvalue;

import io.prism.backends.sqlite.queue.Calls;
import io.prism.core.Deadline;
import io.prism.core.Key;
import io.prism.core.failure.GatewayException;
import io.prism.spi.Outcome;
import io.prism.spi.keyvalue.Entry;
import io.prism.spi.keyvalue.KeyValueBatch;
import io.prism.spi.keyvalue.Operation;
import io.prism.spi.keyvalue.Version;
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
    private final Rows rows;
    private final Calls calls;

    SqliteBatch(SqliteKeyValue keys, Rows rows, Calls calls) {
        this.keys = keys;
        this.rows = rows;
        this.calls = calls;
    }

    @Override
    public Uni<List<Outcome<Version>>> setAll(List<Write> writes, Deadline deadline) {
        return each(writes, deadline, write -> keys.set(operation(write), Deadline.NONE));
    }

    @Override
    public Uni<List<Outcome<Optional<Entry>>>> getAll(List<Key> names, Deadline deadline) {
        return calls.read(deadline, statements -> {
            long now = calls.nowMs();
            var outcomes = new ArrayList<Outcome<Optional<Entry>>>(names.size());
            for (Key name : names) {
                outcomes.add(new Outcome.Done<>(rows.get(statements, name, now)));
            }
            return outcomes;
        });
    }

    @Override
    public Uni<List<Outcome<Boolean>>> deleteAll(List<Key> names, Deadline deadline) {
        return each(names, deadline, name -> keys.delete(name, Deadline.NONE));
    }

    /** One timer watches the whole batch; when it fires the parts that still wait are given up. */
    private <P, T> Uni<List<Outcome<T>>> each(List<P> parts, Deadline deadline, Function<P, Uni<T>> call) {
        if (parts.isEmpty()) {
            return calls.inTime(Uni.createFrom().item(List.of()), deadline);
        }
        var calling = parts.stream().map(part -> outcome(call.apply(part))).toList();
        Uni<List<Outcome<T>>> all = Uni.join().all(calling).andFailFast();
        return calls.inTime(all, deadline);
    }

    private static Operation.Set operation(Write write) {
        return new Operation.Set(write.key(), write.value(), write.ttl());
    }

    private static <T> Uni<Outcome<T>> outcome(Uni<T> call) {
        return call.<Outcome<T>>map(Outcome.Done::new)
                .onFailure(GatewayException.class)
                .recoverWithItem(Outcome.Failed::new);
    }
}
