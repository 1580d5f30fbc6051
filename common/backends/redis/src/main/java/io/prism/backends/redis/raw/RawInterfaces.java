// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis.raw;

import io.prism.backends.redis.connect.RedisConnections;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.KeyValueBatch;
import io.prism.spi.keyvalue.KeyValueCounter;
import io.prism.spi.keyvalue.KeyValueScan;
import io.prism.spi.keyvalue.KeyValueTtl;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The interfaces of a backend on plain strings. There is one name space: the keyspace of a binding is not part of a
 * name. Safe for use by many threads.
 */
public final class RawInterfaces {

    /** Longest value, in bytes. */
    public static final long VALUE_BYTES_MAX = RawKeyValue.VALUE_BYTES_MAX;

    private static final Set<Class<?>> SINGLE = Set.of(KeyValueBasic.class, KeyValueTtl.class, KeyValueCounter.class);

    private final RawKeyValue keys;
    private final RawBatch batch;
    private final RawScan scan;

    /**
     * Of the backend with these connections.
     *
     * @param prefix what the names of all Redis keys begin with; may be empty
     */
    public RawInterfaces(String prefix, RedisConnections connections) {
        var names = new RawNames(prefix);
        var calls = new RawCalls(connections);
        this.keys = new RawKeyValue(names, calls);
        this.batch = new RawBatch(keys, calls);
        this.scan = new RawScan(names, connections);
    }

    /** What implements an interface; null when nothing does. */
    public @Nullable Object as(Class<?> iface) {
        if (SINGLE.contains(iface)) {
            return keys;
        }
        if (iface == KeyValueBatch.class) {
            return batch;
        }
        return iface == KeyValueScan.class ? scan : null;
    }
}
