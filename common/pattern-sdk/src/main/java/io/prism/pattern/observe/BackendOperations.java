// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern.observe;

import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sees what is asked of one backend. What an interface's wrapper calls its operations, and so how many there are, is fixed
 * in code. Safe for use by many threads.
 */
public final class BackendOperations {

    private final RpcObserver observer;
    private final String backend;
    private final String type;
    private final Map<String, BackendOperation> operations = new ConcurrentHashMap<>();

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
}
