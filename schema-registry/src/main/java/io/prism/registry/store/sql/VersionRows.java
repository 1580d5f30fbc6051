// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.sql;

import io.prism.registry.content.SchemaContent;
import io.prism.registry.name.SubjectName;
import io.prism.registry.store.SchemaVersion;
import io.prism.registry.store.Subject;
import io.prism.registry.store.SubjectState;
import io.prism.registry.store.text.KeptContent;
import io.prism.registry.store.text.StorableText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads versions. Each method is one statement, so what it answers was true at one moment. */
final class VersionRows {

    private static final String COLUMNS = """
            v.context, v.subject, v.version, v.id, v.sent, v.since_ms, v.hidden, c.format, c.text, c.beside""";

    private static final String JOINED =
            " FROM {t}version v JOIN {t}content c ON c.context = v.context AND c.id = v.id";

    private static final String OF_SUBJECT = "SELECT " + COLUMNS + ", s.revision" + JOINED
            + " JOIN {t}subject s ON s.context = v.context AND s.name = v.subject"
            + " WHERE v.context = ? AND v.subject = ? ORDER BY v.version";

    private static final String OF_ID = "SELECT " + COLUMNS + JOINED + " WHERE v.context = ? AND v.id = ?";

    private static final String REFERENCING = "SELECT " + COLUMNS + JOINED
            + " JOIN {t}reference r ON r.context = v.context AND r.subject = v.subject AND r.version = v.version"
            + " WHERE r.to_context = ? AND r.to_subject = ? AND r.to_version = ?";

    private static final String CONTENT = "SELECT format, text, beside FROM {t}content WHERE context = ? AND id = ?";

    private static final String ID = "SELECT id FROM {t}content WHERE context = ? AND fingerprint = ?";

    private static final String HIGHEST = "SELECT highest_id FROM {t}context WHERE name = ?";

    private static final String SUBJECTS = """
            SELECT s.context, s.name, EXISTS (
                SELECT 1 FROM {t}version v WHERE v.context = s.context AND v.subject = s.name AND v.hidden = 0)
            FROM {t}subject s""";

    private static final Comparator<SchemaVersion> BY_SUBJECT =
            Comparator.comparing(SchemaVersion::subject).thenComparingInt(SchemaVersion::version);

    private VersionRows() {}

    /** A version and the revision of its subject. */
    private record Revised(SchemaVersion version, long revision) {}

    /** A subject and whether it has a version that is not hidden. */
    private record Named(SubjectName name, boolean live) {}

    static SubjectState subject(DatabaseSession session, SubjectName name) throws SQLException {
        List<Revised> found = session.list(
                OF_SUBJECT,
                row -> new Revised(version(row), row.getLong("revision")),
                StorableText.of(name.context()),
                StorableText.of(name.name()));
        long revision = found.isEmpty() ? 0 : found.getFirst().revision;
        return new SubjectState(
                name, revision, found.stream().map(Revised::version).toList());
    }

    /** In the order of Java's texts, which is not that of the bytes of UTF-8. */
    static List<Subject> subjects(DatabaseSession session) throws SQLException {
        return session
                .list(SUBJECTS, row -> new Named(name(row.getString(1), row.getString(2)), row.getBoolean(3)))
                .stream()
                .sorted(Comparator.comparing(Named::name))
                .map(named -> new Subject(named.name.qualified(), !named.live))
                .toList();
    }

    static List<String> contexts(DatabaseSession session) throws SQLException {
        Set<String> names = new TreeSet<>(Set.of(SubjectName.DEFAULT_CONTEXT));
        names.addAll(
                session.list("SELECT DISTINCT context FROM {t}subject", row -> StorableText.read(row.getString(1))));
        return List.copyOf(names);
    }

    static Optional<SchemaContent> content(DatabaseSession session, String context, int id) throws SQLException {
        return session.one(CONTENT, VersionRows::content, StorableText.of(context), id);
    }

    static Optional<Integer> id(DatabaseSession session, String context, SchemaContent content) throws SQLException {
        return session.one(
                ID,
                row -> row.getInt(1),
                StorableText.of(context),
                KeptContent.of(content).fingerprint());
    }

    static int highestId(DatabaseSession session, String context) throws SQLException {
        return session.one(HIGHEST, row -> row.getInt(1), StorableText.of(context))
                .orElse(0);
    }

    static List<SchemaVersion> withId(DatabaseSession session, String context, int id) throws SQLException {
        return sorted(session.list(OF_ID, VersionRows::version, StorableText.of(context), id));
    }

    static List<SchemaVersion> referencing(DatabaseSession session, SubjectName subject, int version)
            throws SQLException {
        return sorted(session.list(
                REFERENCING,
                VersionRows::version,
                StorableText.of(subject.context()),
                StorableText.of(subject.name()),
                version));
    }

    static SubjectName name(String context, String name) {
        return new SubjectName(StorableText.read(context), StorableText.read(name));
    }

    private static List<SchemaVersion> sorted(List<SchemaVersion> versions) {
        List<SchemaVersion> sorted = new ArrayList<>(versions);
        sorted.sort(BY_SUBJECT);
        return List.copyOf(sorted);
    }

    private static SchemaVersion version(ResultSet row) throws SQLException {
        return new SchemaVersion(
                name(row.getString("context"), row.getString("subject")),
                row.getInt("version"),
                row.getInt("id"),
                content(row),
                read(row.getString("sent")),
                Instant.ofEpochMilli(row.getLong("since_ms")),
                row.getInt("hidden") != 0);
    }

    private static SchemaContent content(ResultSet row) throws SQLException {
        return new KeptContent(row.getString("format"), row.getString("text"), row.getString("beside")).content();
    }

    private static @Nullable String read(@Nullable String kept) {
        return kept == null ? null : StorableText.read(kept);
    }
}
