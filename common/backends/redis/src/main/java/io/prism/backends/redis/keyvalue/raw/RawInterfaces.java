// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis.keyvalue.raw;

import io.prism.backends.redis.connect.RedisConnections;
import io.prism.spi.BackendInterfaces;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.KeyValueBatch;
import io.prism.spi.keyvalue.KeyValueCounter;
import io.prism.spi.keyvalue.KeyValueScan;
import io.prism.spi.keyvalue.KeyValueTtl;

/**
 * KeyValue on plain strings. There is one name space: the keyspace of a binding is not part of a name. Safe for use by
 * many threads.
 */
public final class RawInterfaces {

    /** Longest value, in bytes. */
    public static final long VALUE_BYTES_MAX = RawKeyValue.VALUE_BYTES_MAX;

    private RawInterfaces() {}

    /**
     * Those of the backend with these connections.
     *
     * @param prefix what the names of all Redis keys begin with; may be empty
     */
    public static BackendInterfaces of(String prefix, RedisConnections connections) {
        RawNames names = new RawNames(prefix);
        RawCalls calls = new RawCalls(connections);
        RawKeyValue keys = new RawKeyValue(names, calls);
        RawBatch batch = new RawBatch(keys, calls);
        RawScan scan = new RawScan(names, connections);
        return BackendInterfaces.NONE
                .with(KeyValueBasic.class, _ -> keys)
                .with(KeyValueTtl.class, _ -> keys)
                .with(KeyValueCounter.class, _ -> keys)
                .with(KeyValueBatch.class, _ -> batch)
                .with(KeyValueScan.class, _ -> scan);
    }
}
