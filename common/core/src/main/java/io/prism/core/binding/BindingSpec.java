// SPDX-License-Identifier: Apache-2.0
package io.prism.core.binding;

import io.prism.core.Keyspace;
import io.prism.core.Needs;
import io.prism.core.OptionMap;
import java.util.Map;

/**
 * A binding as a pattern host serves it.
 *
 * @param keyspace its namespace and name
 * @param pattern name of the pattern
 * @param slots the backend in each slot, by the slot's name
 * @param config the pattern's options
 * @param needs what it must be able to rely on; calls are refused while it is not so
 */
public record BindingSpec(
        Keyspace keyspace, String pattern, Map<String, BackendSpec> slots, OptionMap config, Needs needs) {

    /** Keeps a copy of {@code slots}. */
    public BindingSpec {
        slots = Map.copyOf(slots);
    }
}
