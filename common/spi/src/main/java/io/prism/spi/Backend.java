// SPDX-License-Identifier: Apache-2.0
package io.prism.spi;

import io.prism.core.Keyspace;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** A configured instance of a driver. Safe for use by many threads. */
public interface Backend extends AutoCloseable {

    /** The thin interfaces it has; the same ones as long as it is open. */
    BackendInterfaces interfaces();

    /**
     * This backend, seen as one thin interface.
     *
     * @param iface a Java interface of this module, such as {@link io.prism.spi.keyvalue.KeyValueBasic}
     * @param keyspace the part of the backend that the caller may see; nothing outside it is read or written
     * @return empty when the backend does not have the interface; the answer never changes while it is open
     */
    default <T> Optional<T> as(Class<T> iface, Keyspace keyspace) {
        return interfaces().as(iface, keyspace);
    }

    /**
     * What an acknowledged write is worth here, and what is promised to readers. Where the server's own settings decide,
     * it is asked; fails with {@link io.prism.core.failure.GatewayException.BackendDown} when it does not answer within
     * a few seconds.
     */
    Uni<Guarantees> guarantees();

    /**
     * Whether the data is in the memory of this process and so is gone with it. A process that keeps data is not ended
     * for having nothing to do.
     */
    default boolean keepsDataInProcess() {
        return false;
    }

    /** What of it can be measured; the same as long as it is open. */
    default List<BackendGauge> gauges() {
        return List.of();
    }

    /** Asks the backend whether it works now. Never fails: a backend that does not answer in time is {@code DOWN}. */
    Uni<BackendHealth> health();

    /** Ends running calls, then lets go of connections and files. Safe to call twice. */
    @Override
    void close();
}
