// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.register;

import io.prism.registry.effective.EffectiveSettings;
import io.prism.registry.fault.ConfluentFailures;
import io.prism.registry.fault.ErrorCode;
import io.prism.registry.fault.RegistryException;
import io.prism.registry.name.SubjectName;
import io.prism.registry.register.SubmittedSchemaReader.Reading;
import io.prism.registry.setting.Config;
import io.prism.registry.setting.SettingScope;
import io.prism.registry.store.SchemaVersion;
import io.prism.registry.store.Store;
import io.prism.registry.store.SubjectState;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Finds the version of a schema that somebody has. Safe for use by many threads. */
@ApplicationScoped
public class Lookup {

    private final Store store;
    private final EffectiveSettings settings;
    private final SubmittedSchemaReader preparation;
    private final SchemaMatcher known;

    Lookup(Store store, EffectiveSettings settings, SubmittedSchemaReader preparation, SchemaMatcher known) {
        this.store = store;
        this.settings = settings;
        this.preparation = preparation;
        this.known = known;
    }

    /**
     * The version of {@code subject} that {@code candidate} is. For a name without a context the subjects of that name
     * in other contexts are asked too.
     *
     * @param deleted whether softly deleted versions count
     * @throws RegistryException when there is no such subject, or no such version, or the schema is not right
     */
    public SchemaVersion find(SubjectName subject, Candidate candidate, boolean normalize, boolean deleted) {
        Optional<SchemaVersion> here = in(subject, candidate, normalize, deleted);
        if (here.isPresent()) {
            return here.get();
        }
        boolean known = !versions(store.subject(subject), deleted).isEmpty();
        if (subject.context().equals(SubjectName.DEFAULT_CONTEXT)) {
            for (String context : store.contexts()) {
                SubjectName other = new SubjectName(context, subject.name());
                Optional<SchemaVersion> there = elsewhere(other, candidate, normalize, deleted);
                if (there.isPresent()) {
                    return there.get();
                }
            }
        }
        throw known ? ConfluentFailures.schemaNotFound() : ConfluentFailures.subjectNotFound(subject);
    }

    /** What cannot be read there, for want of a reference for example, is not there. */
    private Optional<SchemaVersion> elsewhere(
            SubjectName subject, Candidate candidate, boolean normalize, boolean deleted) {
        if (subject.context().equals(SubjectName.DEFAULT_CONTEXT)) {
            return Optional.empty();
        }
        try {
            return in(subject, candidate, normalize, deleted);
        } catch (RegistryException unreadable) {
            if (unreadable.code() == ErrorCode.BUSY) {
                throw unreadable;
            }
            return Optional.empty();
        }
    }

    private Optional<SchemaVersion> in(SubjectName subject, Candidate candidate, boolean normalize, boolean deleted) {
        SubjectState state = store.subject(subject);
        List<SchemaVersion> versions = versions(state, deleted);
        if (versions.isEmpty()) {
            return Optional.empty();
        }
        Config config = settings.config(new SettingScope.OfSubject(subject));
        boolean normal = normalize || config.normalizes();
        Optional<SchemaVersion> asSent = among(versions, candidate, normal);
        if (asSent.isPresent() || state.live().isEmpty()) {
            return asSent;
        }
        // As at registration: what is not said beside it may come from the version before and the configuration.
        Candidate whole =
                InheritedContent.complete(candidate, Optional.of(state.live().getLast()), config, 0);
        return whole.equals(candidate) ? Optional.empty() : among(versions, whole, normal);
    }

    private Optional<SchemaVersion> among(List<SchemaVersion> versions, Candidate candidate, boolean normal) {
        String context = versions.getFirst().subject().context();
        return known.among(versions, preparation.read(candidate, context, Reading.KNOWN, normal));
    }

    private static List<SchemaVersion> versions(SubjectState state, boolean deleted) {
        return deleted ? state.versions() : state.live();
    }
}
