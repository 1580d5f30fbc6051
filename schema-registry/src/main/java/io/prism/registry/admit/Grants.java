// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.admit;

import java.util.List;

/**
 * What one caller may do. Whatever no grant allows is denied.
 *
 * @param grants what is allowed
 */
record Grants(List<Grant> grants) {

    /** Everything, for when access is not controlled. */
    static final Grants EVERYTHING = new Grants(List.of(new Grant(Access.ADMIN, NamePattern.EVERYTHING)));

    /**
     * One permission.
     *
     * @param access what
     * @param subjects with which subjects
     */
    record Grant(Access access, NamePattern subjects) {}

    Grants {
        grants = List.copyOf(grants);
    }

    boolean allow(Access needed, String subject) {
        return grants.stream()
                .anyMatch(grant ->
                        grant.access().covers(needed) && grant.subjects().matches(subject));
    }

    boolean allowEverywhere(Access needed) {
        return grants.stream()
                .anyMatch(grant ->
                        grant.access().covers(needed) && grant.subjects().equals(NamePattern.EVERYTHING));
    }
}
