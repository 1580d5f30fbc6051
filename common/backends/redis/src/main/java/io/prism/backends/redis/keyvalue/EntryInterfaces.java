// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis.keyvalue;

import io.prism.backends.redis.connect.RedisConnections;
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

/** KeyValue in Prism's own layout of a Redis database. Safe for use by many threads. */
public final class EntryInterfaces {

    /** Longest value, in bytes. */
    public static final long VALUE_BYTES_MAX = ScriptOperations.VALUE_BYTES_MAX;

    private final RedisConnections connections;
    private final VersionMaker versions = new VersionMaker();
    private final Scripts scripts = Scripts.load();

    private EntryInterfaces(RedisConnections connections) {
        this.connections = connections;
    }

    /** Those of the backend with these connections. */
    public static BackendInterfaces of(RedisConnections connections) {
        EntryInterfaces entries = new EntryInterfaces(connections);
        return BackendInterfaces.NONE
                .with(KeyValueBasic.class, entries::keys)
                .with(KeyValueTtl.class, entries::keys)
                .with(KeyValueScan.class, keyspace -> new RedisScan(keyspace, connections, entries.scripts))
                .with(KeyValueBatch.class, entries::batch)
                .with(KeyValueCas.class, entries::transactions)
                .with(KeyValueCounter.class, entries::transactions)
                .with(KeyValueTransactional.class, entries::transactions)
                .with(KeyValueIdempotency.class, entries::transactions);
    }

    private RedisTransactions transactions(Keyspace keyspace) {
        return new RedisTransactions(keyspace, versions, connections, scripts);
    }

    private RedisKeyValue keys(Keyspace keyspace) {
        return new RedisKeyValue(keyspace, transactions(keyspace), connections);
    }

    private RedisBatch batch(Keyspace keyspace) {
        RedisTransactions transactions = transactions(keyspace);
        return new RedisBatch(new RedisKeyValue(keyspace, transactions, connections), transactions);
    }
}
