// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis;

import io.prism.backends.redis.connect.RedisConnections;
import io.prism.backends.redis.connect.RedisFailures;
import io.prism.backends.redis.entries.EntryInterfaces;
import io.prism.backends.redis.inspect.Inspection;
import io.prism.backends.redis.raw.RawInterfaces;
import io.prism.core.Keyspace;
import io.prism.spi.Backend;
import io.prism.spi.BackendHealth;
import io.prism.spi.Guarantees;
import io.prism.spi.Guarantees.Isolation;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

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
    private final BiFunction<Class<?>, Keyspace, @Nullable Object> interfaces;

    RedisBackend(String name, RedisOptions options, Vertx vertx) {
        this.connections = new RedisConnections(vertx, options.endpoint(), options.limits(), new RedisFailures(name));
        if (options.rawPrefix().isPresent()) {
            var raw = new RawInterfaces(options.rawPrefix().get(), connections);
            this.interfaces = (iface, _) -> raw.as(iface);
            this.inspection = new Inspection(connections, Isolation.NONE, RawInterfaces.VALUE_BYTES_MAX);
        } else {
            var entries = new EntryInterfaces(connections);
            this.interfaces = entries::as;
            this.inspection = new Inspection(connections, Isolation.SERIALIZABLE, EntryInterfaces.VALUE_BYTES_MAX);
        }
    }

    @Override
    public <T> Optional<T> as(Class<T> iface, Keyspace keyspace) {
        return Optional.ofNullable(interfaces.apply(iface, keyspace)).map(iface::cast);
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
