// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.memory;

import io.prism.backends.memory.keyvalue.MemoryEntries;
import io.prism.backends.memory.keyvalue.entries.MemoryQuota;
import io.prism.core.Durability;
import io.prism.spi.Backend;
import io.prism.spi.BackendHealth;
import io.prism.spi.BackendInterfaces;
import io.prism.spi.Guarantees;
import io.smallrye.mutiny.Uni;
import java.time.InstantSource;

/** Everything is on the heap. */
final class MemoryBackend implements Backend {

    private final MemoryEntries entries;
    private final BackendInterfaces interfaces;

    MemoryBackend(String name, MemoryQuota room, InstantSource clock) {
        this.entries = new MemoryEntries(name, room, clock);
        this.interfaces = entries.interfaces();
    }

    @Override
    public BackendInterfaces interfaces() {
        return interfaces;
    }

    @Override
    public Uni<Guarantees> guarantees() {
        return Uni.createFrom()
                .item(() -> new Guarantees(Durability.NONE, "entries are on the heap", entries.guarantees()));
    }

    @Override
    public boolean keepsDataInProcess() {
        return true;
    }

    @Override
    public Uni<BackendHealth> health() {
        return Uni.createFrom().item(entries::health);
    }

    @Override
    public void close() {
        entries.close();
    }
}
