// SPDX-License-Identifier: Apache-2.0
package io.prism.testkit;

import io.prism.core.Keyspace;
import io.prism.spi.Backend;
import java.util.Optional;

/**
 * A backend on its own, {@link Placement#DIRECT}.
 *
 * @param backend its type
 * @param opened the backend; closed with the subject
 * @param cleanup what to do after closing, such as deleting the backend's files
 */
public record BackendSubject(String backend, Backend opened, Runnable cleanup) implements ContractSubject {

    @Override
    public <T> Optional<T> as(Class<T> iface, Keyspace keyspace) {
        return opened.as(iface, keyspace);
    }

    @Override
    public Placement placement() {
        return Placement.DIRECT;
    }

    @Override
    public void close() {
        opened.close();
        cleanup.run();
    }
}
