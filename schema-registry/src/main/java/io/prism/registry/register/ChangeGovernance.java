// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.register;

import io.prism.registry.name.SubjectName;
import io.prism.registry.store.SchemaVersion;
import java.util.List;
import java.util.Set;

/** What has a say in changes beside compatibility, and hears of them. Safe for use by many threads. */
public interface ChangeGovernance {

    /**
     * Whether a new version may be registered.
     *
     * @throws io.prism.registry.fault.RegistryException when it may not
     */
    void admit(Proposal proposal);

    /** Whether it may be registered although it is incompatible for {@code reasons}. */
    boolean mayBreak(Proposal proposal, List<String> reasons);

    /**
     * A new version was registered.
     *
     * @param broke whether it was incompatible and let through by {@link #mayBreak}
     */
    void registered(Proposal proposal, SchemaVersion version, boolean broke);

    /** Versions were deleted. */
    void deleted(SubjectName subject, Set<Integer> versions, boolean permanently);
}
