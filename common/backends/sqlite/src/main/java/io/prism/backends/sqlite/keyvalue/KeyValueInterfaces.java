// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite.keyvalue;

import io.prism.backends.sqlite.queue.QueuedCalls;
import io.prism.core.Keyspace;
import io.prism.spi.BackendInterfaces;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.KeyValueBatch;
import io.prism.spi.keyvalue.KeyValueCas;
import io.prism.spi.keyvalue.KeyValueCounter;
import io.prism.spi.keyvalue.KeyValueIdempotency;
import io.prism.spi.keyvalue.KeyValueScan;
import io.prism.spi.keyvalue.KeyValueTransactional;
import io.prism.spi.keyvalue.KeyValueTtl;

/** The data model KeyValue on one SQLite file. Safe for use by many threads. */
public final class KeyValueInterfaces {

    /** Longest value: far below SQLite's own limit, so that a few in a queue do not fill the heap. */
    public static final int VALUE_BYTES_MAX = 64 << 20;

    private final QueuedCalls calls;

    private KeyValueInterfaces(QueuedCalls calls) {
        this.calls = calls;
    }

    /** The interfaces on the file that {@code calls} lead to. */
    public static BackendInterfaces of(QueuedCalls calls) {
        KeyValueInterfaces file = new KeyValueInterfaces(calls);
        return BackendInterfaces.NONE
                .with(KeyValueBasic.class, file::keys)
                .with(KeyValueTtl.class, file::keys)
                .with(KeyValueScan.class, keyspace -> new SqliteScan(keyspace, calls))
                .with(KeyValueBatch.class, file::batch)
                .with(KeyValueCas.class, file::keys)
                .with(KeyValueCounter.class, file::keys)
                .with(KeyValueTransactional.class, file::transactions)
                .with(KeyValueIdempotency.class, file::transactions);
    }

    private SqliteKeyValue keys(Keyspace keyspace) {
        return new SqliteKeyValue(new RowOperations(new RowSql(keyspace)), calls);
    }

    private SqliteBatch batch(Keyspace keyspace) {
        RowOperations operations = new RowOperations(new RowSql(keyspace));
        return new SqliteBatch(new SqliteKeyValue(operations, calls), operations.rows(), calls);
    }

    private SqliteTransactions transactions(Keyspace keyspace) {
        return new SqliteTransactions(new RowOperations(new RowSql(keyspace)), new StoredOutcomes(keyspace), calls);
    }
}
