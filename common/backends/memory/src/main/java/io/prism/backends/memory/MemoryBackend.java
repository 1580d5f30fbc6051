// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.memory;

import io.prism.backends.memory.table.KeyspaceTable;
import io.prism.backends.memory.table.MemoryQuota;
import io.prism.core.Durability;
import io.prism.core.Keyspace;
import io.prism.spi.Backend;
import io.prism.spi.BackendHealth;
import io.prism.spi.BackendHealth.State;
import io.prism.spi.Guarantees;
import io.prism.spi.Guarantees.Consistency;
import io.prism.spi.Guarantees.Isolation;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.KeyValueBatch;
import io.prism.spi.keyvalue.KeyValueCas;
import io.prism.spi.keyvalue.KeyValueCounter;
import io.prism.spi.keyvalue.KeyValueIdempotency;
import io.prism.spi.keyvalue.KeyValueScan;
import io.prism.spi.keyvalue.KeyValueTransactional;
import io.prism.spi.keyvalue.KeyValueTtl;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Entries on the heap, one {@link KeyspaceTable} for each keyspace. */
final class MemoryBackend implements Backend {

    private final MemoryQuota room;
    private final MemoryCalls calls;
    private final ExpirySweeper sweeper;
    private final Map<Keyspace, KeyspaceTable> tables = new ConcurrentHashMap<>();

    MemoryBackend(String name, MemoryQuota room, InstantSource clock) {
        this.room = room;
        this.calls = new MemoryCalls(name, clock);
        this.sweeper = new ExpirySweeper(name, tables.values(), clock);
    }

    @Override
    public <T> Optional<T> as(Class<T> iface, Keyspace keyspace) {
        KeyspaceTable table = tables.computeIfAbsent(keyspace, _ -> new KeyspaceTable(room));
        if (iface == KeyValueBasic.class || iface == KeyValueTtl.class) {
            return Optional.of(iface.cast(new MemoryKeyValue(table, calls)));
        }
        if (iface == KeyValueScan.class) {
            return Optional.of(iface.cast(new MemoryScan(table, calls)));
        }
        if (iface == KeyValueBatch.class) {
            return Optional.of(iface.cast(new MemoryBatch(new MemoryKeyValue(table, calls), calls)));
        }
        if (iface == KeyValueCas.class || iface == KeyValueCounter.class) {
            return Optional.of(iface.cast(new MemoryConditional(table, calls)));
        }
        if (iface == KeyValueTransactional.class || iface == KeyValueIdempotency.class) {
            return Optional.of(iface.cast(new MemoryTransactions(table, calls)));
        }
        return Optional.empty();
    }

    @Override
    public Uni<Guarantees> guarantees() {
        return Uni.createFrom()
                .item(() -> new Guarantees(
                        Durability.NONE,
                        Consistency.LINEARIZABLE,
                        Isolation.SERIALIZABLE,
                        Duration.ZERO,
                        room.maxBytes(),
                        "entries are on the heap"));
    }

    @Override
    public boolean keepsDataInProcess() {
        return true;
    }

    @Override
    public Uni<BackendHealth> health() {
        return Uni.createFrom().item(() -> calls.closed() ? new BackendHealth(State.DOWN, "is closed") : room.health());
    }

    @Override
    public void close() {
        calls.close();
        sweeper.close();
        tables.clear();
    }
}
