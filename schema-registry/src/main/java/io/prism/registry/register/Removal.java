// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.register;

import io.prism.registry.effective.EffectiveSettings;
import io.prism.registry.fault.ConfluentFailures;
import io.prism.registry.name.SubjectName;
import io.prism.registry.setting.SettingScope;
import io.prism.registry.store.SchemaVersion;
import io.prism.registry.store.Store;
import io.prism.registry.store.StoreException;
import io.prism.registry.store.SubjectState;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Deletes versions: softly first, then for good. Safe for use by many threads and processes on one store. Blocks as
 * long as the store does.
 */
@ApplicationScoped
public class Removal {

    private final Store store;
    private final EffectiveSettings settings;
    private final ChangeGovernance gate;
    private final ChangeTurns turns;

    Removal(Store store, EffectiveSettings settings, ChangeGovernance gate, ChangeTurns turns) {
        this.store = store;
        this.settings = settings;
        this.gate = gate;
        this.turns = turns;
    }

    /**
     * Deletes one version; returns its number.
     *
     * @param number of the version; -1 for the latest live one
     * @throws io.prism.registry.fault.RegistryException when it is not there, not in the state that this needs, referred
     *     to, or the mode forbids it
     */
    public int version(SubjectName subject, int number, boolean permanently) {
        return turns.change(subject, () -> {
            SubjectState state = store.subject(subject);
            if (state.versions().isEmpty()) {
                throw ConfluentFailures.subjectNotFound(subject);
            }
            SchemaVersion version = wanted(state, number).orElseThrow(() -> ConfluentFailures.versionNotFound(number));
            if (version.hidden() && !permanently) {
                throw ConfluentFailures.versionSoftDeleted(subject, version.version());
            }
            settings.writable(subject);
            if (!version.hidden() && permanently) {
                throw ConfluentFailures.versionNotSoftDeleted(subject, version.version());
            }
            delete(state, Set.of(version.version()), permanently);
            return version.version();
        });
    }

    /**
     * Deletes a subject; returns the numbers of the versions that went.
     *
     * @throws io.prism.registry.fault.RegistryException as {@link #version}
     */
    public List<Integer> subject(SubjectName subject, boolean permanently) {
        return turns.change(subject, () -> {
            SubjectState state = store.subject(subject);
            if (state.versions().isEmpty()) {
                throw ConfluentFailures.subjectNotFound(subject);
            }
            if (state.live().isEmpty() && !permanently) {
                throw ConfluentFailures.subjectSoftDeleted(subject);
            }
            settings.writable(subject);
            if (!state.live().isEmpty() && permanently) {
                throw ConfluentFailures.subjectNotSoftDeleted(subject);
            }
            List<Integer> numbers = (permanently ? state.versions() : state.live())
                    .stream().map(SchemaVersion::version).toList();
            delete(state, new TreeSet<>(numbers), permanently);
            return numbers;
        });
    }

    private static Optional<SchemaVersion> wanted(SubjectState state, int number) {
        return number > 0
                ? state.version(number)
                : state.live().reversed().stream().findFirst();
    }

    private void delete(SubjectState state, Set<Integer> versions, boolean permanently) {
        SubjectName subject = state.name();
        try {
            if (permanently) {
                store.remove(subject, versions, state.revision());
            } else {
                store.hide(subject, versions, state.revision());
                forgetSettings(state, versions);
            }
        } catch (StoreException.Referenced referenced) {
            throw ConfluentFailures.referenced(subject, referred(referenced, subject, versions));
        }
        gate.deleted(subject, versions, permanently);
    }

    /** With the last live version go the settings of a subject, as in Confluent's registry. */
    private void forgetSettings(SubjectState before, Set<Integer> gone) {
        boolean empty = before.live().stream().allMatch(version -> gone.contains(version.version()));
        if (empty) {
            store.setConfig(new SettingScope.OfSubject(before.name()), Optional.empty());
            store.setMode(new SettingScope.OfSubject(before.name()), Optional.empty());
        }
    }

    /** The version among {@code versions} that the first of those in the way refers to. */
    private static int referred(StoreException.Referenced referenced, SubjectName subject, Set<Integer> versions) {
        SchemaVersion by = referenced.by().getFirst();
        return by.content().references().stream()
                .filter(reference -> SubjectName.in(by.subject().context(), reference.subject())
                        .equals(subject))
                .map(reference -> reference.version())
                .filter(versions::contains)
                .findFirst()
                .orElse(versions.iterator().next());
    }
}
