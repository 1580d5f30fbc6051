// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.memory;

import io.prism.registry.content.Reference;
import io.prism.registry.content.SchemaContent;
import io.prism.registry.name.SubjectName;
import io.prism.registry.setting.Config;
import io.prism.registry.setting.Mode;
import io.prism.registry.setting.SettingScope;
import io.prism.registry.store.NewVersion;
import io.prism.registry.store.SchemaVersion;
import io.prism.registry.store.Store;
import io.prism.registry.store.StoreException;
import io.prism.registry.store.Subject;
import io.prism.registry.store.SubjectState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;

/**
 * A store in memory; what it holds is gone when the process ends. It never blocks for long: readers take no lock, and
 * writers one, for as long as it takes to change some maps.
 */
public final class MemoryStore implements Store {

    private static final int PART_OF_HEAP = 4;

    private final Map<SubjectName, SubjectState> subjects = new ConcurrentSkipListMap<>();
    private final Map<String, MemoryContext> contexts = new ConcurrentHashMap<>();
    private final MemoryReferences references = new MemoryReferences();
    private final Map<SettingScope, Config> configs = new ConcurrentHashMap<>();
    private final Map<SettingScope, Mode> modes = new ConcurrentHashMap<>();
    private final long charsMax;
    /** Changes of versions so far, counted by writers under their lock. */
    private long changes;
    /** Of all versions, counted the same way. */
    private long chars;

