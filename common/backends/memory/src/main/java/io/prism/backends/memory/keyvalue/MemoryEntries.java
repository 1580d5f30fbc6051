// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.memory.keyvalue;

import io.prism.backends.memory.keyvalue.entries.KeyspaceTable;
import io.prism.backends.memory.keyvalue.entries.MemoryQuota;
import io.prism.core.Consistency;
import io.prism.core.Keyspace;
import io.prism.core.TransactionIsolation;
import io.prism.spi.BackendHealth;
import io.prism.spi.BackendInterfaces;
import io.prism.spi.ModelGuarantees;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.KeyValueBatch;
import io.prism.spi.keyvalue.KeyValueCas;
import io.prism.spi.keyvalue.KeyValueCounter;
import io.prism.spi.keyvalue.KeyValueIdempotency;
import io.prism.spi.keyvalue.KeyValueScan;
import io.prism.spi.keyvalue.KeyValueTransactional;
import io.prism.spi.keyvalue.KeyValueTtl;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The data model KeyValue of one backend, one {@link KeyspaceTable} for each keyspace. Safe for use by many threads. */
public final class MemoryEntries implements AutoCloseable {

    private final MemoryQuota room;
    private final MemoryCalls calls;
    private final ExpirySweeper sweeper;
    private final Map<Keyspace, KeyspaceTable> tables = new ConcurrentHashMap<>();

    /**
     * Holds no entries yet.
     *
     * @param backend name of the backend
     * @param room how much all tables together may hold
     */
    public MemoryEntries(String backend, MemoryQuota room, InstantSource clock) {
        this.room = room;
        this.calls = new MemoryCalls(backend, clock);
        this.sweeper = new ExpirySweeper(backend, tables.values(), clock);
    }

    /** All interfaces of KeyValue. */
    public BackendInterfaces interfaces() {
        return BackendInterfaces.NONE
                .with(KeyValueBasic.class, this::keys)
                .with(KeyValueTtl.class, this::keys)
                .with(KeyValueScan.class, keyspace -> new MemoryScan(table(keyspace), calls))
                .with(KeyValueBatch.class, keyspace -> new MemoryBatch(keys(keyspace), calls))
                .with(KeyValueCas.class, keyspace -> new MemoryConditional(table(keyspace), calls))
                .with(KeyValueCounter.class, keyspace -> new MemoryConditional(table(keyspace), calls))
                .with(KeyValueTransactional.class, keyspace -> new MemoryTransactions(table(keyspace), calls))
                .with(KeyValueIdempotency.class, keyspace -> new MemoryTransactions(table(keyspace), calls));
    }

    /** What is promised of entries. */
    public ModelGuarantees.KeyValue guarantees() {
        return new ModelGuarantees.KeyValue(
                Consistency.LINEARIZABLE, TransactionIsolation.SERIALIZABLE, Duration.ZERO, room.maxBytes());
    }

    /** Whether there is room, and the tables are open. */
    public BackendHealth health() {
        return calls.closed() ? new BackendHealth(BackendHealth.State.DOWN, "is closed") : room.health();
    }

    @Override
    public void close() {
        calls.close();
        sweeper.close();
        tables.clear();
    }

    private MemoryKeyValue keys(Keyspace keyspace) {
        return new MemoryKeyValue(table(keyspace), calls);
    }

    private KeyspaceTable table(Keyspace keyspace) {
        return tables.computeIfAbsent(keyspace, _ -> new KeyspaceTable(room));
    }
}
