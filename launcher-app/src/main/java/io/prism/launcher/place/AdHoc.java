// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.place;

import io.prism.core.MetadataKeys;
import io.prism.core.Needs;
import io.prism.core.catalogue.BackendType;
import io.prism.core.catalogue.Catalogue;
import io.prism.core.catalogue.OptionType;
import io.prism.core.catalogue.PatternType;
import io.prism.core.catalogue.SlotType;
import io.prism.core.config.BackendConfig;
import io.prism.core.config.BindingConfig;
import io.prism.core.config.PrismConfig;
import io.prism.core.config.shape.ValueShape;
import io.prism.core.config.text.Choices;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.core.failure.GatewayException.Unknown;
import io.prism.core.process.ProcessKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Bindings for namespaces that {@code prism.yaml} does not know, made from the settings of a launch request:
 * {@code slots.<slot>} names a backend of {@code prism.yaml}, anything else is an option of the pattern. A slot that is
 * not named is filled with memory.
 *
 * @param config where the backends are from
 * @param catalogue where the pattern is from
 */
record AdHoc(PrismConfig config, Catalogue catalogue) {

    /** The backend of slots that are not named; no name in {@code prism.yaml} can hold a space. */
    static final String DEFAULT_BACKEND = "default memory";

    private static final String SLOT = "slots.";
    private static final String MEMORY = "memory";

    /**
     * The binding of a process.
     *
     * @throws Rejected when a setting is unknown or wrong
     * @throws Unknown when there is no such pattern
     */
    BindingConfig binding(PlacedProcess process) {
        ProcessKey key = process.key();
        PatternType pattern = catalogue
                .pattern(key.pattern())
                .orElseThrow(() -> new Unknown("pattern", key.pattern(), catalogue.patternNames()));
        Map<String, String> given = process.adHoc().orElse(Map.of());
        String namespace = key.namespace().isEmpty() ? MetadataKeys.DEFAULT_NAMESPACE : key.namespace();
        return new BindingConfig(
                namespace,
                pattern.name(),
                pattern.name(),
                key.isolation(),
                slots(pattern, given),
                options(pattern, given),
                Needs.NONE);
    }

    /** The configuration with the backend of slots that are not named beside its own. */
    PrismConfig withDefaultBackend() {
        Map<String, BackendConfig> backends = new LinkedHashMap<>(config.backends());
        Map<String, String> defaults = catalogue
                .backend(MEMORY)
                .map(type -> OptionType.withDefaults(Map.of(), type.options().values()))
                .orElse(Map.of());
        backends.put(DEFAULT_BACKEND, new BackendConfig(DEFAULT_BACKEND, MEMORY, defaults));
        return new PrismConfig(config.proxy(), config.launcher(), config.registry(), backends, config.namespaces());
    }

    private Map<String, String> slots(PatternType pattern, Map<String, String> given) {
        Map<String, String> filled = new LinkedHashMap<>();
        for (SlotType slot : pattern.slots().values()) {
            String named = given.get(SLOT + slot.name());
            if (named != null || slot.required()) {
                filled.put(slot.name(), fits(slot, Optional.ofNullable(named)));
            }
        }
        return filled;
    }

    private String fits(SlotType slot, Optional<String> named) {
        String field = "config." + SLOT + slot.name();
        String type = named.map(name -> Optional.ofNullable(config.backends().get(name))
                        .map(BackendConfig::type)
                        .orElseThrow(() -> new Rejected(field, "must name a backend: " + backends(name), name)))
                .orElse(MEMORY);
        TreeSet<String> lacking = new TreeSet<>(slot.requires());
        catalogue.backend(type).map(BackendType::claims).ifPresent(lacking::removeAll);
        if (!lacking.isEmpty()) {
            String constraint = "must name a backend that claims " + String.join(", ", lacking);
            throw new Rejected(field, constraint, named.orElse(MEMORY));
        }
        return named.orElse(DEFAULT_BACKEND);
    }

    private String backends(String wrong) {
        return Choices.remedy(wrong, new TreeSet<>(config.backends().keySet()));
    }

    private static Map<String, String> options(PatternType pattern, Map<String, String> given) {
        Map<String, String> all =
                OptionType.withDefaults(Map.of(), pattern.options().values());
        given.forEach((name, text) -> {
            if (!name.startsWith(SLOT)) {
                all.put(name, option(pattern, name, text));
            } else if (!pattern.slots().containsKey(name.substring(SLOT.length()))) {
                String there = Choices.remedy(
                        name.substring(SLOT.length()), pattern.slots().keySet());
                throw new Rejected("config." + name, "must name a slot of the pattern: " + there, "");
            }
        });
        return all;
    }

    private static String option(PatternType pattern, String name, String text) {
        OptionType type = pattern.options().get(name);
        if (type == null) {
            String there = Choices.remedy(name, pattern.options().keySet());
            throw new Rejected("config." + name, "must be an option of the pattern: " + there, "");
        }
        ValueShape.Scalar shape = ValueShape.of(type);
        // References to the launcher's environment and files are for its owner, not for whoever may call it.
        if (text.contains("${") || !shape.fits(text)) {
            throw new Rejected("config." + name, "must be " + shape.noun(), type.secret() ? "" : text);
        }
        return text;
    }
}
