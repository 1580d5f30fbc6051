// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres.keyvalue;

import io.prism.backends.postgres.connect.DatabaseCalls;
import io.prism.backends.postgres.keyvalue.table.EntryTable;
import io.prism.backends.postgres.keyvalue.table.KeyColumn;
import io.prism.backends.postgres.keyvalue.table.Statement;
import io.prism.core.Deadline;
import io.prism.core.Keyspace;
import io.prism.spi.keyvalue.KeyValueScan;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.BiFunction;

/** Lists the keys of one keyspace. A prefix is a range of keys in the order of their bytes, never a pattern. */
public final class Scan implements KeyValueScan {

    private final Keyspace keyspace;
    private final DatabaseCalls<EntryTable> calls;

    /** Lists the keys of this keyspace. */
    public Scan(Keyspace keyspace, DatabaseCalls<EntryTable> calls) {
        this.keyspace = keyspace;
        this.calls = calls;
    }

    /** The statement for a span that begins with its first key, and that for one that begins behind it. */
    private record Pages(Statement from, Statement behind) {}

    @Override
    public Uni<Page<Entry>> scan(Range range, Bound bound, Deadline deadline) {
        var pages = new Pages(Statement.SCAN, Statement.SCAN_BEHIND);
        return page(pages, range, bound, deadline, (table, row) -> table.entry(table.key(row, 0), row, 1));
    }

    @Override
    public Uni<Page<Key>> scanKeys(Range range, Bound bound, Deadline deadline) {
        var pages = new Pages(Statement.KEYS, Statement.KEYS_BEHIND);
        return page(pages, range, bound, deadline, (table, row) -> table.key(row, 0));
    }

    @Override
    public Uni<Long> count(String prefix, Deadline deadline) {
        return calls.read(deadline, (session, table) -> {
            KeyColumn.Span span = table.span(new Range(prefix, Optional.empty()));
            return table.run(session, Statement.SIZE, table.at(keyspace, span))
                    .map(rows -> rows.iterator().next().getLong(0));
        });
    }

    private <T> Uni<Page<T>> page(
            Pages pages, Range range, Bound bound, Deadline deadline, BiFunction<EntryTable, Row, T> item) {
        return calls.read(deadline, (session, table) -> {
            KeyColumn.Span span = table.span(range);
            Statement statement = span.behind() ? pages.behind : pages.from;
            var values =
                    table.at(keyspace, span).with("items", (long) bound.items()).with("bytes", bound.bytes());
            return table.run(session, statement, values).map(rows -> {
                var items = new ArrayList<T>(rows.size());
                long found = 0;
                for (Row row : rows) {
                    items.add(item.apply(table, row));
                    found = row.getLong(4);
                }
                return new Page<>(items, found > items.size());
            });
        });
    }
}
