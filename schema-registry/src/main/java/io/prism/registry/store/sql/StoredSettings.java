// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.sql;

import io.prism.registry.name.SubjectName;
import io.prism.registry.setting.Config;
import io.prism.registry.setting.Mode;
import io.prism.registry.setting.SettingScope;
import io.prism.registry.store.text.KeptConfig;
import io.prism.registry.store.text.StorableText;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What is set by scope, and the epoch. Each change begins with the next epoch, whose row lets one in at a time. */
final class StoredSettings {

    private static final String EVERYTHING = "everything";
    private static final String CONTEXT = "context";
    private static final String SUBJECT = "subject";

    private static final String CONFIG =
            "SELECT config FROM {t}setting WHERE scope = ? AND context = ? AND subject = ?";
    private static final String MODE = "SELECT mode FROM {t}setting WHERE scope = ? AND context = ? AND subject = ?";

    private static final String SET_CONFIG = """
            INSERT INTO {t}setting (scope, context, subject, config) VALUES (?, ?, ?, ?)
            ON CONFLICT (scope, context, subject) DO UPDATE SET config = excluded.config""";
    private static final String SET_MODE = """
            INSERT INTO {t}setting (scope, context, subject, mode) VALUES (?, ?, ?, ?)
            ON CONFLICT (scope, context, subject) DO UPDATE SET mode = excluded.mode""";

    private static final String TIDY = "DELETE FROM {t}setting WHERE config IS NULL AND mode IS NULL";

    private StoredSettings() {}

    /** The columns that a scope is kept in. */
    private record Place(String scope, String context, String subject) {
        static Place of(SettingScope scope) {
            return switch (scope) {
                case SettingScope.Everything() -> new Place(EVERYTHING, "", "");
                case SettingScope.OfContext(String name) -> new Place(CONTEXT, StorableText.of(name), "");
                case SettingScope.OfSubject(SubjectName name) ->
                    new Place(SUBJECT, StorableText.of(name.context()), StorableText.of(name.name()));
            };
        }

        SettingScope read() {
            return switch (scope) {
                case EVERYTHING -> new SettingScope.Everything();
                case CONTEXT -> new SettingScope.OfContext(StorableText.read(context));
                case SUBJECT ->
                    new SettingScope.OfSubject(new SubjectName(StorableText.read(context), StorableText.read(subject)));
                default -> throw new IllegalStateException("the table of settings has a scope '" + scope + "'");
            };
        }
    }

    static List<SettingScope> scopes(DatabaseSession session) throws SQLException {
        return session.list(
                "SELECT scope, context, subject FROM {t}setting",
                row -> new Place(row.getString(1), row.getString(2), row.getString(3)).read());
    }

    static Optional<Config> config(DatabaseSession session, SettingScope scope) throws SQLException {
        return setting(session, CONFIG, Place.of(scope)).map(KeptConfig::read);
    }

    static Optional<Mode> mode(DatabaseSession session, SettingScope scope) throws SQLException {
        return setting(session, MODE, Place.of(scope)).map(Mode::valueOf);
    }

    static Optional<Config> setConfig(DatabaseSession session, SettingScope scope, Optional<Config> config)
            throws SQLException {
        nextEpoch(session);
        Optional<Config> before = config(session, scope);
        set(session, SET_CONFIG, Place.of(scope), config.map(KeptConfig::of));
        return before;
    }

    static Optional<Mode> setMode(DatabaseSession session, SettingScope scope, Optional<Mode> mode)
            throws SQLException {
        nextEpoch(session);
        Optional<Mode> before = mode(session, scope);
        set(session, SET_MODE, Place.of(scope), mode.map(Mode::name));
        return before;
    }

    static void forgetSubject(DatabaseSession session, SubjectName name) throws SQLException {
        nextEpoch(session);
        Place place = Place.of(new SettingScope.OfSubject(name));
        session.change(
                "DELETE FROM {t}setting WHERE scope = ? AND context = ? AND subject = ?",
                place.scope,
                place.context,
                place.subject);
    }

    /** With the settings of its subjects. */
    static void forgetContext(DatabaseSession session, String context) throws SQLException {
        nextEpoch(session);
        session.change("DELETE FROM {t}setting WHERE context = ? AND scope <> ?", StorableText.of(context), EVERYTHING);
    }

    static void nextEpoch(DatabaseSession session) throws SQLException {
        session.change("UPDATE {t}epoch SET epoch = epoch + 1");
    }

    static long epoch(DatabaseSession session) throws SQLException {
        return session.one("SELECT epoch FROM {t}epoch", row -> row.getLong(1)).orElseThrow();
    }

    private static Optional<String> setting(DatabaseSession session, String sql, Place place) throws SQLException {
        return session
                .list(sql, row -> Optional.ofNullable(row.getString(1)), place.scope, place.context, place.subject)
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static void set(DatabaseSession session, String sql, Place place, Optional<String> value)
            throws SQLException {
        session.change(sql, place.scope, place.context, place.subject, value.orElse(null));
        if (value.isEmpty()) {
            session.change(TIDY);
        }
    }
}
