// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Subjects held by this process; they are gone when it ends. */
public final class MemoryStore implements SubjectStore {

    private final List<Subject> subjects;

    /** Makes a store of {@code subjects}. */
    public MemoryStore(Collection<Subject> subjects) {
        this.subjects =
                subjects.stream().sorted(Comparator.comparing(Subject::name)).toList();
    }

    @Override
    public List<Subject> subjects() {
        return subjects;
    }
}
