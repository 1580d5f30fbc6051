// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite.keyvalue;

import io.prism.backends.sqlite.file.Statements;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.core.failure.GatewayException.TooLarge;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.TimeToLive;
import io.prism.spi.keyvalue.entry.Value;
import io.prism.spi.keyvalue.entry.Version;
import io.prism.spi.keyvalue.operation.Comparison;
import io.prism.spi.keyvalue.operation.Count;
import io.prism.spi.keyvalue.operation.Expected;
import io.prism.spi.keyvalue.operation.Operation;
import io.prism.spi.keyvalue.operation.Operation.CompareAndDelete;
import io.prism.spi.keyvalue.operation.Operation.CompareAndSwap;
import io.prism.spi.keyvalue.operation.Operation.Delete;
import io.prism.spi.keyvalue.operation.Operation.Expire;
import io.prism.spi.keyvalue.operation.Operation.Get;
import io.prism.spi.keyvalue.operation.Operation.Increment;
import io.prism.spi.keyvalue.operation.Operation.Persist;
import io.prism.spi.keyvalue.operation.Operation.Set;
import io.prism.spi.keyvalue.operation.Result;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What each operation does to the rows of one keyspace, within the transaction that the writer has begun. An operation
 * that does not match or is refused has changed nothing.
 */
record RowOperations(RowSql rows) {

    /** What a row takes beside its value, about, in bytes. */
    private static final long ROW_BYTES = 100;

    Result run(Statements statements, Operation operation, long nowMs) throws SQLException {
        return switch (operation) {
            case Set set -> new Result.Written(set(statements, set, nowMs));
            case Delete(Key key) -> new Result.Deleted(rows.delete(statements, key, nowMs));
            case Get(Key key) -> new Result.Read(rows.get(statements, key, nowMs));
            case CompareAndSwap swap -> new Result.Compared(swap(statements, swap, nowMs));
            case CompareAndDelete delete -> new Result.Compared(delete(statements, delete, nowMs));
            case Increment increment -> new Result.Counted(increment(statements, increment, nowMs));
            case Expire expire -> new Result.Expiring(expire(statements, expire, nowMs));
            case Persist persist -> new Result.Persisted(persist(statements, persist, nowMs));
        };
    }

    Version set(Statements statements, Set set, long nowMs) throws SQLException {
        return put(statements, set.key(), set.value(), expiresAt(set.ttl(), nowMs));
    }

    boolean delete(Statements statements, Delete delete, long nowMs) throws SQLException {
        return rows.delete(statements, delete.key(), nowMs);
    }

    Comparison swap(Statements statements, CompareAndSwap swap, long nowMs) throws SQLException {
        Optional<Version> there = rows.version(statements, swap.key(), nowMs);
        boolean matched = switch (swap.expected()) {
            case Expected.Absent _ -> there.isEmpty();
            case Expected.At(Version expected) -> there.equals(Optional.of(expected));
        };
        if (!matched) {
            return new Comparison(false, there);
        }
        Version version = put(statements, swap.key(), swap.value(), expiresAt(swap.ttl(), nowMs));
        return new Comparison(true, Optional.of(version));
    }

    Comparison delete(Statements statements, CompareAndDelete delete, long nowMs) throws SQLException {
        Optional<Version> there = rows.version(statements, delete.key(), nowMs);
        if (!there.equals(Optional.of(delete.expected()))) {
            return new Comparison(false, there);
        }
        rows.delete(statements, delete.key(), nowMs);
        return new Comparison(true, Optional.empty());
    }

    /** An entry that is there keeps its expiry; one that is not gets the increment's. */
    Count increment(Statements statements, Increment increment, long nowMs) throws SQLException {
        Optional<Entry> there = rows.get(statements, increment.key(), nowMs);
        long before = there.isPresent() ? CounterText.number(there.get().value().bytes()) : increment.initial();
        long sum = CounterText.sum(before, increment.delta());
        long expiresAt = there.isPresent()
                ? there.get().expiresAt().map(Instant::toEpochMilli).orElse(RowSql.NEVER)
                : expiresAt(increment.ttl(), nowMs);
        return new Count(sum, rows.put(statements, increment.key(), CounterText.bytes(sum), expiresAt));
    }

    boolean expire(Statements statements, Expire expire, long nowMs) throws SQLException {
        if (expire.ttl().isZero()) {
            return rows.delete(statements, expire.key(), nowMs);
        }
        return rows.expireAt(statements, expire.key(), RowSql.expiresAtMs(expire.ttl(), nowMs), nowMs);
    }

    /** Answers what the expiry was before. */
    TimeToLive persist(Statements statements, Persist persist, long nowMs) throws SQLException {
        TimeToLive before = rows.ttl(statements, persist.key(), nowMs);
        if (before instanceof TimeToLive.Left) {
            rows.expireAt(statements, persist.key(), RowSql.NEVER, nowMs);
        }
        return before;
    }

    /**
     * Refuses what could be done in no state of the rows.
     *
     * @throws TooLarge when a value is longer than {@link KeyValueInterfaces#VALUE_BYTES_MAX}
     * @throws Rejected when a ttl is too short
     */
    static void check(Operation operation) {
        switch (operation) {
            case Set set -> {
                checkValue(set.value());
                checkTtl(set.ttl());
            }
            case CompareAndSwap swap -> {
                checkValue(swap.value());
                checkTtl(swap.ttl());
            }
            case Increment increment -> checkTtl(increment.ttl());
            case Expire(Key _, Duration ttl) -> {
                if (ttl.isNegative()) {
                    throw new Rejected("ttl", "must not be negative", ttl.toString());
                }
            }
            case Delete _, Get _, CompareAndDelete _, Persist _ -> {
                // Whatever they say can be done.
            }
        }
    }

    /** About how many bytes it writes. */
    static long bytes(Operation operation) {
        return switch (operation) {
            case Set set -> ROW_BYTES + set.value().bytes().size();
            case CompareAndSwap swap -> ROW_BYTES + swap.value().bytes().size();
            case Delete _, Get _, CompareAndDelete _, Increment _, Expire _, Persist _ -> ROW_BYTES;
        };
    }

    private Version put(Statements statements, Key key, Value value, long expiresAtMs) throws SQLException {
        return rows.put(statements, key, value.bytes().toByteArray(), expiresAtMs);
    }

    private static long expiresAt(Optional<Duration> ttl, long nowMs) {
        return ttl.isPresent() ? RowSql.expiresAtMs(ttl.get(), nowMs) : RowSql.NEVER;
    }

    private static void checkValue(Value value) {
        if (value.bytes().size() > KeyValueInterfaces.VALUE_BYTES_MAX) {
            throw new TooLarge("value", value.bytes().size(), KeyValueInterfaces.VALUE_BYTES_MAX);
        }
    }

    private static void checkTtl(Optional<Duration> ttl) {
        if (ttl.isPresent() && !ttl.get().isPositive()) {
            throw new Rejected("ttl", "must be at least 1ms", ttl.get().toString());
        }
    }
}
