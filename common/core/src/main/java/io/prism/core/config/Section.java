// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config;

import java.util.List;
import java.util.Optional;

/**
 * The keys of one mapping.
 *
 * @param description what it configures, one sentence
 * @param fields its keys, in the order in which they are explained
 */
record Section(String description, List<Field> fields) {

    Section {
        fields = List.copyOf(fields);
    }

    Optional<Field> field(String key) {
        return fields.stream().filter(field -> field.key().equals(key)).findFirst();
    }

    List<String> keys() {
        return fields.stream().map(Field::key).toList();
    }
}
