// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config;

import io.prism.core.catalogue.Catalogue;
import io.prism.core.catalogue.InterfaceType;
import io.prism.core.catalogue.PatternType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Which interfaces a binding serves; what routing and reflection are built from. */
public final class BindingServices {

    private BindingServices() {}

    /** Id of the interface that every binding of our own patterns serves: it tells about the binding itself. */
    private static final String ABOUT = "binding";

    /**
     * The interfaces that the binding's pattern exposes and the backend in the slot behind them claims, in the order
     * of the registry, and the one that describes the binding. Empty for a binding that is not valid in {@code config} and {@code catalogue}.
     */
    public static List<InterfaceType> servicesOf(BindingConfig binding, PrismConfig config, Catalogue catalogue) {
        return catalogue.pattern(binding.pattern()).stream()
                .flatMap(pattern -> Stream.concat(
                        pattern.exposes().entrySet().stream()
                                .filter(exposed -> claims(binding, exposed, config, catalogue))
                                .map(Map.Entry::getKey),
                        pattern.external() ? Stream.<String>empty() : Stream.of(ABOUT)))
                .flatMap(id -> catalogue.interfaceType(id).stream())
                .toList();
    }

    private static boolean claims(
            BindingConfig binding, Map.Entry<String, String> exposed, PrismConfig config, Catalogue catalogue) {
        if (exposed.getValue().equals(PatternType.OWN)) {
            return true;
        }
        return Optional.ofNullable(binding.slots().get(exposed.getValue()))
                .map(config.backends()::get)
                .filter(backend -> catalogue
                        .backend(backend.type())
                        .filter(type -> type.claims(backend.options()).contains(exposed.getKey()))
                        .isPresent())
                .isPresent();
    }
}
