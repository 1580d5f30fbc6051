// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.find;

import io.prism.registry.fault.ConfluentFailures;
import io.prism.registry.name.SubjectName;
import io.prism.registry.store.SchemaVersion;
import io.prism.registry.store.Store;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Predicate;

/** Finds versions by id. Safe for use by many threads; blocks as long as the store does. */
@ApplicationScoped
public class IdLookup {

    private final Store store;

    IdLookup(Store store) {
        this.store = store;
    }

    /**
     * The versions with the id {@code id}, softly deleted ones too, as seen from {@code subject}: of its context, and
     * of a context that has the same subject when the context is not named.
     *
     * @param subject whose context counts; when its name is not empty, it must have the id in a context that is named
     * @param visible which subjects the caller may see
     * @return at least one
     * @throws io.prism.registry.fault.RegistryException when there is none
     */
    public List<SchemaVersion> versions(int id, SubjectName subject, Predicate<SubjectName> visible) {
        List<SchemaVersion> all = find(id, subject).stream()
                .filter(version -> visible.test(version.subject()))
                .toList();
        if (all.isEmpty()) {
            throw ConfluentFailures.schemaNotFound(id);
        }
        return all;
    }

    /**
     * One version with the id {@code id} as seen from {@code subject}, of the subject itself when it is named, a live one
     * if there is one. What a store has seen before is good enough for that.
     *
     * @param visible which subjects the caller may see
     * @throws io.prism.registry.fault.RegistryException when there is none
     */
    public SchemaVersion one(int id, SubjectName subject, Predicate<SubjectName> visible) {
        return store.sightings(subject.context(), id).stream()
                .filter(version -> !version.hidden() && isOf(version, subject) && visible.test(version.subject()))
                .findFirst()
                .orElseGet(() -> best(versions(id, subject, visible), subject));
    }

    private static SchemaVersion best(List<SchemaVersion> all, SubjectName subject) {
        return all.stream()
                .filter(version -> isOf(version, subject))
                .reduce((first, second) -> first.hidden() && !second.hidden() ? second : first)
                .orElse(all.getFirst());
    }

    private static boolean isOf(SchemaVersion version, SubjectName subject) {
        return subject.name().isEmpty() || version.subject().name().equals(subject.name());
    }

    private List<SchemaVersion> find(int id, SubjectName subject) {
        List<SchemaVersion> here = store.versions(subject.context(), id);
        boolean unqualified = subject.context().equals(SubjectName.DEFAULT_CONTEXT);
        if (subject.name().isEmpty() || has(here, subject.name())) {
            return here;
        }
        if (!unqualified) {
            return List.of();
        }
        return store.contexts().stream()
                .map(context -> store.versions(context, id))
                .filter(versions -> has(versions, subject.name()))
                .findFirst()
                .orElse(here);
    }

    private static boolean has(List<SchemaVersion> versions, String name) {
        return versions.stream().anyMatch(version -> version.subject().name().equals(name));
    }

    /** The highest id that {@code context} has ever given. */
    public int highest(String context) {
        return store.highestId(context);
    }
}
