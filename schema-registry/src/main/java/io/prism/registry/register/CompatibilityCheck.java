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

/** Says whether a schema could be registered. Changes nothing. Safe for use by many threads. */
@ApplicationScoped
public class CompatibilityCheck {

    private final Store store;
    private final EffectiveSettings settings;
    private final SubmittedSchemaReader preparation;
    private final VersionComparison comparison;

    CompatibilityCheck(
            Store store, EffectiveSettings settings, SubmittedSchemaReader preparation, VersionComparison comparison) {
        this.store = store;
        this.settings = settings;
        this.preparation = preparation;
        this.comparison = comparison;
    }

    /**
     * Why {@code candidate} may not follow the live versions that the configuration asks for; empty when it may.
     *
     * @throws RegistryException when the schema is not right
     */
    public List<String> withAll(SubjectName subject, Candidate candidate, boolean normalize) {
        return reasons(subject, store.subject(subject).live(), candidate, normalize);
    }

    /**
     * Why {@code candidate} may not follow the version {@code number}; empty when it may, or when {@code number} is -1
     * and there is no version.
     *
     * @throws RegistryException when the schema is not right, or there is no such version
     */
    public List<String> withOne(SubjectName subject, int number, Candidate candidate, boolean normalize) {
        SubjectState state = store.subject(subject);
        Optional<SchemaVersion> version = number > 0
                ? state.version(number).filter(found -> !found.hidden())
                : state.live().reversed().stream().findFirst();
        if (version.isEmpty() && number > 0) {
            throw ConfluentFailures.versionNotFound(number);
        }
        return reasons(subject, version.map(List::of).orElse(List.of()), candidate, normalize);
    }

    /**
     * What is against {@code candidate}, as at registration: what it does not say comes from the version before.
     *
     * @throws RegistryException when the schema is not right
     */
    public Objections explain(SubjectName subject, Candidate candidate) {
        SubjectState state = store.subject(subject);
        Config config = settings.config(new SettingScope.OfSubject(subject));
        Candidate whole = InheritedContent.complete(
                candidate, state.live().reversed().stream().findFirst(), config, state.next());
        PreparedSchema prepared = read(subject, whole, config, false);
        return new Objections(
                prepared.schema().fingerprint().hex(), comparison.reasons(prepared, state.live(), config));
    }

    private List<String> reasons(
            SubjectName subject, List<SchemaVersion> earlier, Candidate candidate, boolean normalize) {
        Config config = settings.config(new SettingScope.OfSubject(subject));
        return comparison.reasons(read(subject, candidate, config, normalize), earlier, config);
    }

    private PreparedSchema read(SubjectName subject, Candidate candidate, Config config, boolean normalize) {
        boolean normal = normalize || config.normalizes();
        return preparation.read(candidate, subject.context(), Reading.NEW, normal);
    }

    /** Whether {@code failure} says that the schema is not right. */
    public static boolean isAboutTheSchema(RegistryException failure) {
        return failure.code() == ErrorCode.INVALID_SCHEMA || failure.code() == ErrorCode.SCHEMA_TOO_LARGE;
    }
}
