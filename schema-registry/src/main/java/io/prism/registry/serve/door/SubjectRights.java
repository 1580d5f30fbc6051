// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve.door;

import io.prism.registry.admit.Access;
import io.prism.registry.serve.CompatibilityResource;
import io.prism.registry.serve.SubjectResource;
import io.prism.registry.serve.VersionResource;
import io.prism.registry.serve.VersionsResource;
import io.prism.registry.serve.prism.ApprovalRequestsResource;
import io.prism.registry.serve.prism.AssertionResource;
import io.prism.registry.serve.prism.PolicyResource;
import io.prism.registry.serve.prism.TrustResource;
import io.prism.registry.serve.tag.TagsResource;
import java.util.Set;

/**
 * What calls about one subject need. It is told by the class that serves them and not by their addresses, of which
 * there can be many for one call. What is not listed here needs everything.
 */
final class SubjectRights {

    /** POST on a subject itself looks a schema up. */
    private static final Set<Class<?>> QUESTIONS =
            Set.of(CompatibilityResource.class, AssertionResource.class, PolicyResource.class, SubjectResource.class);

    private static final Set<Class<?>> REGISTRATIONS =
            Set.of(VersionsResource.class, TagsResource.class, TrustResource.class, ApprovalRequestsResource.class);
    private static final Set<Class<?>> DELETIONS = Set.of(SubjectResource.class, VersionResource.class);

    private SubjectRights() {}

    /**
     * What {@code method}, served by {@code resource}, needs of the subject in the address.
     *
     * @param permanent whether it is to be for good
     */
    static Access by(String method, Class<?> resource, boolean permanent) {
        return switch (method) {
            case "GET", "HEAD" -> Access.READ;
            case "POST" -> posts(resource);
            case "DELETE" -> DELETIONS.contains(resource) && !permanent ? Access.WRITE : Access.ADMIN;
            default -> Access.ADMIN;
        };
    }

    private static Access posts(Class<?> resource) {
        if (QUESTIONS.contains(resource)) {
            return Access.READ;
        }
        return REGISTRATIONS.contains(resource) ? Access.WRITE : Access.ADMIN;
    }
}
