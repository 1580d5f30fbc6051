// SPDX-License-Identifier: Apache-2.0
package io.prism.spi.keyvalue.operation;

import io.prism.spi.keyvalue.entry.Version;

/** What must be there for a conditional write to happen. */
public sealed interface Expected {

    /** The key must be absent or expired. */
    record Absent() implements Expected {}

    /**
     * The entry must be there in this very state.
     *
     * @param version the state
     */
    record At(Version version) implements Expected {}
}
