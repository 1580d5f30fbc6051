// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.find;

import io.prism.registry.name.SubjectName;
import io.prism.registry.store.SchemaVersion;
import io.prism.registry.store.Store;
import io.prism.registry.store.Subject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Finds versions by guid. It reads every version that the caller may see, as the store knows no guids; that is right for
 * a question that people ask, not clients on every message. Safe for use by many threads.
 */
@ApplicationScoped
public class Guids {

    private final Store store;

    Guids(Store store) {
        this.store = store;
    }

    /** One version with the guid {@code guid} of each context that has any, by context. */
    public List<SchemaVersion> versions(String guid, Predicate<SubjectName> visible) {
        Map<String, SchemaVersion> byContext = new LinkedHashMap<>();
        for (Subject subject : store.subjects()) {
            SubjectName name = SubjectName.of(subject.name());
            if (!byContext.containsKey(name.context()) && visible.test(name)) {
                store.subject(name).versions().stream()
                        .filter(version -> Guid.of(version.content()).equals(guid))
                        .findFirst()
                        .ifPresent(version -> byContext.put(name.context(), version));
            }
        }
        List<SchemaVersion> found = new ArrayList<>(byContext.values());
        found.sort(Comparator.comparing(version -> version.subject().context()));
        return found;
    }
}
