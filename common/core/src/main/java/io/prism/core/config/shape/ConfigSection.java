// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.shape;

import java.util.List;
import java.util.Optional;

/**
 * The keys of one mapping.
 *
 * @param description what it configures, one sentence
 * @param fields its keys, in the order in which they are explained
 */
public record ConfigSection(String description, List<ConfigField> fields) {

    /** Keeps a copy of {@code fields}. */
    public ConfigSection {
        fields = List.copyOf(fields);
    }

    /** The key that is written {@code key}. */
    public Optional<ConfigField> field(String key) {
        return fields.stream().filter(field -> field.key().equals(key)).findFirst();
    }

    /** How its keys are written, in their order. */
    public List<String> keys() {
        return fields.stream().map(ConfigField::key).toList();
    }
}
