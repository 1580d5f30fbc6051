// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern.observe.backend;

import io.prism.core.Keyspace;
import io.prism.pattern.observe.BackendOperations;
import io.prism.pattern.observe.RpcObserver;
import io.prism.pattern.observe.keyvalue.ObservedKeyValue;
import io.prism.spi.Backend;
import io.prism.spi.BackendGauge;
import io.prism.spi.BackendHealth;
import io.prism.spi.BackendInterfaces;
import io.prism.spi.Guarantees;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/**
 * A backend whose operations are seen. To let those of another data model be seen, wrap its interfaces as
 * {@link ObservedKeyValue} does and add it to {@link #as}; what has no wrapper is used as it is.
 */
public final class ObservedBackend implements Backend {

    private final Backend backend;
    private final List<BackendGauge> gauges;
    private final BackendOperations operations;
    private final ObservedKeyValue keyValue;

    private ObservedBackend(Backend backend, BackendOperations operations) {
        this.backend = backend;
        this.gauges = backend.gauges();
        this.operations = operations;
        operations.show(gauges);
        this.keyValue = new ObservedKeyValue(operations);
    }

    /**
     * The same backend, seen; itself, when nobody looks.
     *
     * @param name what it is called in the configuration
     * @param type its type's name
     */
    public static Backend of(RpcObserver observer, Backend backend, String name, String type) {
        return observer.operations(name, type)
                .<Backend>map(operations -> new ObservedBackend(backend, operations))
                .orElse(backend);
    }

    @Override
    public BackendInterfaces interfaces() {
        return backend.interfaces();
    }

    @Override
    public <T> Optional<T> as(Class<T> iface, Keyspace keyspace) {
        return backend.as(iface, keyspace).map(unseen -> keyValue.wrap(iface, unseen));
    }

    @Override
    public List<BackendGauge> gauges() {
        return gauges;
    }

    @Override
    public Uni<Guarantees> guarantees() {
        return backend.guarantees();
    }

    @Override
    public boolean keepsDataInProcess() {
        return backend.keepsDataInProcess();
    }

    @Override
    public Uni<BackendHealth> health() {
        return backend.health();
    }

    @Override
    public void close() {
        operations.hide(gauges);
        backend.close();
    }
}
