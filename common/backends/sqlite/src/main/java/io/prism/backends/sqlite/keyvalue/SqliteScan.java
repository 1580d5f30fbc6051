// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite.keyvalue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.prism.backends.sqlite.file.Statements;
import io.prism.backends.sqlite.queue.QueuedCalls;
import io.prism.core.Deadline;
import io.prism.core.Keyspace;
import io.prism.spi.keyvalue.KeyValueScan;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.smallrye.mutiny.Uni;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;

/** Lists the keys of one keyspace. A prefix is a range of keys in the order of their bytes, never a pattern. */
final class SqliteScan implements KeyValueScan {

    private static final String RANGE = " FROM keyvalue WHERE namespace = ? AND binding = ? AND key >= ? AND key < ?"
            + " AND (expires_at IS NULL OR expires_at > ?)";
    private static final String ENTRIES = "SELECT key, version, expires_at, value" + RANGE + " ORDER BY key";
    private static final String KEYS = "SELECT key" + RANGE + " ORDER BY key";
    private static final String COUNT = "SELECT count(*)" + RANGE;

    /** Behind every key: no UTF-8 text has this byte. */
    private static final byte[] END = {(byte) 0xff};

    private final Keyspace keyspace;
    private final QueuedCalls calls;

    SqliteScan(Keyspace keyspace, QueuedCalls calls) {
        this.keyspace = keyspace;
        this.calls = calls;
    }

    /** Makes an item of a row and says how many bytes it counts. */
    private interface Reading<T> {
        T item(Key key, ResultSet row) throws SQLException;

        long bytes(T item);
    }

    @Override
    public Uni<Page<Entry>> scan(Range range, Bound bound, Deadline deadline) {
        return calls.read(
                deadline,
                statements -> page(bind(statements, ENTRIES, range), bound, new Reading<>() {
                    @Override
                    public Entry item(Key key, ResultSet row) throws SQLException {
                        return RowSql.entry(key, row);
                    }

                    @Override
                    public long bytes(Entry item) {
                        return item.value().bytes().size();
                    }
                }));
    }

    @Override
    public Uni<Page<Key>> scanKeys(Range range, Bound bound, Deadline deadline) {
        return calls.read(
                deadline,
                statements -> page(bind(statements, KEYS, range), bound, new Reading<>() {
                    @Override
                    public Key item(Key key, ResultSet row) {
                        return key;
                    }

                    @Override
                    public long bytes(Key item) {
                        return 0;
                    }
                }));
    }

    @Override
    public Uni<Long> count(String prefix, Deadline deadline) {
        return calls.read(deadline, statements -> {
            try (ResultSet row =
                    bind(statements, COUNT, new Range(prefix, Optional.empty())).executeQuery()) {
                return row.getLong(1);
            }
        });
    }

    private PreparedStatement bind(Statements statements, String sql, Range range) throws SQLException {
        Key.utf8Bytes(range.prefix());
        byte[] prefix = range.prefix().getBytes(UTF_8);
        byte[] behind = range.after().map(SqliteScan::successor).orElse(prefix);
        byte[] from = Arrays.compareUnsigned(behind, prefix) > 0 ? behind : prefix;
        return statements.bind(sql, keyspace.namespace(), keyspace.binding(), from, end(prefix), calls.nowMs());
    }

    /** Rows are fetched one by one, so a page that is full has read no value beyond its last. */
    private static <T> Page<T> page(PreparedStatement select, Bound bound, Reading<T> reading) throws SQLException {
        var items = new ArrayList<T>();
        long bytes = 0;
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                if (!items.isEmpty() && (items.size() >= bound.items() || bytes >= bound.bytes())) {
                    return new Page<>(items, true);
                }
                byte[] name = row.getBytes(1);
                T item = reading.item(new Key(new String(name, UTF_8)), row);
                items.add(item);
                bytes += name.length + reading.bytes(item);
            }
        }
        return new Page<>(items, false);
    }

    /** The first name behind {@code key}: the same with a zero byte at its end. */
    private static byte[] successor(Key key) {
        byte[] name = RowSql.bytes(key);
        return Arrays.copyOf(name, name.length + 1);
    }

    /** The first name behind all that start with {@code prefix}. */
    private static byte[] end(byte[] prefix) {
        if (prefix.length == 0) {
            return END;
        }
        byte[] end = prefix.clone();
        end[end.length - 1]++;
        return end;
    }
}
