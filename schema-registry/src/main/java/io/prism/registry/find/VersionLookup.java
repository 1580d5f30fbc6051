// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.find;

import io.prism.registry.fault.ConfluentFailures;
import io.prism.registry.name.SubjectName;
import io.prism.registry.store.SchemaVersion;
import io.prism.registry.store.Store;
import io.prism.registry.store.SubjectState;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Finds versions by subject and number. Safe for use by many threads; blocks as long as the store does. */
@ApplicationScoped
public class VersionLookup {

    private final Store store;

    VersionLookup(Store store) {
        this.store = store;
    }

    /**
     * The version {@code number} of {@code subject}. For a name without a context the subjects of that name in other
     * contexts are asked too.
     *
     * @param number from 1, or {@link VersionNumber#LATEST}
     * @param deleted whether a softly deleted one counts
     * @throws io.prism.registry.fault.RegistryException when it is not there
     */
    public SchemaVersion get(SubjectName subject, int number, boolean deleted) {
        SubjectState state = store.subject(subject);
        Optional<SchemaVersion> here = in(state, number, deleted);
        return here.or(() -> elsewhere(subject, number, deleted))
                .orElseThrow(() -> isThere(state, deleted)
                        ? ConfluentFailures.versionNotFound(number)
                        : ConfluentFailures.subjectNotFound(subject));
    }

    private Optional<SchemaVersion> elsewhere(SubjectName subject, int number, boolean deleted) {
        if (!subject.context().equals(SubjectName.DEFAULT_CONTEXT)) {
            return Optional.empty();
        }
        return store.contexts().stream()
                .filter(context -> !context.equals(SubjectName.DEFAULT_CONTEXT))
                .map(context -> in(store.subject(new SubjectName(context, subject.name())), number, deleted))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<SchemaVersion> in(SubjectState state, int number, boolean deleted) {
        return number == VersionNumber.LATEST
                ? state.live().reversed().stream().findFirst()
                : state.version(number).filter(version -> deleted || !version.hidden());
    }

    private static boolean isThere(SubjectState state, boolean deleted) {
        return deleted ? !state.versions().isEmpty() : !state.live().isEmpty();
    }

    /**
     * All versions of {@code subject} by number.
     *
     * @param deleted whether the subject may be softly deleted
     * @throws io.prism.registry.fault.RegistryException when there is no such subject
     */
    public List<SchemaVersion> all(SubjectName subject, boolean deleted) {
        SubjectState state = store.subject(subject);
        if (!isThere(state, deleted)) {
            throw ConfluentFailures.subjectNotFound(subject);
        }
        return state.versions();
    }

    /**
     * The latest version of {@code subject} whose metadata has all of {@code properties}.
     *
     * @throws io.prism.registry.fault.RegistryException when there is no such subject or version
     */
    public SchemaVersion withMetadata(SubjectName subject, Map<String, String> properties, boolean deleted) {
        return all(subject, deleted).reversed().stream()
                .filter(version -> deleted || !version.hidden())
                .filter(version -> has(version, properties))
                .findFirst()
                .orElseThrow(ConfluentFailures::schemaNotFound);
    }

    private static boolean has(SchemaVersion version, Map<String, String> properties) {
        var metadata = version.content().metadata();
        return metadata != null
                && properties.entrySet().stream()
                        .allMatch(wanted ->
                                Objects.equals(metadata.properties().get(wanted.getKey()), wanted.getValue()));
    }

    /** The versions of any context that refer to {@code version}. */
    public List<SchemaVersion> referencing(SchemaVersion version) {
        return store.referencing(version.subject(), version.version());
    }
}
