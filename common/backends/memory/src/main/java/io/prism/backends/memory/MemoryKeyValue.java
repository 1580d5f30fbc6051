// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.memory;

import io.prism.core.Deadline;
import io.prism.core.Key;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.spi.keyvalue.Entry;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.KeyValueTtl;
import io.prism.spi.keyvalue.Value;
import io.prism.spi.keyvalue.Version;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Single keys of one table. */
final class MemoryKeyValue implements KeyValueBasic, KeyValueTtl {

    private final Table table;
    private final Calls calls;

    MemoryKeyValue(Table table, Calls calls) {
        this.table = table;
        this.calls = calls;
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
            if (ttl.isNegative()) {
                throw new Rejected("ttl", "must not be negative", ttl.toString());
            }
            return ttl.isZero()
                    ? remove(key)
                    : table.expireAt(key.name(), calls.expiresAtMs(ttl), calls.nowMs()) != null;
        });
    }

    @Override
    public Uni<Ttl> ttl(Key key, Deadline deadline) {
        return calls.call(deadline, () -> {
            long now = calls.nowMs();
            return ttl(table.get(key.name(), now), now);
        });
    }

    @Override
    public Uni<Ttl> persist(Key key, Deadline deadline) {
        return calls.call(deadline, () -> {
            long now = calls.nowMs();
            return ttl(table.expireAt(key.name(), Stored.NEVER, now), now);
        });
    }

    Version put(Key key, Value value, Optional<Duration> ttl) {
        if (ttl.isPresent() && !ttl.get().isPositive()) {
            throw new Rejected("ttl", "must be at least 1ms", ttl.get().toString());
        }
        long expiresAt = ttl.isPresent() ? calls.expiresAtMs(ttl.get()) : Stored.NEVER;
        Stored next = new Stored(value, calls.nextVersion(), expiresAt);
        table.put(key.name(), next, calls.nowMs());
        return next.version();
    }

    Optional<Entry> read(Key key) {
        Stored stored = table.get(key.name(), calls.nowMs());
        return stored == null ? Optional.empty() : Optional.of(stored.entry(key));
    }

    boolean remove(Key key) {
        return table.remove(key.name(), calls.nowMs()) != null;
    }

    private static Ttl ttl(@Nullable Stored stored, long nowMs) {
        if (stored == null) {
            return new Ttl.Absent();
        }
        return stored.expires() ? new Ttl.Left(Duration.ofMillis(stored.expiresAtMs() - nowMs)) : new Ttl.Forever();
    }
}
