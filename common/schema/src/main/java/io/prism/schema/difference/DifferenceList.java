// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.difference;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The differences found so far, bounded in number. Beyond the bound further ones are left out, but never so that a
 * comparison that found a breaking difference reports none. Confined to one thread.
 */
public final class DifferenceList {

    private final CompatibilityPolicy policy;
    private final int mostOfEach;
    private final List<Difference> kept = new ArrayList<>();
    private int breaking;
    private int harmless;

    /**
     * Starts empty.
     *
     * @param mostOfEach how many are kept of those that break, and how many of those that do not
     */
    public DifferenceList(CompatibilityPolicy policy, int mostOfEach) {
        this.policy = policy;
        this.mostOfEach = mostOfEach;
    }

    /** Empty, with the same policy and bound. */
    public DifferenceList fresh() {
        return new DifferenceList(policy, mostOfEach);
    }

    /** Takes note of one. */
    public void add(Difference difference) {
        boolean breaks = difference.breaks(policy);
        int count = breaks ? ++breaking : ++harmless;
        if (count <= mostOfEach) {
            kept.add(difference);
        }
    }

    /** Takes note of each. */
    public void addAll(Collection<Difference> differences) {
        differences.forEach(this::add);
    }

    /** Whether one of them breaks. */
    public boolean breaks() {
        return breaking > 0;
    }

    /** How many were kept. */
    public int size() {
        return kept.size();
    }

    /** Those that were kept, in the order found. */
    public List<Difference> all() {
        return List.copyOf(kept);
    }
}
