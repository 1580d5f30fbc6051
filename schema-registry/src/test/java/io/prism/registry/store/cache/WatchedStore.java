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
import io.prism.registry.store.Subject;
import io.prism.registry.store.SubjectState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A real store that counts what it is asked, and lets a test do something between a reading and its answer. */
final class WatchedStore implements DurableStore {

    final AtomicInteger revisions = new AtomicInteger();
    final AtomicInteger subjects = new AtomicInteger();
    final AtomicInteger settings = new AtomicInteger();
    final AtomicInteger versions = new AtomicInteger();
    final AtomicInteger epochs = new AtomicInteger();

    private final DurableStore store;
    private final Duration trust;
    private volatile Runnable afterVersions = () -> {};

    WatchedStore(DurableStore store, Duration trust) {
        this.store = store;
        this.trust = trust;
    }

    /** Runs {@code task} once, after the versions of an id were read next and before it is answered. */
    void afterNextVersions(Runnable task) {
        afterVersions = () -> {
            afterVersions = () -> {};
            task.run();
        };
    }

    @Override
    public long revision(SubjectName name) {
        revisions.incrementAndGet();
        return store.revision(name);
    }

    @Override
    public long epoch() {
        epochs.incrementAndGet();
        return store.epoch();
    }

    @Override
    public Duration trust() {
        return trust;
    }

    @Override
    public void close() {
        store.close();
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
        subjects.incrementAndGet();
        return store.subject(name);
    }

    @Override
    public Optional<SchemaContent> content(String context, int id) {
        return store.content(context, id);
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
        versions.incrementAndGet();
        List<SchemaVersion> read = store.versions(context, id);
        afterVersions.run();
        return read;
    }

    @Override
    public List<SchemaVersion> referencing(SubjectName subject, int version) {
        return store.referencing(subject, version);
    }

    @Override
    public SchemaVersion add(NewVersion version, long revision) {
        return store.add(version, revision);
    }

    @Override
    public void hide(SubjectName subject, Set<Integer> versions, long revision) {
        store.hide(subject, versions, revision);
    }

    @Override
    public void remove(SubjectName subject, Set<Integer> versions, long revision) {
        store.remove(subject, versions, revision);
    }

    @Override
    public void dropContext(String context) {
        store.dropContext(context);
    }

    @Override
    public List<SettingScope> scopes() {
        return store.scopes();
    }

    @Override
    public Optional<Config> config(SettingScope scope) {
        settings.incrementAndGet();
        return store.config(scope);
    }

    @Override
    public Optional<Config> setConfig(SettingScope scope, Optional<Config> config) {
        return store.setConfig(scope, config);
    }

    @Override
    public Optional<Mode> mode(SettingScope scope) {
        settings.incrementAndGet();
        return store.mode(scope);
    }

    @Override
    public Optional<Mode> setMode(SettingScope scope, Optional<Mode> mode) {
        return store.setMode(scope, mode);
    }
}
