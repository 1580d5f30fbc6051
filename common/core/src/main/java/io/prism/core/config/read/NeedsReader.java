// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.read;

import io.prism.core.Consistency;
import io.prism.core.Durability;
import io.prism.core.ModelNeeds;
import io.prism.core.Needs;
import io.prism.core.Quantities;
import io.prism.core.TransactionIsolation;
import io.prism.core.catalogue.Catalogue;
import io.prism.core.config.BackendConfig;
import io.prism.core.config.fault.FaultCollector;
import io.prism.core.config.read.FileShape.KeyValueNeeds;
import io.prism.core.config.shape.ConfigField;
import io.prism.core.config.shape.SectionValues;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code needs}, and refuses what a backend cannot give by its very configuration. What only the backend's server
 * knows is checked when the binding is used.
 */
final class NeedsReader {

    private final Catalogue catalogue;
    private final Map<String, BackendConfig> backends;
    private final FaultCollector faults;

    NeedsReader(Catalogue catalogue, Map<String, BackendConfig> backends, FaultCollector faults) {
        this.catalogue = catalogue;
        this.backends = backends;
        this.faults = faults;
    }

    /** The needs below {@code field} of a binding whose slots are filled by the backends with these names. */
    Needs read(SectionValues binding, ConfigField field, Collection<String> filledBy) {
        if (!binding.has(field)) {
            return Needs.NONE;
        }
        SectionValues values = binding.section(field);
        Optional<Durability> durability =
                values.find(FileShape.Needs.DURABILITY).map(text -> Durability.valueOf(text.toUpperCase(Locale.ROOT)));
        durability.ifPresent(level -> filledBy.stream().distinct().forEach(name -> check(values, level, name)));
        return new Needs(
                durability,
                values.has(FileShape.Needs.KEYVALUE)
                        ? List.of(keyValue(values.section(FileShape.Needs.KEYVALUE)))
                        : List.of());
    }

    private static ModelNeeds.KeyValue keyValue(SectionValues values) {
        return new ModelNeeds.KeyValue(
                values.find(KeyValueNeeds.CONSISTENCY).map(text -> Consistency.valueOf(text.toUpperCase(Locale.ROOT))),
                values.find(KeyValueNeeds.TRANSACTIONS)
                        .map(text -> TransactionIsolation.valueOf(text.toUpperCase(Locale.ROOT))),
                values.find(KeyValueNeeds.TTL_PRECISION).flatMap(Quantities::duration),
                values.find(KeyValueNeeds.VALUE_SIZE).flatMap(Quantities::bytes));
    }

    private void check(SectionValues values, Durability needed, String name) {
        Optional<BackendConfig> backend = Optional.ofNullable(backends.get(name));
        Optional<Durability> given = backend.flatMap(known -> catalogue
                .backend(known.type())
                .flatMap(type -> type.durability().of(known.options())));
        if (given.isPresent() && given.get().compareTo(needed) < 0) {
            faults.add(
                    values.keyPlace(FileShape.Needs.DURABILITY),
                    text(needed),
                    "is more than backend '%s' of type %s gives: an acknowledged write there survives '%s'"
                            .formatted(name, backend.map(BackendConfig::type).orElse(""), text(given.get())),
                    "use a backend that gives it, set this one's options accordingly, or need less");
        }
    }

    private static String text(Durability level) {
        return level.name().toLowerCase(Locale.ROOT);
    }
}
