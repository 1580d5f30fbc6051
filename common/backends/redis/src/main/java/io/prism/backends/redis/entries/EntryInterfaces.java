// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis.entries;

import io.prism.backends.redis.connect.RedisConnections;
import io.prism.core.Keyspace;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.KeyValueBatch;
import io.prism.spi.keyvalue.KeyValueCas;
import io.prism.spi.keyvalue.KeyValueCounter;
import io.prism.spi.keyvalue.KeyValueIdempotency;
import io.prism.spi.keyvalue.KeyValueScan;
import io.prism.spi.keyvalue.KeyValueTransactional;
import io.prism.spi.keyvalue.KeyValueTtl;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The interfaces of a backend in Prism's own layout. Safe for use by many threads. */
public final class EntryInterfaces {

    /** Longest value, in bytes. */
    public static final long VALUE_BYTES_MAX = ScriptOperations.VALUE_BYTES_MAX;

    private static final Set<Class<?>> TRANSACTIONS =
            Set.of(KeyValueTransactional.class, KeyValueIdempotency.class, KeyValueCas.class, KeyValueCounter.class);

    private final RedisConnections connections;
    private final VersionMaker versions = new VersionMaker();
    private final Scripts scripts = Scripts.load();

    /** Of the backend with these connections. */
    public EntryInterfaces(RedisConnections connections) {
        this.connections = connections;
    }

    /** What implements an interface for a keyspace; null when nothing does. */
    public @Nullable Object as(Class<?> iface, Keyspace keyspace) {
        var transactions = new RedisTransactions(keyspace, versions, connections, scripts);
        if (TRANSACTIONS.contains(iface)) {
            return transactions;
        }
        if (iface == KeyValueScan.class) {
            return new RedisScan(keyspace, connections, scripts);
        }
        var keys = new RedisKeyValue(keyspace, transactions, connections);
        if (iface == KeyValueBasic.class || iface == KeyValueTtl.class) {
            return keys;
        }
        return iface == KeyValueBatch.class ? new RedisBatch(keys, transactions) : null;
    }
}
