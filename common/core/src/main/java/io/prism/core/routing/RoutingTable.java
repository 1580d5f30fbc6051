// SPDX-License-Identifier: Apache-2.0
package io.prism.core.routing;

import io.prism.core.Keyspace;
import io.prism.core.MetadataKeys;
import io.prism.core.failure.GatewayException;
import io.prism.core.failure.GatewayException.NotServed;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.core.failure.GatewayException.Unknown;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From (namespace, service) to what serves it. Immutable: a new configuration is a new table.
 *
 * @param <T> what a binding's calls are handed to
 */
public final class RoutingTable<T> {

    /**
     * One binding.
     *
     * @param keyspace its namespace and name
     * @param services full gRPC names of the services it serves
     * @param target what its calls are handed to
     */
    public record Row<T>(Keyspace keyspace, Set<String> services, T target) {
        /** Keeps a copy of {@code services}. */
        public Row {
            services = Set.copyOf(services);
        }
    }

    private final List<Row<T>> rows;
    private final Map<String, Map<String, List<Row<T>>>> byNamespaceAndService = new LinkedHashMap<>();

    /**
     * A table of {@code rows}.
     *
     * @param namespaces every namespace there is, also those without a binding
     * @param rows the bindings, in the order they are tried
     */
    public RoutingTable(Collection<String> namespaces, List<Row<T>> rows) {
        this.rows = List.copyOf(rows);
        namespaces.forEach(name -> byNamespaceAndService.put(name, new LinkedHashMap<>()));
        for (Row<T> row : rows) {
            Map<String, List<Row<T>>> services =
                    byNamespaceAndService.computeIfAbsent(row.keyspace().namespace(), _ -> new LinkedHashMap<>());
            row.services()
                    .forEach(service -> services.computeIfAbsent(service, _ -> new ArrayList<>())
                            .add(row));
        }
    }

    /** Every binding. */
    public List<Row<T>> rows() {
        return rows;
    }

    /** Full gRPC names of all services that any binding serves. */
    public Set<String> services() {
        Set<String> services = new LinkedHashSet<>();
        rows.forEach(row -> services.addAll(row.services()));
        return services;
    }

    /**
     * What serves a call.
     *
     * @param namespace the call's namespace; null means {@value MetadataKeys#DEFAULT_NAMESPACE}
     * @param binding the binding it names; null when it names none
     * @param service full gRPC name of the called service
     * @throws GatewayException.Unknown when there is no such namespace or binding
     * @throws GatewayException.NotServed when nothing there serves the service
     * @throws GatewayException.Rejected when several bindings do and the call names none
     */
    public Row<T> find(@Nullable String namespace, @Nullable String binding, String service) {
        String name = namespace == null ? MetadataKeys.DEFAULT_NAMESPACE : namespace;
        Map<String, List<Row<T>>> services = byNamespaceAndService.get(name);
        if (services == null) {
            // The choices are left out: who asks for a namespace of another tenant must not learn its name.
            throw new Unknown("namespace", name, List.of());
        }
        List<Row<T>> candidates = services.getOrDefault(service, List.of());
        if (candidates.size() == 1 && binding == null) {
            return candidates.getFirst();
        }
        return choose(name, binding, service, candidates);
    }

    private Row<T> choose(String namespace, @Nullable String binding, String service, List<Row<T>> candidates) {
        if (binding != null) {
            for (Row<T> row : candidates) {
                if (row.keyspace().binding().equals(binding)) {
                    return row;
                }
            }
            throw notHere(namespace, binding, service);
        }
        if (candidates.isEmpty()) {
            throw new NotServed(
                    service, "no binding of namespace '%s' serves it".formatted(namespace), servedBy(namespace, null));
        }
        throw new Rejected(
                MetadataKeys.BINDING,
                "is required because several bindings of namespace '%s' serve %s: %s"
                        .formatted(namespace, service, names(candidates)),
                "");
    }

    private GatewayException notHere(String namespace, String binding, String service) {
        List<Row<T>> inNamespace = rows.stream()
                .filter(row -> row.keyspace().namespace().equals(namespace))
                .toList();
        return inNamespace.stream().anyMatch(row -> row.keyspace().binding().equals(binding))
                ? new NotServed(
                        service,
                        "binding '%s' of namespace '%s' does not serve it".formatted(binding, namespace),
                        servedBy(namespace, binding))
                : new Unknown("binding", namespace + "/" + binding, names(inNamespace));
    }

    private Set<String> servedBy(String namespace, @Nullable String binding) {
        Set<String> served = new LinkedHashSet<>();
        for (Row<T> row : rows) {
            if (row.keyspace().namespace().equals(namespace)
                    && (binding == null || row.keyspace().binding().equals(binding))) {
                served.addAll(row.services());
            }
        }
        return served;
    }

    private static <T> List<String> names(List<Row<T>> rows) {
        return rows.stream().map(row -> row.keyspace().binding()).toList();
    }
}
