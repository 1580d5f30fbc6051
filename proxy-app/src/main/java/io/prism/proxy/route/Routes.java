// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.route;

import io.prism.core.binding.BindingSpecs;
import io.prism.core.catalogue.Catalogue;
import io.prism.core.catalogue.InterfaceType;
import io.prism.core.config.BindingConfig;
import io.prism.core.config.BindingServices;
import io.prism.core.config.Isolation;
import io.prism.core.config.PrismConfig;
import io.prism.core.config.secret.Secrets;
import io.prism.core.failure.GatewayException;
import io.prism.core.routing.RoutingTable;
import io.prism.core.routing.RoutingTable.Row;
import io.prism.pattern.Bindings;
import io.prism.pattern.ServedBinding;
import io.prism.proxy.limit.Gates;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The routing table in force. A new configuration replaces it in one step; calls that were routed by the old one
 * finish where they are.
 */
public final class Routes {

    private final Catalogue catalogue;
    private final Bindings embedded;
    private final Secrets secrets;
    private final Gates gates;
    private volatile RoutingTable<Route> table = new RoutingTable<>(List.of(), List.of());

    /**
     * Routes nothing yet.
     *
     * @param embedded opens embedded bindings
     * @param gates makes what lets calls in
     */
    public Routes(Catalogue catalogue, Bindings embedded, Secrets secrets, Gates gates) {
        this.catalogue = catalogue;
        this.embedded = embedded;
        this.secrets = secrets;
        this.gates = gates;
    }

    /** The table now. */
    public RoutingTable<Route> table() {
        return table;
    }

    /**
     * Routes by {@code config} from now on. May read files that hold secrets, so not for an event loop.
     *
     * @throws GatewayException when an embedded binding cannot be opened; the old table then stays in force
     */
    public void use(PrismConfig config) {
        List<BindingConfig> bindings = config.namespaces().values().stream()
                .flatMap(namespace -> namespace.bindings().values().stream())
                .toList();
        List<BindingConfig> toOpen = bindings.stream()
                .filter(binding -> binding.isolation() == Isolation.EMBEDDED)
                .toList();
        embedded.serve(BindingSpecs.of(toOpen, config, secrets));
        gates.use(config);
        List<Row<Route>> rows = new ArrayList<>();
        for (Row<ServedBinding> row : embedded.table().rows()) {
            rows.add(new Row<>(
                    row.keyspace(),
                    row.services(),
                    new Route.Embedded(row.target().server(), gates.of(row.keyspace(), row.services()))));
        }
        for (BindingConfig binding : bindings) {
            if (binding.isolation() != Isolation.EMBEDDED) {
                Set<String> services = services(binding, config);
                rows.add(new Row<>(
                        binding.keyspace(),
                        services,
                        Route.Process.of(binding, gates.of(binding.keyspace(), services))));
            }
        }
        table = new RoutingTable<>(config.namespaces().keySet(), rows);
    }

    private Set<String> services(BindingConfig binding, PrismConfig config) {
        return BindingServices.servicesOf(binding, config, catalogue).stream()
                .map(InterfaceType::service)
                .collect(Collectors.toSet());
    }
}
