// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.observe;

import com.google.protobuf.Descriptors.MethodDescriptor;
import io.prism.contracts.Contracts;
import io.prism.core.Keyspace;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The meters of one binding, by method. Made when a configuration is loaded: the methods are those of the contracts, and
 * whatever else is called counts as {@value #OTHER}, so clients cannot make series up. Safe for use by many threads.
 */
public final class BindingMeters {

    /** How a method is called that no contract has. */
    static final String OTHER = "other";

    private static final Keyspace NOWHERE = new Keyspace("-", "-");

    private final Keyspace binding;
    private final Map<String, MethodMeters> byPath;
    private final MethodMeters other;

    private BindingMeters(ProxyMeters meters, Keyspace binding, Collection<MethodDescriptor> methods) {
        this.binding = binding;
        this.byPath = methods.stream()
                .collect(Collectors.toUnmodifiableMap(
                        method -> "/" + name(method),
                        method -> new MethodMeters(
                                meters,
                                binding,
                                name(method),
                                method.isClientStreaming() || method.isServerStreaming())));
        this.other = new MethodMeters(meters, binding, OTHER, false);
    }

    /**
     * The meters of a binding.
     *
     * @param services full gRPC names of what it serves
     */
    public static BindingMeters of(ProxyMeters meters, Keyspace binding, Set<String> services) {
        return new BindingMeters(
                meters,
                binding,
                Contracts.services().stream()
                        .filter(service -> services.contains(service.getFullName()))
                        .flatMap(service -> service.getMethods().stream())
                        .toList());
    }

    /** The meters of calls that reach no binding; namespace and binding are {@code -}. */
    static BindingMeters nowhere(ProxyMeters meters) {
        return new BindingMeters(meters, NOWHERE, Set.of());
    }

    /** Whose they are. */
    Keyspace binding() {
        return binding;
    }

    /** Those of a method, by its path: {@code /package.Service/Method}. */
    MethodMeters of(String path) {
        MethodMeters known = byPath.get(path);
        return known == null ? other : known;
    }

    private static String name(MethodDescriptor method) {
        return method.getService().getFullName() + "/" + method.getName();
    }
}
