// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve;

import io.prism.registry.admit.Caller;
import io.prism.registry.find.Page;
import io.prism.registry.limit.RegistryLimits;
import io.prism.registry.name.SubjectName;
import io.prism.registry.serve.wire.Query;
import io.prism.registry.store.SchemaVersion;
import io.prism.registry.store.Store;
import io.prism.registry.store.Subject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What of all there is the caller gets to see. */
@ApplicationScoped
class VisibleToCaller {

    private final Caller caller;
    private final RegistryLimits limits;

    VisibleToCaller(Caller caller, RegistryLimits limits) {
        this.caller = caller;
        this.limits = limits;
    }

    /** Whether the caller may know of {@code subject}. */
    boolean sees(SubjectName subject) {
        return caller.sees(subject);
    }

    /** The part of a list of names or numbers that is asked for. */
    Page page(Query query) {
        return query.page(limits.pageSize());
    }

    /** Those of {@code versions} that the caller may know of. */
    List<SchemaVersion> of(List<SchemaVersion> versions) {
        return versions.stream().filter(version -> sees(version.subject())).toList();
    }

    /** The contexts with a subject that the caller may know of, and the default one. */
    Set<String> contexts(Store store) {
        Set<String> contexts = new TreeSet<>(Set.of(SubjectName.DEFAULT_CONTEXT));
        for (Subject subject : store.subjects()) {
            SubjectName name = SubjectName.of(subject.name());
            if (sees(name)) {
                contexts.add(name.context());
            }
        }
        return contexts;
    }
}
