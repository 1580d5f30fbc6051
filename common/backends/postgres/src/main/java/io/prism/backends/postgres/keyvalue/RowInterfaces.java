// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres.keyvalue;

import io.prism.backends.postgres.connect.DatabaseCalls;
import io.prism.backends.postgres.keyvalue.table.Adoption;
import io.prism.backends.postgres.keyvalue.table.EntryTable;
import io.prism.spi.BackendInterfaces;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.KeyValueBatch;
import io.prism.spi.keyvalue.KeyValueCas;
import io.prism.spi.keyvalue.KeyValueCounter;
import io.prism.spi.keyvalue.KeyValueIdempotency;
import io.prism.spi.keyvalue.KeyValueScan;
import io.prism.spi.keyvalue.KeyValueTransactional;
import io.prism.spi.keyvalue.KeyValueTtl;
import java.util.Optional;

/** KeyValue in the rows of a PostgreSQL table. */
public final class RowInterfaces {

    private RowInterfaces() {}

    /**
     * Those of a backend.
     *
     * @param adopted the table that was there before; it has some interfaces only with a certain column, others not at
     *     all
     */
    public static BackendInterfaces of(DatabaseCalls<EntryTable> calls, Optional<Adoption> adopted) {
        boolean own = adopted.isEmpty();
        boolean expires = own || adopted.flatMap(Adoption::expires).isPresent();
        return BackendInterfaces.NONE
                .with(KeyValueBasic.class, keyspace -> new PostgresEntries(keyspace, calls))
                .with(KeyValueCas.class, keyspace -> new PostgresEntries(keyspace, calls))
                .with(KeyValueScan.class, keyspace -> new Scan(keyspace, calls))
                .with(KeyValueBatch.class, keyspace -> new Batch(keyspace, calls))
                .with(KeyValueTransactional.class, keyspace -> new Transactions(keyspace, calls))
                .withIf(expires, KeyValueTtl.class, keyspace -> new PostgresEntries(keyspace, calls))
                .withIf(own, KeyValueCounter.class, keyspace -> new PostgresEntries(keyspace, calls))
                .withIf(own, KeyValueIdempotency.class, keyspace -> new Transactions(keyspace, calls));
    }
}
