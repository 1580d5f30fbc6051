// SPDX-License-Identifier: Apache-2.0
package io.prism.host.toy;

import io.prism.core.Consistency;
import io.prism.core.Deadline;
import io.prism.core.Durability;
import io.prism.core.Keyspace;
import io.prism.core.TransactionIsolation;
import io.prism.core.failure.GatewayException.Busy;
import io.prism.spi.Backend;
import io.prism.spi.BackendHealth;
import io.prism.spi.BackendInterfaces;
import io.prism.spi.Guarantees;
import io.prism.spi.ModelGuarantees;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.Value;
import io.prism.spi.keyvalue.entry.Version;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A few entries in a map, and one thin interface to them. */
final class ToyBackend implements Backend {

    private static final long VALUE_BYTES_MAX = 1 << 20;

    private final String name;
    private final int entriesMax;
    private final Map<String, Entry> entries = new HashMap<>();
    private final BackendInterfaces interfaces = BackendInterfaces.NONE.with(KeyValueBasic.class, Part::new);
    private long writes;

    ToyBackend(String name, int entriesMax) {
        this.name = name;
        this.entriesMax = entriesMax;
    }

    @Override
    public BackendInterfaces interfaces() {
        return interfaces;
    }

    @Override
    public Uni<Guarantees> guarantees() {
        return Uni.createFrom()
                .item(() -> new Guarantees(
                        Durability.NONE,
                        "entries are in a map",
                        new ModelGuarantees.KeyValue(
                                Consistency.LINEARIZABLE, TransactionIsolation.NONE, Duration.ZERO, VALUE_BYTES_MAX)));
    }

    @Override
    public boolean keepsDataInProcess() {
        return true;
    }

    @Override
    public Uni<BackendHealth> health() {
        return Uni.createFrom().item(() -> new BackendHealth(BackendHealth.State.UP, "healthy"));
    }

    @Override
    public synchronized void close() {
        entries.clear();
    }

    private synchronized Version write(String place, Key key, Value value) {
        if (!entries.containsKey(place) && entries.size() >= entriesMax) {
            throw new Busy("backend '%s' holds its %d entries".formatted(name, entriesMax), Duration.ofSeconds(1));
        }
        Version version = new Version(Long.toString(++writes));
        entries.put(place, new Entry(key, value, version, Optional.empty()));
        return version;
    }

    private synchronized Optional<Entry> read(String place) {
        return Optional.ofNullable(entries.get(place));
    }

    private synchronized boolean remove(String place) {
        return entries.remove(place) != null;
    }

    /** What one binding sees. */
    private final class Part implements KeyValueBasic {
        private final Keyspace keyspace;

        Part(Keyspace keyspace) {
            this.keyspace = keyspace;
        }

        @Override
        public Uni<Version> set(Key key, Value value, Deadline deadline) {
            return Uni.createFrom().item(() -> write(place(key), key, value));
        }

        @Override
        public Uni<Optional<Entry>> get(Key key, Deadline deadline) {
            return Uni.createFrom().item(() -> read(place(key)));
        }

        @Override
        public Uni<Boolean> delete(Key key, Deadline deadline) {
            return Uni.createFrom().item(() -> remove(place(key)));
        }

        @Override
        public Uni<Boolean> exists(Key key, Deadline deadline) {
            return get(key, deadline).map(Optional::isPresent);
        }

        private String place(Key key) {
            return keyspace + "/" + key.name();
        }
    }
}
