// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite;

import io.prism.core.Deadline;
import io.prism.core.Key;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.core.failure.GatewayException.TooLarge;
import io.prism.spi.keyvalue.Entry;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.KeyValueTtl;
import io.prism.spi.keyvalue.Value;
import io.prism.spi.keyvalue.Version;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Single keys of one keyspace. */
final class SqliteKeyValue implements KeyValueBasic, KeyValueTtl {

    /** Longest value: far below SQLite's own limit, so that a few in a queue do not fill the heap. */
    static final int VALUE_BYTES_MAX = 64 << 20;

    private static final int ROW_BYTES = 100;

    private final Rows rows;
    private final Calls calls;

    SqliteKeyValue(Rows rows, Calls calls) {
        this.rows = rows;
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
        return calls.read(deadline, statements -> rows.get(statements, key, calls.nowMs()));
    }

    @Override
    public Uni<Boolean> delete(Key key, Deadline deadline) {
        return calls.write(ROW_BYTES, deadline, statements -> rows.delete(statements, key, calls.nowMs()));
    }

    @Override
    public Uni<Boolean> exists(Key key, Deadline deadline) {
        return calls.read(
                deadline,
                statements -> rows.expiry(statements, key, calls.nowMs()).isPresent());
    }

    @Override
    public Uni<Boolean> expire(Key key, Duration ttl, Deadline deadline) {
        if (ttl.isNegative()) {
            return Uni.createFrom().failure(() -> new Rejected("ttl", "must not be negative", ttl.toString()));
        }
        if (ttl.isZero()) {
            return delete(key, deadline);
        }
        return calls.write(ROW_BYTES, deadline, statements -> {
            long now = calls.nowMs();
            return rows.expireAt(statements, key, Rows.expiresAtMs(ttl, now), now);
        });
    }

    @Override
    public Uni<Ttl> ttl(Key key, Deadline deadline) {
        return calls.read(deadline, statements -> {
            long now = calls.nowMs();
            return ttl(rows.expiry(statements, key, now), now);
        });
    }

    @Override
    public Uni<Ttl> persist(Key key, Deadline deadline) {
        return calls.write(ROW_BYTES, deadline, statements -> {
            long now = calls.nowMs();
            Ttl before = ttl(rows.expiry(statements, key, now), now);
            if (before instanceof Ttl.Left) {
                rows.expireAt(statements, key, 0, now);
            }
            return before;
        });
    }

    Uni<Version> put(Key key, Value value, Optional<Duration> ttl, Deadline deadline) {
        return Uni.createFrom().deferred(() -> {
            if (value.bytes().size() > VALUE_BYTES_MAX) {
                throw new TooLarge("value", value.bytes().size(), VALUE_BYTES_MAX);
            }
            if (ttl.isPresent() && !ttl.get().isPositive()) {
                throw new Rejected("ttl", "must be at least 1ms", ttl.get().toString());
            }
            byte[] bytes = value.bytes().toByteArray();
            return calls.write(ROW_BYTES + bytes.length, deadline, statements -> {
                long expiresAt = ttl.isPresent() ? Rows.expiresAtMs(ttl.get(), calls.nowMs()) : 0;
                return rows.put(statements, key, bytes, expiresAt);
            });
        });
    }

    private static Ttl ttl(Optional<Rows.Expiry> expiry, long nowMs) {
        if (expiry.isEmpty()) {
            return new Ttl.Absent();
        }
        Optional<Instant> at = expiry.get().at();
        return at.isEmpty()
                ? new Ttl.Forever()
                : new Ttl.Left(Duration.ofMillis(at.get().toEpochMilli() - nowMs));
    }
}
