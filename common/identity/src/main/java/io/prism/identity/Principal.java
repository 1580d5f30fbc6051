// SPDX-License-Identifier: Apache-2.0
package io.prism.identity;

import java.util.Set;

/**
 * Who calls.
 *
 * @param name its name
 * @param groups to which it belongs
 */
public record Principal(String name, Set<String> groups) {

    /** Keeps a copy. */
    public Principal {
        groups = Set.copyOf(groups);
    }
}
