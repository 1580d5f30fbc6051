// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.register;

import java.util.List;

/**
 * What is against a schema.
 *
 * @param sha256 of the schema as it would be kept
 * @param reasons why it may not follow what is there; empty when it may
 */
public record Objections(String sha256, List<String> reasons) {

    /** Keeps a copy. */
    public Objections {
        reasons = List.copyOf(reasons);
    }
}
