// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.register;

import io.prism.registry.store.NewVersion;
import io.prism.registry.store.SchemaVersion;

/** What is to happen with a schema that somebody wants to register. */
sealed interface Decision {

    /**
     * Nothing: it is there.
     *
     * @param version where
     */
    record There(SchemaVersion version) implements Decision {}

    /**
     * It becomes a new version.
     *
     * @param proposal what was decided on
     * @param version what is to be added
     * @param breaks whether it is incompatible and was let through
     */
    record Add(Proposal proposal, NewVersion version, boolean breaks) implements Decision {}
}
