// SPDX-License-Identifier: Apache-2.0
package io.prism.core;

import java.util.List;
import java.util.Optional;

/**
 * What a binding must be able to rely on.
 *
 * @param durability the least that an acknowledged write must survive, in every backend; empty for any
 * @param models what it needs of data models, at most one part for each
 */
public record Needs(Optional<Durability> durability, List<ModelNeeds> models) {

    /** No need at all. */
    public static final Needs NONE = new Needs(Optional.empty(), List.of());

    /** Keeps a copy of {@code models}. */
    public Needs {
        models = List.copyOf(models);
    }

    /** Whether anything will do. */
    public boolean none() {
        return equals(NONE);
    }
}
