// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres.keyvalue;

import io.prism.backends.postgres.connect.DatabaseCalls;
import io.prism.backends.postgres.keyvalue.table.EntryTable;
import io.prism.core.Deadline;
import io.prism.core.Keyspace;
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
import java.time.Duration;
import java.util.Optional;

/** Single keys of one keyspace, each call one statement. Safe for use by many threads. */
public final class PostgresEntries implements KeyValueBasic, KeyValueTtl, KeyValueCas, KeyValueCounter {

    /** What a row takes beside its value, about. */
    static final long ROW_BYTES = 100;

    private final RowStatements rows;
    private final DatabaseCalls<EntryTable> calls;

    /** The entries of one keyspace. */
    public PostgresEntries(Keyspace keyspace, DatabaseCalls<EntryTable> calls) {
        this.rows = new RowStatements(keyspace);
        this.calls = calls;
    }

    @Override
    public Uni<Version> set(Key key, Value value, Deadline deadline) {
        return put(key, value, Optional.empty(), deadline);
    }

    @Override
    public Uni<Version> set(Key key, Value value, Duration ttl, Deadline deadline) {
        return put(key, value, Optional.of(ttl), deadline);
    }

    @Override
    public Uni<Optional<Entry>> get(Key key, Deadline deadline) {
        return calls.glance(deadline, (session, table) -> rows.get(session, table, key));
    }

    @Override
    public Uni<Boolean> delete(Key key, Deadline deadline) {
        return calls.write(ROW_BYTES, deadline, (session, table) -> rows.delete(session, table, key));
    }

    @Override
    public Uni<Boolean> exists(Key key, Deadline deadline) {
        return calls.glance(deadline, (session, table) -> rows.exists(session, table, key));
    }

    @Override
    public Uni<Boolean> expire(Key key, Duration ttl, Deadline deadline) {
        return calls.write(ROW_BYTES, deadline, (session, table) -> rows.expire(session, table, key, ttl));
    }

    @Override
    public Uni<TimeToLive> ttl(Key key, Deadline deadline) {
        return calls.glance(deadline, (session, table) -> rows.ttl(session, table, key));
    }

    @Override
    public Uni<TimeToLive> persist(Key key, Deadline deadline) {
        return calls.write(ROW_BYTES, deadline, (session, table) -> rows.persist(session, table, key));
    }

    @Override
    public Uni<Comparison> compareAndSwap(Operation.CompareAndSwap swap, Deadline deadline) {
        return calls.write(bytes(swap.value()), deadline, (session, table) -> rows.swap(session, table, swap));
    }

    @Override
    public Uni<Comparison> compareAndDelete(Key key, Version expected, Deadline deadline) {
        return calls.write(ROW_BYTES, deadline, (session, table) -> rows.remove(session, table, key, expected));
    }

    @Override
    public Uni<Count> increment(Operation.Increment increment, Deadline deadline) {
        return calls.write(ROW_BYTES, deadline, (session, table) -> rows.increment(session, table, increment));
    }

    Uni<Version> put(Key key, Value value, Optional<Duration> ttl, Deadline deadline) {
        return calls.write(
                bytes(value),
                deadline,
                (session, table) -> rows.set(session, table.at(rows.keyspace(), key, value, ttl), table));
    }

    static long bytes(Value value) {
        return ROW_BYTES + value.bytes().size();
    }
}
