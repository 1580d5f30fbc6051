// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite.keyvalue;

import io.prism.backends.sqlite.file.Statements;
import io.prism.backends.sqlite.queue.QueuedCalls;
import io.prism.core.Deadline;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.KeyValueCas;
import io.prism.spi.keyvalue.KeyValueCounter;
import io.prism.spi.keyvalue.KeyValueTtl;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.TimeToLive;
import io.prism.spi.keyvalue.entry.Value;
import io.prism.spi.keyvalue.entry.Version;
import io.prism.spi.keyvalue.operation.Comparison;
import io.prism.spi.keyvalue.operation.Count;
import io.prism.spi.keyvalue.operation.Operation;
import io.smallrye.mutiny.Uni;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** Single keys of one keyspace. */
final class SqliteKeyValue implements KeyValueBasic, KeyValueTtl, KeyValueCas, KeyValueCounter {

    private final RowSql rows;
    private final RowOperations operations;
    private final QueuedCalls calls;

    SqliteKeyValue(RowOperations operations, QueuedCalls calls) {
        this.rows = operations.rows();
        this.operations = operations;
        this.calls = calls;
    }

    /** What one kind of operation does, answering what its callers want to know. */
    private interface Step<O extends Operation, T> {
        T run(Statements statements, O operation, long nowMs) throws SQLException;
    }

    @Override
    public Uni<Version> set(Key key, Value value, Deadline deadline) {
        return set(new Operation.Set(key, value, Optional.empty()), deadline);
    }

    @Override
    public Uni<Version> set(Key key, Value value, Duration ttl, Deadline deadline) {
        return set(new Operation.Set(key, value, Optional.of(ttl)), deadline);
    }

    Uni<Version> set(Operation.Set set, Deadline deadline) {
        return write(set, operations::set, deadline);
    }

    @Override
    public Uni<Optional<Entry>> get(Key key, Deadline deadline) {
        return calls.read(deadline, statements -> rows.get(statements, key, calls.nowMs()));
    }

    @Override
    public Uni<Boolean> delete(Key key, Deadline deadline) {
        return write(new Operation.Delete(key), operations::delete, deadline);
    }

    @Override
    public Uni<Boolean> exists(Key key, Deadline deadline) {
        return calls.read(deadline, statements -> rows.exists(statements, key, calls.nowMs()));
    }

    @Override
    public Uni<Boolean> expire(Key key, Duration ttl, Deadline deadline) {
        return write(new Operation.Expire(key, ttl), operations::expire, deadline);
    }

    @Override
    public Uni<TimeToLive> ttl(Key key, Deadline deadline) {
        return calls.read(deadline, statements -> rows.ttl(statements, key, calls.nowMs()));
    }

    @Override
    public Uni<TimeToLive> persist(Key key, Deadline deadline) {
        return write(new Operation.Persist(key), operations::persist, deadline);
    }

    @Override
    public Uni<Comparison> compareAndSwap(Operation.CompareAndSwap swap, Deadline deadline) {
        return write(swap, operations::swap, deadline);
    }

    @Override
    public Uni<Comparison> compareAndDelete(Key key, Version expected, Deadline deadline) {
        return write(new Operation.CompareAndDelete(key, expected), operations::delete, deadline);
    }

    @Override
    public Uni<Count> increment(Operation.Increment increment, Deadline deadline) {
        return write(increment, operations::increment, deadline);
    }

    private <O extends Operation, T> Uni<T> write(O operation, Step<O, T> step, Deadline deadline) {
        return Uni.createFrom().deferred(() -> {
            RowOperations.check(operation);
            return calls.write(
                    RowOperations.bytes(operation),
                    deadline,
                    statements -> step.run(statements, operation, calls.nowMs()));
        });
    }
}
