// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config;

import io.prism.core.catalogue.Catalogue;
import io.prism.core.catalogue.InterfaceType;
import io.prism.core.catalogue.PatternType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which interfaces a binding serves; what routing and reflection are built from. */
public final class BindingServices {

    private BindingServices() {}

    /**
     * The interfaces that the binding's pattern exposes and the backend in the slot behind them claims, in the order
     * of the registry. Empty for a binding that is not valid in {@code config} and {@code catalogue}.
     */
    public static List<InterfaceType> servicesOf(BindingConfig binding, PrismConfig config, Catalogue catalogue) {
        return catalogue.pattern(binding.pattern()).stream()
                .flatMap(pattern -> pattern.exposes().entrySet().stream())
                .filter(exposed -> claims(binding, exposed, config, catalogue))
                .flatMap(exposed -> catalogue.interfaceType(exposed.getKey()).stream())
                .toList();
    }

    private static boolean claims(
            BindingConfig binding, Map.Entry<String, String> exposed, PrismConfig config, Catalogue catalogue) {
        if (exposed.getValue().equals(PatternType.OWN)) {
            return true;
        }
        return Optional.ofNullable(binding.slots().get(exposed.getValue()))
                .map(config.backends()::get)
                .flatMap(backend -> catalogue.backend(backend.type()))
                .filter(type -> type.claims().contains(exposed.getKey()))
                .isPresent();
    }
}
