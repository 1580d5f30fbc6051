// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern.observe.keyvalue;

import static io.prism.pattern.observe.BackendOperations.see;

import io.prism.core.Deadline;
import io.prism.pattern.observe.BackendOperation;
import io.prism.pattern.observe.BackendOperations;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.Value;
import io.prism.spi.keyvalue.entry.Version;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** {@link KeyValueBasic} with its operations seen. */
final class ObservedKeyValueBasic implements KeyValueBasic {

    private final KeyValueBasic store;
    private final BackendOperation set;
    private final BackendOperation get;
    private final BackendOperation delete;
    private final BackendOperation exists;

    ObservedKeyValueBasic(KeyValueBasic store, BackendOperations operations) {
        this.store = store;
        this.set = operations.of("set");
        this.get = operations.of("get");
        this.delete = operations.of("delete");
        this.exists = operations.of("exists");
    }

    @Override
    public Uni<Version> set(Key key, Value value, Deadline deadline) {
        return see(set, store.set(key, value, deadline));
    }

    @Override
    public Uni<Optional<Entry>> get(Key key, Deadline deadline) {
        return see(get, store.get(key, deadline));
    }

    @Override
    public Uni<Boolean> delete(Key key, Deadline deadline) {
        return see(delete, store.delete(key, deadline));
    }

    @Override
    public Uni<Boolean> exists(Key key, Deadline deadline) {
        return see(exists, store.exists(key, deadline));
    }
}
