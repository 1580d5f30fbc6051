// SPDX-License-Identifier: Apache-2.0
package io.prism.core;

import java.util.Optional;

/**
 * What a binding must be able to rely on.
 *
 * @param durability the least that an acknowledged write must survive; empty for any
 */
public record Needs(Optional<Durability> durability) {

    /** No need at all. */
    public static final Needs NONE = new Needs(Optional.empty());
}
