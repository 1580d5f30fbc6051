// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite.keyvalue;

import io.prism.backends.sqlite.queue.QueuedCalls;
import io.prism.core.Keyspace;
import java.util.Optional;
import java.util.stream.Stream;

/** The data model KeyValue on one SQLite file. Safe for use by many threads. */
public final class KeyValueInterfaces {

    /** Longest value: far below SQLite's own limit, so that a few in a queue do not fill the heap. */
    public static final int VALUE_BYTES_MAX = 64 << 20;

    private final QueuedCalls calls;

    /** The interfaces on the file that {@code calls} lead to. */
    public KeyValueInterfaces(QueuedCalls calls) {
        this.calls = calls;
    }

    /** One of them, for one keyspace; empty when there is no such interface. */
    public <T> Optional<T> as(Class<T> iface, Keyspace keyspace) {
        var operations = new RowOperations(new RowSql(keyspace));
        var keys = new SqliteKeyValue(operations, calls);
        return Stream.of(
                        keys,
                        new SqliteScan(keyspace, calls),
                        new SqliteBatch(keys, operations.rows(), calls),
                        new SqliteTransactions(operations, new StoredOutcomes(keyspace), calls))
                .filter(iface::isInstance)
                .map(iface::cast)
                .findFirst();
    }
}
