// SPDX-License-Identifier: Apache-2.0
package io.prism.core.binding;

import io.prism.core.config.BackendConfig;
import io.prism.core.config.BindingConfig;
import io.prism.core.config.PrismConfig;
import io.prism.core.config.secret.Secrets;
import io.prism.core.failure.GatewayException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** From what is written in {@code prism.yaml} to what a pattern host opens. */
public final class BindingSpecs {

    private BindingSpecs() {}

    /**
     * The spec of a binding, its secrets resolved now. May read files, so not for an event loop.
     *
     * @param config the configuration that the binding is from
     * @throws GatewayException.Rejected when a secret cannot be had, naming it but not its value
     */
    public static BindingSpec of(BindingConfig binding, PrismConfig config, Secrets secrets) {
        Map<String, BackendSpec> slots = new HashMap<>();
        binding.slots().forEach((slot, name) -> {
            // The configuration has been checked: every slot names a backend that exists.
            BackendConfig backend = Objects.requireNonNull(config.backends().get(name), name);
            slots.put(slot, new BackendSpec(name, backend.type(), backend.settings(secrets)));
        });
        return new BindingSpec(binding.keyspace(), binding.pattern(), slots, binding.settings(secrets));
    }
}
