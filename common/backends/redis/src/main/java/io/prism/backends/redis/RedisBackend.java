// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis;

import io.prism.backends.redis.connect.RedisConnections;
import io.prism.backends.redis.connect.RedisFailures;
import io.prism.backends.redis.inspect.Inspection;
import io.prism.backends.redis.keyvalue.EntryInterfaces;
import io.prism.backends.redis.keyvalue.raw.RawInterfaces;
import io.prism.core.TransactionIsolation;
import io.prism.spi.Backend;
import io.prism.spi.BackendHealth;
import io.prism.spi.BackendInterfaces;
import io.prism.spi.Guarantees;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/**
 * Entries in a Redis server.
 *
 * <pre>
 *   caller ─ bound (pool.waiting) ─ event loop ─┬─ connection ─┐
 *                                               ├─ connection ─┼─ server
 *                                               └─ …           ┘
 * </pre>
 *
 * No thread waits: commands are sent without waiting for the answers to those before them, and answers come on the
 * event loop.
 */
final class RedisBackend implements Backend {

    private final RedisConnections connections;
    private final Inspection inspection;
    private final BackendInterfaces interfaces;

    RedisBackend(String name, RedisOptions options, Vertx vertx) {
        this.connections = new RedisConnections(vertx, options.endpoint(), options.limits(), new RedisFailures(name));
        if (options.rawPrefix().isPresent()) {
            this.interfaces = RawInterfaces.of(options.rawPrefix().get(), connections);
            this.inspection = new Inspection(connections, TransactionIsolation.NONE, RawInterfaces.VALUE_BYTES_MAX);
        } else {
            this.interfaces = EntryInterfaces.of(connections);
            this.inspection =
                    new Inspection(connections, TransactionIsolation.SERIALIZABLE, EntryInterfaces.VALUE_BYTES_MAX);
        }
    }

    @Override
    public BackendInterfaces interfaces() {
        return interfaces;
    }

    @Override
    public Uni<Guarantees> guarantees() {
        return inspection.guarantees();
    }

    @Override
    public Uni<BackendHealth> health() {
        return inspection.health();
    }

    @Override
    public void close() {
        connections.close();
    }

    /** The way to the server, for tests. */
    RedisConnections connections() {
        return connections;
    }
}
