// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.read;

import io.prism.core.catalogue.BackendType;
import io.prism.core.catalogue.Catalogue;
import io.prism.core.config.BackendConfig;
import io.prism.core.config.fault.FaultCollector;
import io.prism.core.config.shape.ValueShape;
import io.prism.core.config.text.Choices;
import io.prism.core.config.yaml.YamlValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code backends}. */
final class BackendsReader {

    private static final String TYPE = "type";

    private final Catalogue catalogue;
    private final OptionsReader options;
    private final FaultCollector faults;

    BackendsReader(Catalogue catalogue, OptionsReader options, FaultCollector faults) {
        this.catalogue = catalogue;
        this.options = options;
        this.faults = faults;
    }

    /** Every backend by name; one with a fault too, so that a reference to it is not a second fault. */
    Map<String, BackendConfig> read(YamlValue mapping) {
        Map<String, BackendConfig> backends = new LinkedHashMap<>();
        for (YamlValue.Entry entry : mapping.entries(faults)) {
            ValueShape.Name name = new ValueShape.Name();
            if (!name.fits(entry.key())) {
                faults.add(entry.place(), entry.key(), "is not " + name.noun(), name.remedy(entry.key()));
            }
            backends.put(entry.key(), backend(entry));
        }
        return backends;
    }

    private BackendConfig backend(YamlValue.Entry backend) {
        List<YamlValue.Entry> entries = backend.value().entries(faults);
        Optional<YamlValue.Entry> typeEntry =
                entries.stream().filter(entry -> entry.key().equals(TYPE)).findFirst();
        if (typeEntry.isEmpty()) {
            if (backend.value().isMapping()) {
                faults.add(backend.place().missing(TYPE), "", "is missing", "add 'type:' with one of " + types());
            }
            return new BackendConfig(backend.key(), "", Map.of());
        }
        Optional<BackendType> type = type(typeEntry.get().value());
        List<YamlValue.Entry> others =
                entries.stream().filter(entry -> !entry.key().equals(TYPE)).toList();
        return type.map(known -> new BackendConfig(
                        backend.key(), known.type(), options.read(backend.place(), others, known.options())))
                .orElseGet(() -> new BackendConfig(backend.key(), "", Map.of()));
    }

    private Optional<BackendType> type(YamlValue value) {
        return value.text(faults).flatMap(name -> {
            Optional<BackendType> type = catalogue.backend(name);
            if (type.isEmpty()) {
                faults.add(
                        value.place(), name, "is not a backend type", Choices.remedy(name, catalogue.backendNames()));
            }
            return type;
        });
    }

    private String types() {
        return Choices.list(catalogue.backendNames());
    }
}
