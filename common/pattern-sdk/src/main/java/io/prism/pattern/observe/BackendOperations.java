// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern.observe;

import io.micrometer.core.instrument.Gauge;
import io.prism.spi.BackendGauge;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Sees what is asked of one backend. What an interface's wrapper calls its operations, and so how many there are, is fixed
 * in code. Safe for use by many threads.
 */
public final class BackendOperations {

    private final RpcObserver observer;
    private final String backend;
    private final String type;
    private final Map<String, BackendOperation> operations = new ConcurrentHashMap<>();
    /** Those of the backend that has the name now: when it is replaced, there are two of it for a while. */
    private final AtomicReference<List<BackendGauge>> gauges = new AtomicReference<>(List.of());

    BackendOperations(RpcObserver observer, String backend, String type) {
        this.observer = observer;
        this.backend = backend;
        this.type = type;
    }

    /**
     * An operation by its name.
     *
     * @param name such as {@code get}, from a set that is fixed in code
     */
    public BackendOperation of(String name) {
        return operations.computeIfAbsent(name, _ -> new BackendOperation(observer, backend, type, name));
    }

    /** The same operation on the backend, seen. Each subscription is one. */
    public static <T> Uni<T> see(BackendOperation operation, Uni<T> call) {
        return new ObservedOperation<>(operation, call);
    }

    /** A backend of this name has been opened: from now on its gauges are asked. */
    public void show(List<BackendGauge> opened) {
        gauges.set(opened);
        observer.meters()
                .ifPresent(registry -> opened.forEach(
                        gauge -> Gauge.builder("prism.backend." + gauge.name(), () -> value(gauge.name()))
                                .description(gauge.description())
                                .tag("backend", backend)
                                .register(registry)));
    }

    /** A backend is closed: its gauges are not asked any more, unless another one has taken its name. */
    public void hide(List<BackendGauge> closed) {
        gauges.compareAndSet(closed, List.of());
    }

    private double value(String gauge) {
        return gauges.get().stream()
                .filter(one -> one.name().equals(gauge))
                .mapToDouble(one -> one.value().getAsDouble())
                .findFirst()
                .orElse(Double.NaN);
    }
}
