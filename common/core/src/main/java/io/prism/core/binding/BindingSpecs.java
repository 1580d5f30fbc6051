// SPDX-License-Identifier: Apache-2.0
package io.prism.core.binding;

import io.prism.core.config.BackendConfig;
import io.prism.core.config.BindingConfig;
import io.prism.core.config.PrismConfig;
import io.prism.core.config.secret.Secrets;
import io.prism.core.failure.GatewayException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** From what is written in {@code prism.yaml} to what a pattern host opens. */
public final class BindingSpecs {

    private BindingSpecs() {}

    /**
     * The specs of bindings, their secrets resolved now: each backend's once, so that bindings on the same backend have
     * the same spec of it. May read files, so not for an event loop.
     *
     * @param config the configuration that the bindings are from
     * @throws GatewayException.Rejected when a secret cannot be had, naming it but not its value
     */
    public static List<BindingSpec> of(Collection<BindingConfig> bindings, PrismConfig config, Secrets secrets) {
        Map<String, BackendSpec> resolved = new HashMap<>();
        List<BindingSpec> specs = new ArrayList<>();
        for (BindingConfig binding : bindings) {
            Map<String, BackendSpec> slots = new HashMap<>();
            binding.slots()
                    .forEach((slot, name) ->
                            slots.put(slot, resolved.computeIfAbsent(name, backend -> spec(backend, config, secrets))));
            specs.add(new BindingSpec(
                    binding.keyspace(), binding.pattern(), slots, binding.settings(secrets), binding.needs()));
        }
        return List.copyOf(specs);
    }

    private static BackendSpec spec(String name, PrismConfig config, Secrets secrets) {
        // The configuration has been checked: every slot names a backend that exists.
        BackendConfig backend = Objects.requireNonNull(config.backends().get(name), name);
        return new BackendSpec(name, backend.type(), backend.settings(secrets));
    }
}
