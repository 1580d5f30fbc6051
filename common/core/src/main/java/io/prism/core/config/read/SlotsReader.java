// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.read;

import io.prism.core.catalogue.BackendType;
import io.prism.core.catalogue.Catalogue;
import io.prism.core.catalogue.PatternType;
import io.prism.core.catalogue.SlotType;
import io.prism.core.config.BackendConfig;
import io.prism.core.config.fault.ConfigLocation;
import io.prism.core.config.fault.FaultCollector;
import io.prism.core.config.text.Choices;
import io.prism.core.config.yaml.YamlValue;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Reads which backend fills which slot, and checks that it can. */
final class SlotsReader {

    private final Catalogue catalogue;
    private final Map<String, BackendConfig> backends;
    private final FaultCollector faults;
    private final Map<String, Integer> rawUses = new HashMap<>();

    SlotsReader(Catalogue catalogue, Map<String, BackendConfig> backends, FaultCollector faults) {
        this.catalogue = catalogue;
        this.backends = backends;
        this.faults = faults;
    }

    /** The slots as {@code slots:} lists them. */
    Map<String, String> listed(YamlValue mapping, PatternType pattern) {
        Map<String, String> filled = new LinkedHashMap<>();
        if (!mapping.isMapping() && !mapping.isNothing()) {
            mapping.entries(faults);
            return filled;
        }
        List<YamlValue.Entry> entries = mapping.isNothing() ? List.of() : mapping.entries(faults);
        for (YamlValue.Entry entry : entries) {
            SlotType slot = pattern.slots().get(entry.key());
            Optional<BackendConfig> backend = backend(entry.value());
            if (slot == null) {
                faults.add(
                        entry.place(),
                        entry.key(),
                        "is not a slot of " + pattern.name(),
                        Choices.remedy(entry.key(), pattern.slots().keySet()));
            } else {
                backend.ifPresent(known -> claims(known, slot, entry.value()));
                filled.put(entry.key(), backend.map(BackendConfig::name).orElse(""));
            }
        }
        pattern.slots().values().stream()
                .filter(slot -> slot.required() && !filled.containsKey(slot.name()))
                .forEach(slot -> missing(slot, mapping.place()));
        return filled;
    }

    /** Every required slot filled by the one backend that {@code backend:} names. */
    Map<String, String> allBy(YamlValue name, PatternType pattern) {
        Map<String, String> filled = new LinkedHashMap<>();
        Optional<BackendConfig> backend = backend(name);
        if (backend.isPresent()) {
            for (SlotType slot : pattern.slots().values()) {
                if (slot.required()) {
                    claims(backend.get(), slot, name);
                    filled.put(slot.name(), backend.get().name());
                }
            }
        }
        return filled;
    }

    /** Reports every required slot of a binding that has neither {@code slots:} nor {@code backend:}. */
    void missing(ConfigLocation binding, PatternType pattern) {
        pattern.slots().values().stream()
                .filter(SlotType::required)
                .forEach(slot -> missing(slot, binding.missing("slots")));
    }

    private void missing(SlotType slot, ConfigLocation slots) {
        faults.add(
                slots.missing(slot.name()),
                "",
                "is missing",
                "name a backend that claims " + sorted(slot.requires()) + ". There are: " + names());
    }

    private Optional<BackendConfig> backend(YamlValue value) {
        return value.text(faults).flatMap(name -> {
            Optional<BackendConfig> backend = Optional.ofNullable(backends.get(name));
            if (backend.isEmpty()) {
                faults.add(
                        value.place(),
                        name,
                        "is not a backend",
                        Choices.remedy(name, new TreeSet<>(backends.keySet())));
            }
            return backend;
        });
    }

    private void claims(BackendConfig backend, SlotType slot, YamlValue at) {
        Integer taken = backend.rawKeys()
                ? rawUses.putIfAbsent(backend.name(), at.place().line())
                : null;
        if (taken != null) {
            faults.add(
                    at.place(),
                    backend.name(),
                    "adopts keys as they are (raw-keys) and belongs to the binding in line " + taken,
                    "give this binding another backend; keys of two bindings must never meet");
        }
        Optional<BackendType> type = catalogue.backend(backend.type());
        TreeSet<String> lacking = new TreeSet<>(slot.requires());
        type.ifPresent(known -> lacking.removeAll(known.claims(backend.options())));
        // A backend of unknown type is reported where it is declared.
        if (type.isPresent() && !lacking.isEmpty()) {
            faults.add(
                    at.place(),
                    backend.name(),
                    "is of type " + backend.type() + ", which does not claim " + String.join(", ", lacking)
                            + " that slot '" + slot.name() + "' requires",
                    "use a backend of a type that does: " + claiming(slot));
        }
    }

    private String claiming(SlotType slot) {
        List<String> types = catalogue.backends().stream()
                .filter(type -> type.claims().containsAll(slot.requires()))
                .map(BackendType::type)
                .toList();
        return types.isEmpty() ? "none is known yet" : Choices.list(types);
    }

    private String names() {
        return backends.isEmpty() ? "none" : Choices.list(new TreeSet<>(backends.keySet()));
    }

    private static String sorted(Iterable<String> ids) {
        TreeSet<String> sorted = new TreeSet<>();
        ids.forEach(sorted::add);
        return String.join(", ", sorted);
    }
}
