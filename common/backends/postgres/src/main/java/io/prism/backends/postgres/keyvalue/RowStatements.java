// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres.keyvalue;

import io.prism.backends.postgres.connect.PostgresSession;
import io.prism.backends.postgres.connect.StatementFailed;
import io.prism.backends.postgres.keyvalue.table.EntryTable;
import io.prism.backends.postgres.keyvalue.table.Statement;
import io.prism.backends.postgres.keyvalue.table.Values;
import io.prism.core.Keyspace;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.TimeToLive;
import io.prism.spi.keyvalue.entry.Value;
import io.prism.spi.keyvalue.entry.Version;
import io.prism.spi.keyvalue.operation.Comparison;
import io.prism.spi.keyvalue.operation.Count;
import io.prism.spi.keyvalue.operation.Expected;
import io.prism.spi.keyvalue.operation.Operation;
import io.prism.spi.keyvalue.operation.Result;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What can be done with single rows of one keyspace. Every statement names the keyspace, so no other can be reached.
 * Arguments that make no sense are thrown, not answered.
 */
record RowStatements(Keyspace keyspace) {

    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,64}");

    /** Runs any operation. */
    Future<Result> run(PostgresSession session, EntryTable table, Operation operation) {
        return switch (operation) {
            case Operation.Set(Key key, Value value, Optional<Duration> ttl) ->
                set(session, table.at(keyspace, key, value, ttl), table).map(Result.Written::new);
            case Operation.Delete(Key key) -> delete(session, table, key).map(Result.Deleted::new);
            case Operation.Get(Key key) -> get(session, table, key).map(Result.Read::new);
            case Operation.CompareAndSwap swap -> swap(session, table, swap).map(Result.Compared::new);
            case Operation.CompareAndDelete(Key key, Version expected) ->
                remove(session, table, key, expected).map(Result.Compared::new);
            case Operation.Increment increment ->
                increment(session, table, increment).map(Result.Counted::new);
            case Operation.Expire(Key key, Duration ttl) ->
                expire(session, table, key, ttl).map(Result.Expiring::new);
            case Operation.Persist(Key key) -> persist(session, table, key).map(Result.Persisted::new);
        };
    }

    /**
     * Writes one row.
     *
     * @param written the key and what is written there
     */
    Future<Version> set(PostgresSession session, Values written, EntryTable table) {
        return table.run(session, Statement.SET, written)
                .map(rows -> new Version(rows.iterator().next().getString(0)));
    }

    Future<Optional<Entry>> get(PostgresSession session, EntryTable table, Key key) {
        return table.run(session, Statement.GET, table.at(keyspace, key))
                .map(rows -> first(rows).map(row -> table.entry(key, row, 0)));
    }

    Future<Boolean> exists(PostgresSession session, EntryTable table, Key key) {
        return table.run(session, Statement.EXISTS, table.at(keyspace, key)).map(rows -> rows.size() > 0);
    }

    Future<Boolean> delete(PostgresSession session, EntryTable table, Key key) {
        return table.run(session, Statement.DELETE, table.at(keyspace, key)).map(rows -> rows.rowCount() > 0);
    }

    Future<Boolean> expire(PostgresSession session, EntryTable table, Key key, Duration ttl) {
        if (ttl.isNegative()) {
            throw new Rejected("ttl", "must not be negative", ttl.toString());
        }
        if (ttl.isZero()) {
            return delete(session, table, key);
        }
        Values values = table.at(keyspace, key).with("ttl", table.millis(Optional.of(ttl)));
        return table.run(session, Statement.EXPIRE, values).map(rows -> rows.rowCount() > 0);
    }

    Future<TimeToLive> ttl(PostgresSession session, EntryTable table, Key key) {
        return table.run(session, Statement.TTL, table.at(keyspace, key)).map(RowStatements::ttl);
    }

    Future<TimeToLive> persist(PostgresSession session, EntryTable table, Key key) {
        if (!table.expires()) {
            throw new Rejected("key", "has no expiry to change: the table has no expires-column", "");
        }
        return table.run(session, Statement.PERSIST, table.at(keyspace, key)).map(RowStatements::ttl);
    }

    Future<Comparison> swap(PostgresSession session, EntryTable table, Operation.CompareAndSwap swap) {
        Values values = table.at(keyspace, swap.key(), swap.value(), swap.ttl());
        return switch (swap.expected()) {
            // A row that keeps one from being written must be seen as well; if not, it came or went just now.
            case Expected.Absent() ->
                table.run(session, Statement.CREATE, values)
                        .map(rows -> comparison(first(rows).orElseThrow(StatementFailed::collided)));
            case Expected.At(Version expected) ->
                table.run(session, Statement.SWAP, values.with("expected", token(expected)))
                        .map(rows -> compared(rows, expected));
        };
    }

    Future<Comparison> remove(PostgresSession session, EntryTable table, Key key, Version expected) {
        return table.run(session, Statement.REMOVE, table.at(keyspace, key).with("expected", token(expected)))
                .map(rows -> compared(rows, expected));
    }

    Future<Count> increment(PostgresSession session, EntryTable table, Operation.Increment increment) {
        Values values = table.at(keyspace, increment.key())
                .with("delta", increment.delta())
                .with("ttl", table.millis(increment.ttl()));
        long first = increment.initial() + increment.delta();
        // The sign of a sum that does not fit differs from that of both its parts.
        boolean fits = ((increment.initial() ^ first) & (increment.delta() ^ first)) >= 0;
        Statement statement = fits ? Statement.COUNT : Statement.COUNT_EXISTING;
        return table.run(session, statement, values.with("created", Long.toString(first)))
                .map(rows -> {
                    Optional<Row> row = first(rows);
                    if (row.isEmpty() && !fits) {
                        throw rejected("delta", increment);
                    }
                    return count(row.orElseThrow(StatementFailed::collided), increment);
                });
    }

    private static Count count(Row row, Operation.Increment increment) {
        @Nullable Long number = row.getLong(0);
        if (number != null) {
            return new Count(number, new Version(row.getString(1)));
        }
        @Nullable String field = row.getString(2);
        throw field == null ? StatementFailed.collided() : rejected(field, increment);
    }

    private static Rejected rejected(String field, Operation.Increment increment) {
        return field.equals("delta")
                ? new Rejected(field, "must keep the sum within 64 bits", Long.toString(increment.delta()))
                : new Rejected(field, "must hold a whole number of 64 bits in decimal digits", "");
    }

    /** A row of the very version that was not found was changed while the statement waited for it. */
    private static Comparison compared(RowSet<Row> rows, Version expected) {
        Comparison comparison =
                first(rows).map(RowStatements::comparison).orElse(new Comparison(false, Optional.empty()));
        if (!comparison.matched() && comparison.version().equals(Optional.of(expected))) {
            throw StatementFailed.collided();
        }
        return comparison;
    }

    private static Comparison comparison(Row row) {
        return new Comparison(
                row.getBoolean(0), Optional.ofNullable(row.getString(1)).map(Version::new));
    }

    /** What no version looks like is none: it may hold what PostgreSQL's texts cannot. */
    private static String token(Version version) {
        return TOKEN.matcher(version.token()).matches() ? version.token() : "";
    }

    private static TimeToLive ttl(RowSet<Row> rows) {
        return first(rows)
                .map(row -> {
                    @Nullable Long left = row.getLong(0);
                    return left == null ? new TimeToLive.Forever() : new TimeToLive.Left(Duration.ofMillis(left));
                })
                .orElse(new TimeToLive.Absent());
    }

    private static Optional<Row> first(RowSet<Row> rows) {
        return rows.size() == 0 ? Optional.empty() : Optional.of(rows.iterator().next());
    }
}
