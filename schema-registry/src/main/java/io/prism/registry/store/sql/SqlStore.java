// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.sql;

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
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A store in a SQL database. Each read is one statement and each change one transaction. Nothing is kept here, so any
 * number of processes can do this on one database.
 */
public final class SqlStore implements DurableStore {

    /** Settings pass one row whatever they are for. */
    private static final String EVERYWHERE = "";

    private final Database database;
    private final Duration trust;

    /**
     * A store whose connections are opened when they are needed.
     *
     * @param trust how long an epoch may be trusted
     */
    public SqlStore(Engine engine, Duration trust) {
        this.database = new Database(engine);
        this.trust = trust;
    }

    /** A change that answers nothing. */
    @FunctionalInterface
    private interface Change {
        void on(DatabaseSession session) throws SQLException;
    }

    @Override
    public List<Subject> subjects() {
        return database.read(VersionRows::subjects);
    }

    @Override
    public List<String> contexts() {
        return database.read(VersionRows::contexts);
    }

    @Override
    public SubjectState subject(SubjectName name) {
        return database.read(session -> VersionRows.subject(session, name));
    }

    @Override
    public long revision(SubjectName name) {
        return database.read(session -> Subjects.revision(session, name));
    }

    @Override
    public Optional<SchemaContent> content(String context, int id) {
        return database.read(session -> VersionRows.content(session, context, id));
    }

    @Override
    public OptionalInt id(String context, SchemaContent content) {
        Optional<Integer> id = database.read(session -> VersionRows.id(session, context, content));
        return id.isPresent() ? OptionalInt.of(id.get()) : OptionalInt.empty();
    }

    @Override
    public int highestId(String context) {
        return database.read(session -> VersionRows.highestId(session, context));
    }

    @Override
    public List<SchemaVersion> versions(String context, int id) {
        return database.read(session -> VersionRows.withId(session, context, id));
    }

    @Override
    public List<SchemaVersion> referencing(SubjectName subject, int version) {
        return database.read(session -> VersionRows.referencing(session, subject, version));
    }

    @Override
    public SchemaVersion add(NewVersion version, long revision) {
        return database.write(version.subject().context(), session -> Additions.add(session, version, revision));
    }

    @Override
    public void hide(SubjectName subject, Set<Integer> versions, long revision) {
        change(subject.context(), session -> Deletions.hide(session, subject, versions, revision));
    }

    @Override
    public void remove(SubjectName subject, Set<Integer> versions, long revision) {
        change(subject.context(), session -> Deletions.remove(session, subject, versions, revision));
    }

    @Override
    public void dropContext(String context) {
        change(context, session -> Deletions.dropContext(session, context));
    }

    @Override
    public List<SettingScope> scopes() {
        return database.read(StoredSettings::scopes);
    }

    @Override
    public Optional<Config> config(SettingScope scope) {
        return database.read(session -> StoredSettings.config(session, scope));
    }

    @Override
    public Optional<Config> setConfig(SettingScope scope, Optional<Config> config) {
        return database.write(EVERYWHERE, session -> StoredSettings.setConfig(session, scope, config));
    }

    @Override
    public Optional<Mode> mode(SettingScope scope) {
        return database.read(session -> StoredSettings.mode(session, scope));
    }

    @Override
    public Optional<Mode> setMode(SettingScope scope, Optional<Mode> mode) {
        return database.write(EVERYWHERE, session -> StoredSettings.setMode(session, scope, mode));
    }

    @Override
    public long epoch() {
        return database.read(StoredSettings::epoch);
    }

    @Override
    public Duration trust() {
        return trust;
    }

    @Override
    public void close() {
        database.close();
    }

    private void change(String context, Change change) {
        var _ = database.<Boolean>write(context, session -> {
            change.on(session);
            return true;
        });
    }
}
