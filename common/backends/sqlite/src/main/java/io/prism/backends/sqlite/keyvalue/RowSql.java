// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite.keyvalue;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.UnsafeByteOperations;
import io.prism.backends.sqlite.file.Statements;
import io.prism.core.Keyspace;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.TimeToLive;
import io.prism.spi.keyvalue.entry.Value;
import io.prism.spi.keyvalue.entry.Version;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The SQL for single rows of one keyspace. Every statement names the keyspace, so no other can be reached. Rows that
 * have expired count as absent.
 */
record RowSql(Keyspace keyspace) {

    /** When a row expires that never does. */
    static final long NEVER = 0;

    /** Most time an entry can live; keeps sums of milliseconds within 64 bits. */
    private static final long TTL_MS_MAX = Long.MAX_VALUE / 4;

    private static final String THIS = " WHERE namespace = ? AND binding = ? AND key = ?";
    private static final String ALIVE = " AND (expires_at IS NULL OR expires_at > ?)";

    private static final String UPSERT = """
            INSERT INTO keyvalue(namespace, binding, key, version, expires_at, value)
            VALUES (?, ?, ?, ?, nullif(?, 0), ?)
            ON CONFLICT(namespace, binding, key) DO UPDATE SET
                version = excluded.version, expires_at = excluded.expires_at, value = excluded.value""";
    private static final String SELECT = "SELECT version, expires_at, value FROM keyvalue" + THIS + ALIVE;
    private static final String SELECT_EXPIRY = "SELECT expires_at FROM keyvalue" + THIS + ALIVE;
    private static final String SELECT_VERSION = "SELECT version FROM keyvalue" + THIS + ALIVE;
    private static final String DELETE = "DELETE FROM keyvalue" + THIS + ALIVE;
    private static final String EXPIRE = "UPDATE keyvalue SET expires_at = nullif(?, 0)" + THIS + ALIVE;

    /**
     * Writes a row.
     *
     * @param expiresAtMs when it expires, or {@link #NEVER}
     */
    Version put(Statements statements, Key key, byte[] value, long expiresAtMs) throws SQLException {
        long version = statements.nextVersion();
        statements
                .bind(UPSERT, keyspace.namespace(), keyspace.binding(), bytes(key), version, expiresAtMs, value)
                .executeUpdate();
        return version(version);
    }

    Optional<Entry> get(Statements statements, Key key, long nowMs) throws SQLException {
        try (ResultSet row = bound(statements, SELECT, key, nowMs)) {
            return row.next() ? Optional.of(entry(key, row)) : Optional.empty();
        }
    }

    boolean exists(Statements statements, Key key, long nowMs) throws SQLException {
        try (ResultSet row = bound(statements, SELECT_VERSION, key, nowMs)) {
            return row.next();
        }
    }

    /** Empty when the row is absent. */
    Optional<Version> version(Statements statements, Key key, long nowMs) throws SQLException {
        try (ResultSet row = bound(statements, SELECT_VERSION, key, nowMs)) {
            return row.next() ? Optional.of(version(row.getLong(1))) : Optional.empty();
        }
    }

    TimeToLive ttl(Statements statements, Key key, long nowMs) throws SQLException {
        try (ResultSet row = bound(statements, SELECT_EXPIRY, key, nowMs)) {
            if (!row.next()) {
                return new TimeToLive.Absent();
            }
            return expiresAt(row)
                    .<TimeToLive>map(at -> new TimeToLive.Left(Duration.ofMillis(at.toEpochMilli() - nowMs)))
                    .orElseGet(TimeToLive.Forever::new);
        }
    }

    boolean delete(Statements statements, Key key, long nowMs) throws SQLException {
        return statements
                        .bind(DELETE, keyspace.namespace(), keyspace.binding(), bytes(key), nowMs)
                        .executeUpdate()
                > 0;
    }

    /** Changes when a row expires; false when there is none. */
    boolean expireAt(Statements statements, Key key, long expiresAtMs, long nowMs) throws SQLException {
        return statements
                        .bind(EXPIRE, expiresAtMs, keyspace.namespace(), keyspace.binding(), bytes(key), nowMs)
                        .executeUpdate()
                > 0;
    }

    /** The entry of a row that holds {@code version}, {@code expires_at} and {@code value}. */
    static Entry entry(Key key, ResultSet row) throws SQLException {
        byte[] value = row.getBytes("value");
        return new Entry(
                key,
                value.length == 0 ? Value.EMPTY : new Value(UnsafeByteOperations.unsafeWrap(value)),
                version(row.getLong("version")),
                expiresAt(row));
    }

    /** The moment {@code ttl} after {@code nowMs}, rounded up to whole milliseconds. */
    static long expiresAtMs(Duration ttl, long nowMs) {
        if (ttl.compareTo(Duration.ofMillis(TTL_MS_MAX)) >= 0) {
            return nowMs + TTL_MS_MAX;
        }
        return nowMs + ttl.plusNanos(999_999).toMillis();
    }

    static byte[] bytes(Key key) {
        return key.name().getBytes(UTF_8);
    }

    private ResultSet bound(Statements statements, String sql, Key key, long nowMs) throws SQLException {
        return statements
                .bind(sql, keyspace.namespace(), keyspace.binding(), bytes(key), nowMs)
                .executeQuery();
    }

    private static Version version(long number) {
        return new Version(Long.toString(number, Character.MAX_RADIX));
    }

    private static Optional<Instant> expiresAt(ResultSet row) throws SQLException {
        long ms = row.getLong("expires_at");
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(ms));
    }
}
