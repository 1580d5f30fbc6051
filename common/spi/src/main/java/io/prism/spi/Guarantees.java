// SPDX-License-Identifier: Apache-2.0
package io.prism.spi;

import io.prism.core.Durability;
import java.util.List;
import java.util.Optional;

/**
 * What a backend promises, as configured now.
 *
 * @param durability what an acknowledged write survives
 * @param evidence what the durability rests on, one line for a person, such as {@code "the server says appendfsync
 *     always"}
 * @param models what it promises of each data model it has, one part for each
 */
public record Guarantees(Durability durability, String evidence, List<ModelGuarantees> models) {

    /** Keeps a copy of {@code models}. */
    public Guarantees {
        models = List.copyOf(models);
    }

    /** The guarantees of a backend with one data model. */
    public Guarantees(Durability durability, String evidence, ModelGuarantees model) {
        this(durability, evidence, List.of(model));
    }

    /** The part about one data model; empty when the backend does not have it. */
    public <M extends ModelGuarantees> Optional<M> of(Class<M> model) {
        return models.stream().filter(model::isInstance).map(model::cast).findFirst();
    }
}