    /** An empty store that may take a quarter of the heap. */
    public MemoryStore() {
        this(Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
    }

    /**
     * An empty store.
     *
     * @param charsMax most characters of all versions together, with what is beside them
     */
    public MemoryStore(long charsMax) {
        this.charsMax = charsMax;
    }

    @Override
    public List<Subject> subjects() {
        return subjects.values().stream()
                .map(state -> new Subject(state.name().qualified(), state.live().isEmpty()))
                .toList();
    }

    @Override
    public List<String> contexts() {
        Set<String> names = new TreeSet<>(Set.of(SubjectName.DEFAULT_CONTEXT));
        subjects.keySet().forEach(name -> names.add(name.context()));
        return List.copyOf(names);
    }

    @Override
    public SubjectState subject(SubjectName name) {
        return subjects.getOrDefault(name, new SubjectState(name, 0, List.of()));
    }

    @Override
    public Optional<SchemaContent> content(String context, int id) {
        return versions(context, id).stream().map(SchemaVersion::content).findFirst();
    }

    @Override
    public OptionalInt id(String context, SchemaContent content) {
        MemoryContext known = contexts.get(context);
        return known == null ? OptionalInt.empty() : known.id(content);
    }

    @Override
    public int highestId(String context) {
        MemoryContext known = contexts.get(context);
        return known == null ? 0 : known.highestId();
    }

    @Override
    public List<SchemaVersion> versions(String context, int id) {
        MemoryContext known = contexts.get(context);
        return known == null ? List.of() : known.versions(id);
    }

    @Override
    public List<SchemaVersion> referencing(SubjectName subject, int version) {
        return references.to(subject, version);
    }

    @Override
    public synchronized SchemaVersion add(NewVersion added, long revision) {
        SubjectState before = current(added.subject(), revision);
        MemoryContext context = contexts.computeIfAbsent(added.subject().context(), name -> new MemoryContext());
        checkReferences(added);
        checkRoom(added);
        int number = added.version() == NewVersion.NEXT ? before.next() : added.version();
        if (before.version(number).isPresent()) {
            throw new StoreException.Taken("version %d of the subject '%s'".formatted(number, added.subject()));
        }
        int id = context.idFor(added.content(), added.id());
        SchemaVersion version =
                new SchemaVersion(added.subject(), number, id, added.content(), added.sent(), added.since(), false);
        List<SchemaVersion> versions = new ArrayList<>(before.versions());
        versions.removeIf(old -> old.hidden()
                && old.id() == id
                && referencing(old.subject(), old.version()).isEmpty());
        versions.add(version);
        replace(before, versions);
        return version;
    }

    private SubjectState current(SubjectName name, long revision) {
        SubjectState state = subject(name);
        if (state.revision() != revision) {
            throw new StoreException.Changed(name);
        }
        return state;
    }

    private void checkRoom(NewVersion added) {
        if (chars + added.chars() > charsMax) {
            throw new StoreException.Full(
                    ("The store in memory has %d characters of schemas and room for %d; delete versions for good, or keep"
                                    + " them in a store on disk (--store)")
                            .formatted(chars, charsMax));
        }
    }

    private void checkReferences(NewVersion added) {
        for (Reference reference : added.content().references()) {
            SubjectName target = SubjectName.in(added.subject().context(), reference.subject());
            boolean there = subject(target)
                    .version(reference.version())
                    .filter(version -> !version.hidden())
                    .isPresent();
            if (!there) {
                throw new StoreException.MissingReference(reference);
            }
        }
    }

    /** Makes {@code versions} those of the subject. The subject itself comes last, so that what it shows is there. */
    private void replace(SubjectState before, List<SchemaVersion> versions) {
        List<SchemaVersion> gone = new ArrayList<>(before.versions());
        gone.removeAll(versions);
        List<SchemaVersion> come = new ArrayList<>(versions);
        come.removeAll(before.versions());
        chars += come.stream().mapToLong(SchemaVersion::chars).sum()
                - gone.stream().mapToLong(SchemaVersion::chars).sum();
        contexts.computeIfAbsent(before.name().context(), name -> new MemoryContext())
                .replace(gone, come);
        references.replace(gone, come);
        versions.sort(Comparator.comparingInt(SchemaVersion::version));
        if (versions.isEmpty()) {
            subjects.remove(before.name());
        } else {
            subjects.put(before.name(), new SubjectState(before.name(), ++changes, versions));
        }
    }

    @Override
    public synchronized void hide(SubjectName subject, Set<Integer> versions, long revision) {
        SubjectState before = current(subject, revision);
        refuseReferenced(subject, versions, by -> !by.hidden());
        replace(
                before,
                new ArrayList<>(before.versions().stream()
                        .map(version -> versions.contains(version.version()) ? version.hide() : version)
                        .toList()));
    }

    /** Versions of the same subject that go too do not count. */
    private void refuseReferenced(SubjectName subject, Set<Integer> versions, Predicate<SchemaVersion> counts) {
        for (int version : new TreeSet<>(versions)) {
            List<SchemaVersion> by = referencing(subject, version).stream()
                    .filter(counts)
                    .filter(other -> !other.subject().equals(subject) || !versions.contains(other.version()))
                    .toList();
            if (!by.isEmpty()) {
                throw new StoreException.Referenced(by);
            }
        }
    }

    @Override
    public synchronized void remove(SubjectName subject, Set<Integer> versions, long revision) {
        SubjectState before = current(subject, revision);
        refuseReferenced(subject, versions, by -> true);
        List<SchemaVersion> left = new ArrayList<>(before.versions());
        left.removeIf(version -> versions.contains(version.version()));
        replace(before, left);
        if (left.isEmpty()) {
            configs.remove(new SettingScope.OfSubject(subject));
            modes.remove(new SettingScope.OfSubject(subject));
        }
    }

    @Override
    public synchronized void dropContext(String context) {
        boolean used =
                subjects.keySet().stream().anyMatch(name -> name.context().equals(context));
        if (used) {
            throw new StoreException.NotEmpty(context);
        }
        contexts.remove(context);
        configs.keySet().removeIf(scope -> isIn(scope, context));
        modes.keySet().removeIf(scope -> isIn(scope, context));
    }

    private static boolean isIn(SettingScope scope, String context) {
        return switch (scope) {
            case SettingScope.Everything _ -> false;
            case SettingScope.OfContext(String name) -> name.equals(context);
            case SettingScope.OfSubject(SubjectName name) -> name.context().equals(context);
        };
    }

    @Override
    public List<SettingScope> scopes() {
        Set<SettingScope> scopes = new HashSet<>(configs.keySet());
        scopes.addAll(modes.keySet());
        return List.copyOf(scopes);
    }

    @Override
    public Optional<Config> config(SettingScope scope) {
        return Optional.ofNullable(configs.get(scope));
    }

    @Override
    public Optional<Config> setConfig(SettingScope scope, Optional<Config> config) {
        return Optional.ofNullable(config.isPresent() ? configs.put(scope, config.get()) : configs.remove(scope));
    }

    @Override
    public Optional<Mode> mode(SettingScope scope) {
        return Optional.ofNullable(modes.get(scope));
    }

    @Override
    public Optional<Mode> setMode(SettingScope scope, Optional<Mode> mode) {
        return Optional.ofNullable(mode.isPresent() ? modes.put(scope, mode.get()) : modes.remove(scope));
    }
}
