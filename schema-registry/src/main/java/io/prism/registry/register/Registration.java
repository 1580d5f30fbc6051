// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.register;

import io.prism.registry.effective.EffectiveSettings;
import io.prism.registry.fault.ConfluentFailures;
import io.prism.registry.name.SubjectName;
import io.prism.registry.register.Decisions.Question;
import io.prism.registry.setting.Config;
import io.prism.registry.setting.Mode;
import io.prism.registry.setting.SettingScope;
import io.prism.registry.store.SchemaVersion;
import io.prism.registry.store.Store;
import io.prism.registry.store.StoreException;
import io.prism.registry.store.SubjectState;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Registers schemas.
 *
 * <pre>
 *   read the subject ── known already? ──▶ that version
 *         ▲                 │ no
 *         │            compatible? allowed? ──▶ refused
 *         │                 │ yes
 *         └─── changed ── add on that revision ──▶ the new version
 * </pre>
 *
 * <p>Safe for use by many threads and processes on one store. Blocks as long as the store does.
 */
@ApplicationScoped
public class Registration {

    private final Store store;
    private final EffectiveSettings settings;
    private final Decisions decisions;
    private final ChangeGovernance gate;
    private final ChangeTurns turns;

    Registration(
            Store store, EffectiveSettings settings, Decisions decisions, ChangeGovernance gate, ChangeTurns turns) {
        this.store = store;
        this.settings = settings;
        this.decisions = decisions;
        this.gate = gate;
        this.turns = turns;
    }

    /**
     * The version that {@code candidate} has in {@code subject}, or gets now.
     *
     * @param normalize whether it is brought into normal form even if the configuration does not ask for it
     * @throws io.prism.registry.fault.RegistryException when it is wrong, incompatible or not allowed
     */
    public SchemaVersion register(SubjectName subject, Candidate candidate, boolean normalize) {
        return turns.change(subject, () -> attempt(subject, candidate, normalize));
    }

    private SchemaVersion attempt(SubjectName subject, Candidate candidate, boolean normalize) {
        Mode mode = settings.writable(subject);
        checkMode(subject, candidate, mode);
        Config config = settings.config(new SettingScope.OfSubject(subject));
        boolean normal = normalize || config.normalizes();
        SubjectState state = store.subject(subject);
        return switch (decisions.on(state, new Question(candidate, normal, config, mode))) {
            case Decision.There(SchemaVersion version) -> version;
            case Decision.Add add -> add(state, add);
        };
    }

    private static void checkMode(SubjectName subject, Candidate candidate, Mode mode) {
        boolean imports = mode == Mode.IMPORT || mode == Mode.FORWARD;
        if (candidate.id() == Candidate.ANY ? mode != Mode.READWRITE : !imports) {
            String wanted = candidate.id() == Candidate.ANY ? "read-write" : "import";
            throw ConfluentFailures.notPermitted(
                    "Subject %s in context %s is not in %s mode".formatted(subject, subject.context(), wanted));
        }
    }

    private SchemaVersion add(SubjectState state, Decision.Add add) {
        try {
            SchemaVersion added = store.add(add.version(), state.revision());
            gate.registered(add.proposal(), added, add.breaks());
            return added;
        } catch (StoreException.MissingReference missing) {
            throw ConfluentFailures.missingReference(
                    missing.reference().subject(), missing.reference().version());
        } catch (StoreException.Taken taken) {
            throw ConfluentFailures.notPermitted("Overwrite new schema with id %s in context %s is not permitted: %s"
                    .formatted(add.version().id(), state.name().context(), taken.getMessage()));
        }
    }
}
