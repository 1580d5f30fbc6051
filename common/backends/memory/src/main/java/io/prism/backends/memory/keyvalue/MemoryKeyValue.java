// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.memory.keyvalue;

import io.prism.backends.memory.keyvalue.entries.EntryState;
import io.prism.backends.memory.keyvalue.entries.KeyspaceTable;
import io.prism.core.Deadline;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.KeyValueTtl;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.TimeToLive;
import io.prism.spi.keyvalue.entry.Value;
import io.prism.spi.keyvalue.entry.Version;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;

/** Single keys of one table. */
final class MemoryKeyValue implements KeyValueBasic, KeyValueTtl {

    private final KeyspaceTable table;
    private final MemoryCalls calls;
    private final OperationEffects effects;

    MemoryKeyValue(KeyspaceTable table, MemoryCalls calls) {
        this.table = table;
        this.calls = calls;
        this.effects = new OperationEffects(calls);
    }

    @Override
    public Uni<Version> set(Key key, Value value, Deadline deadline) {
        return calls.call(deadline, () -> put(key, value, Optional.empty()));
    }

    @Override
    public Uni<Version> set(Key key, Value value, Duration ttl, Deadline deadline) {
        return calls.call(deadline, () -> put(key, value, Optional.of(ttl)));
    }

    @Override
    public Uni<Optional<Entry>> get(Key key, Deadline deadline) {
        return calls.call(deadline, () -> read(key));
    }

    @Override
    public Uni<Boolean> delete(Key key, Deadline deadline) {
        return calls.call(deadline, () -> remove(key));
    }

    @Override
    public Uni<Boolean> exists(Key key, Deadline deadline) {
        return calls.call(deadline, () -> table.get(key.name(), calls.nowMs()) != null);
    }

    @Override
    public Uni<Boolean> expire(Key key, Duration ttl, Deadline deadline) {
        return calls.call(deadline, () -> {
            OperationEffects.checkNotNegative(ttl);
            long now = calls.nowMs();
            return ttl.isZero()
                    ? remove(key)
                    : table.expireAt(key.name(), MemoryCalls.expiresAtMs(ttl, now), now) != null;
        });
    }

    @Override
    public Uni<TimeToLive> ttl(Key key, Deadline deadline) {
        return calls.call(deadline, () -> {
            long now = calls.nowMs();
            return EntryState.ttl(table.get(key.name(), now), now);
        });
    }

    @Override
    public Uni<TimeToLive> persist(Key key, Deadline deadline) {
        return calls.call(deadline, () -> {
            long now = calls.nowMs();
            return EntryState.ttl(table.expireAt(key.name(), EntryState.NEVER, now), now);
        });
    }

    Version put(Key key, Value value, Optional<Duration> ttl) {
        long now = calls.nowMs();
        EntryState next = effects.stored(value, ttl, now);
        table.put(key.name(), next, now);
        return next.version();
    }

    Optional<Entry> read(Key key) {
        EntryState stored = table.get(key.name(), calls.nowMs());
        return stored == null ? Optional.empty() : Optional.of(stored.entry(key));
    }

    boolean remove(Key key) {
        return table.remove(key.name(), calls.nowMs()) != null;
    }
}
