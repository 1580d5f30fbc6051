// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres.keyvalue.table;

import io.prism.backends.postgres.connect.PostgresSession;
import io.prism.backends.postgres.connect.StatementFailed;
import io.prism.core.Keyspace;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.spi.keyvalue.KeyValueScan;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.Value;
import io.prism.spi.keyvalue.entry.Version;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A table with entries: what can be asked of it, and what its rows mean. Immutable. */
public final class EntryTable {

    /** Longest time an entry can live. PostgreSQL counts to the year 294,276. */
    private static final Duration TTL_MAX = Duration.ofDays(365L * 100_000);

    private final TableLayout layout;
    private final Map<Statement, Sql> statements = new EnumMap<>(Statement.class);

    /** The table with this layout. */
    public EntryTable(TableLayout layout) {
        this.layout = layout;
        for (Statement statement : Statement.values()) {
            statements.put(statement, layout.sql(statement.template()));
        }
    }

    /** Prism's own table in a schema, given by its quoted name. */
    public static EntryTable ofPrism(String schema) {
        return new EntryTable(TableLayout.ofPrism(schema));
    }

    /** Whether its entries can expire. */
    public boolean expires() {
        return layout.expires().isPresent();
    }

    /** The quoted name, for those who must agree on what they lock. */
    public String name() {
        return layout.name();
    }

    /**
     * Runs a statement.
     *
     * @return its rows; a {@link Rejected} when a rule of the table is against the value
     */
    public Future<RowSet<Row>> run(PostgresSession session, Statement statement, Values values) {
        @Nullable Sql sql = statements.get(statement);
        if (sql == null) {
            throw new IllegalStateException("no statement " + statement);
        }
        Future<RowSet<Row>> answer = sql.on(session, values);
        return layout.adopted() ? answer.recover(failure -> Future.failedFuture(meaning(failure))) : answer;
    }

    /** Parameters that name the keyspace; a table that is somebody else's has none. */
    public Values in(Keyspace keyspace) {
        return new Values().with("namespace", keyspace.namespace()).with("binding", keyspace.binding());
    }

    /**
     * Parameters that name one key.
     *
     * @throws Rejected when the column cannot hold the key
     */
    public Values at(Keyspace keyspace, Key key) {
        return in(keyspace).with("key", layout.key().parameter(key));
    }

    /**
     * Parameters that name one key, and what is written there.
     *
     * @param ttl time it lives; empty for ever
     * @throws Rejected when a column cannot hold what it should, or the time is none
     * @throws io.prism.core.failure.GatewayException.TooLarge when the value is too long
     */
    public Values at(Keyspace keyspace, Key key, Value value, Optional<Duration> ttl) {
        return at(keyspace, key).with("value", layout.value().parameter(value)).with("ttl", millis(ttl));
    }

    /** Parameters that name several keys. */
    public Values at(Keyspace keyspace, List<Key> keys) {
        return in(keyspace).with("keys", layout.key().parameters(keys));
    }

    /** Parameters that name several keys, all different, and what is written there. */
    public Values at(Keyspace keyspace, List<Key> keys, List<Value> values, List<Optional<Duration>> ttls) {
        return at(keyspace, keys)
                .with("values", layout.value().parameters(values))
                .with("ttls", ttls.stream().map(this::millis).toArray(Long[]::new));
    }

    /** Parameters that name a part of the keys. */
    public Values at(Keyspace keyspace, KeyColumn.Span span) {
        return in(keyspace).with("from", span.from()).with("end", span.end());
    }

    /** The part of the keys that a scan asks for. */
    public KeyColumn.Span span(KeyValueScan.Range range) {
        return layout.key().span(range);
    }

    /**
     * A time to live in whole milliseconds, rounded up; null for ever.
     *
     * @throws Rejected when it is none, or the table has no place for it
     */
    public @Nullable Long millis(Optional<Duration> ttl) {
        if (ttl.isEmpty()) {
            return null;
        }
        if (!expires()) {
            throw new Rejected("ttl", "must not be given: the table has no expires-column", "");
        }
        Duration time = ttl.get();
        if (!time.isPositive()) {
            throw new Rejected("ttl", "must be at least 1ms", time.toString());
        }
        return (time.compareTo(TTL_MAX) > 0 ? TTL_MAX : time).plusNanos(999_999).toMillis();
    }

    /** The entry in a row that holds value, version and expiry from a column on. */
    public Entry entry(Key key, Row row, int at) {
        return new Entry(key, layout.value().value(row, at), new Version(row.getString(at + 1)), moment(row, at + 2));
    }

    /** The key in a column of a row. */
    public Key key(Row row, int at) {
        return layout.key().key(row, at);
    }

    private static Optional<Instant> moment(Row row, int at) {
        @Nullable OffsetDateTime moment = row.getOffsetDateTime(at);
        return moment == null
                ? Optional.empty()
                : Optional.of(moment.toInstant().truncatedTo(ChronoUnit.MILLIS));
    }

    /** Of a table with rules of its own, what it refuses is mostly the caller's to put right. */
    private Throwable meaning(Throwable failure) {
        if (!(failure instanceof StatementFailed refused)) {
            return failure;
        }
        @Nullable
        String constraint = switch (refused.sqlState()) {
            case "22P02", "22032", "22030" -> layout.value().isJson() ? "must be valid JSON, as its column" : null;
            case "22P05", "22021" -> "must be text that its column can hold";
            case "22001" -> "is too long for its column";
            case "23514" -> "breaks a CHECK rule of its table";
            case "23503", "23505", "23P01" -> "breaks a rule of its table (SQLSTATE " + refused.sqlState() + ")";
            case "P0001" -> "is refused by a trigger of its table";
            default -> null;
        };
        return constraint == null ? failure : new Rejected("value", constraint, "");
    }
}
