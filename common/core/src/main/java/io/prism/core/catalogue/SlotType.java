// SPDX-License-Identifier: Apache-2.0
package io.prism.core.catalogue;

import java.util.Set;

/**
 * A place in a pattern that a backend fills.
 *
 * @param name its key below {@code slots}
 * @param description what the backend is used for, one sentence
 * @param required whether a binding must fill it
 * @param requires ids of the interfaces its backend must claim
 * @param uses ids of the interfaces it makes use of when its backend claims them
 */
public record SlotType(String name, String description, boolean required, Set<String> requires, Set<String> uses) {

    /** Keeps copies of the collections. */
    public SlotType {
        requires = Set.copyOf(requires);
        uses = Set.copyOf(uses);
    }
}
