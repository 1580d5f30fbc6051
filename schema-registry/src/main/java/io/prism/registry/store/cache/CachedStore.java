// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.cache;

import io.prism.registry.content.SchemaContent;
import io.prism.registry.name.SubjectName;
import io.prism.registry.setting.Config;
import io.prism.registry.setting.Mode;
import io.prism.registry.setting.SettingScope;
import io.prism.registry.store.DurableStore;
import io.prism.registry.store.NewVersion;
import io.prism.registry.store.SchemaVersion;
import io.prism.registry.store.Store;
import io.prism.registry.store.StoreException;
import io.prism.registry.store.Subject;
import io.prism.registry.store.SubjectState;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A store that remembers what it read, and never answers with what is not so any more:
 *
 * <ul>
 *   <li>the schema of an id cannot change, but it can be deleted for good, and so can a context with all its ids; it is
 *       remembered, with the versions that have it, until the {@linkplain DurableStore#epoch() epoch} says that something
 *       of this kind happened,
 *   <li>settings, the same way,
 *   <li>a subject is read again when its {@linkplain DurableStore#revision(SubjectName) revision}, which is asked for
 *       each time, is not that of what is remembered; after a change of one's own it is not remembered any more.
 * </ul>
 *
 * <p>All else is asked for each time; that something is not there is not remembered, except of settings. The memory is
 * bounded by the size of what is remembered. While the store cannot be reached, what is remembered is not used either.
 */
public final class CachedStore implements Store, AutoCloseable {

    /** What an entry takes beside its texts, in bytes; an estimate. */
    private static final long ENTRY_BYTES = 500;

    private static final char LATIN_1_MAX = 255;
    private static final long SETTINGS_MAX = 10_000;

    private final DurableStore store;
    private final BoundedMap<IdKey, List<SchemaVersion>> sightings;
    private final BoundedMap<SubjectName, SubjectState> subjects;
    private final BoundedMap<SettingScope, Optional<Config>> configs = new BoundedMap<>(SETTINGS_MAX, config -> 1);
    private final BoundedMap<SettingScope, Optional<Mode>> modes = new BoundedMap<>(SETTINGS_MAX, mode -> 1);
    private final Freshness freshness;

    private record IdKey(String context, int id) {}

    /**
     * A cache that is empty.
     *
     * @param bytesMax about how much memory it may take, 1 or more: one half for what has an id, the other for subjects
     * @param nanoTime a clock as {@link System#nanoTime}
     */
    public CachedStore(DurableStore store, long bytesMax, LongSupplier nanoTime) {
        this.store = store;
        this.sightings = new BoundedMap<>(bytesMax / 2, CachedStore::bytes);
        this.subjects = new BoundedMap<>(bytesMax / 2, CachedStore::bytes);
        this.freshness = new Freshness(store, nanoTime, this::forget);
    }

    @Override
    public List<Subject> subjects() {
        return store.subjects();
    }

    @Override
    public List<String> contexts() {
        return store.contexts();
    }

    @Override
    public SubjectState subject(SubjectName name) {
        Optional<SubjectState> known = subjects.get(name);
        if (known.isPresent() && known.get().revision() == store.revision(name)) {
            return known.get();
        }
        SubjectState read = store.subject(name);
        if (read.revision() != 0) {
            subjects.put(name, read, subjects.generation());
        }
        return read;
    }

    @Override
    public Optional<SchemaContent> content(String context, int id) {
        return sightings(context, id).stream().map(SchemaVersion::content).findFirst();
    }

    @Override
    public OptionalInt id(String context, SchemaContent content) {
        return store.id(context, content);
    }

    @Override
    public int highestId(String context) {
        return store.highestId(context);
    }

    @Override
    public List<SchemaVersion> versions(String context, int id) {
        return store.versions(context, id);
    }

    @Override
    public List<SchemaVersion> sightings(String context, int id) {
        freshness.ensure();
        var key = new IdKey(context, id);
        Optional<List<SchemaVersion>> known = sightings.get(key);
        if (known.isPresent()) {
            return known.get();
        }
        long generation = sightings.generation();
        List<SchemaVersion> read = store.versions(context, id);
        if (!read.isEmpty()) {
            sightings.put(key, read, generation);
        }
        return read;
    }

    @Override
    public List<SchemaVersion> referencing(SubjectName subject, int version) {
        return store.referencing(subject, version);
    }

    @Override
    public SchemaVersion add(NewVersion version, long revision) {
        if (mayReplace(version, revision)) {
            return change(() -> added(version, revision));
        }
        return added(version, revision);
    }

    private SchemaVersion added(NewVersion version, long revision) {
        SchemaVersion added = store.add(version, revision);
        subjects.remove(version.subject());
        sightings.remove(new IdKey(version.subject().context(), added.id()));
        return added;
    }

    /** Whether a softly deleted version may go when {@code version} comes. What is not known may be so. */
    private boolean mayReplace(NewVersion version, long revision) {
        return revision != 0
                && subjects.get(version.subject())
                        .filter(state -> state.revision() == revision)
                        .map(state -> state.versions().stream()
                                .anyMatch(old -> old.hidden() && old.content().equals(version.content())))
                        .orElse(true);
    }

    @Override
    public void hide(SubjectName subject, Set<Integer> versions, long revision) {
        store.hide(subject, versions, revision);
        subjects.remove(subject);
        sightings.clear();
    }

    @Override
    public void remove(SubjectName subject, Set<Integer> versions, long revision) {
        change(() -> {
            store.remove(subject, versions, revision);
            subjects.remove(subject);
            return true;
        });
    }

    @Override
    public void dropContext(String context) {
        change(() -> {
            store.dropContext(context);
            return true;
        });
    }

    @Override
    public List<SettingScope> scopes() {
        return store.scopes();
    }

    @Override
    public Optional<Config> config(SettingScope scope) {
        return setting(configs, scope, () -> store.config(scope));
    }

    @Override
    public Optional<Config> setConfig(SettingScope scope, Optional<Config> config) {
        return change(() -> store.setConfig(scope, config));
    }

    @Override
    public Optional<Mode> mode(SettingScope scope) {
        return setting(modes, scope, () -> store.mode(scope));
    }

    @Override
    public Optional<Mode> setMode(SettingScope scope, Optional<Mode> mode) {
        return change(() -> store.setMode(scope, mode));
    }

    /** Closes the store behind it. */
    @Override
    public void close() {
        store.close();
    }

    private <T> Optional<T> setting(
            BoundedMap<SettingScope, Optional<T>> cache, SettingScope scope, Supplier<Optional<T>> read) {
        freshness.ensure();
        Optional<Optional<T>> known = cache.get(scope);
        if (known.isPresent()) {
            return known.get();
        }
        long generation = cache.generation();
        Optional<T> setting = read.get();
        cache.put(scope, setting, generation);
        return setting;
    }

    /** A change that the epoch tells of. What is refused has changed nothing; what fails otherwise may have. */
    private <T> T change(Supplier<T> change) {
        T answer;
        try {
            answer = change.get();
        } catch (StoreException.Unavailable e) {
            freshness.changed();
            throw e;
        }
        freshness.changed();
        return answer;
    }

    private void forget() {
        sightings.clear();
        configs.clear();
        modes.clear();
    }

    private static long bytes(SubjectState state) {
        return bytes(state.versions());
    }

    private static long bytes(List<SchemaVersion> versions) {
        long bytes = ENTRY_BYTES;
        for (SchemaVersion version : versions) {
            String sent = version.sent();
            bytes += bytes(version.content()) + (sent == null ? 0 : bytes(sent));
        }
        return bytes;
    }

    /** What is beside a schema is counted as if every rule and every reference was an entry. */
    private static long bytes(SchemaContent content) {
        long parts = 1L + content.references().size();
        if (content.rules() != null) {
            parts += content.rules().migration().size()
                    + content.rules().domain().size()
                    + content.rules().encoding().size();
        }
        if (content.metadata() != null) {
            parts += content.metadata().tags().size()
                    + content.metadata().properties().size();
        }
        return parts * ENTRY_BYTES + bytes(content.text());
    }

    /** As a JVM keeps it: one byte for each character as long as all are Latin-1. */
    private static long bytes(String text) {
        boolean narrow = text.chars().allMatch(c -> c <= LATIN_1_MAX);
        return narrow ? text.length() : 2L * text.length();
    }
}
