// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.sql;

import io.prism.registry.name.SubjectName;
import io.prism.registry.store.SchemaVersion;
import io.prism.registry.store.StoreException;
import io.prism.registry.store.text.StorableText;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Deletes versions. What is deleted is locked before it is asked what refers to it: a version that is being added and
 * refers to it holds a lock on it too, so one of the two sees the other.
 */
final class Deletions {

    private static final String HIDE =
            "UPDATE {t}version SET hidden = 1 WHERE context = ? AND subject = ? AND version = ? AND hidden = 0";

    private static final String REFERENCES = """
            SELECT r.to_version, r.context, r.subject, r.version FROM {t}reference r
            JOIN {t}version v ON v.context = r.context AND v.subject = r.subject AND v.version = r.version
            WHERE r.to_context = ? AND r.to_subject = ? AND v.hidden <= ?""";

    private static final String LOCK =
            "SELECT id FROM {t}version WHERE context = ? AND subject = ? AND version = ? {update}";

    private static final String REMOVE = "DELETE FROM {t}version WHERE context = ? AND subject = ? AND version = ?";

    private static final String LOCK_CONTENT = "SELECT id FROM {t}content WHERE context = ? AND id = ? {update}";

    private static final String REMOVE_CONTENT = """
            DELETE FROM {t}content AS c WHERE context = ? AND id = ? AND NOT EXISTS (
                SELECT 1 FROM {t}version v WHERE v.context = c.context AND v.id = c.id)""";

    private static final String LEFT = "SELECT count(*) FROM {t}version WHERE context = ? AND subject = ?";

    private static final String LOCK_CONTEXT = "SELECT name FROM {t}context WHERE name = ? {update}";

    private final DatabaseSession session;
    private final SubjectName subject;
    private final Set<Integer> versions;
    private final String context;
    private final String name;

    private Deletions(DatabaseSession session, SubjectName subject, Set<Integer> versions) {
        this.session = session;
        this.subject = subject;
        this.versions = new TreeSet<>(versions);
        this.context = StorableText.of(subject.context());
        this.name = StorableText.of(subject.name());
    }

    /** That {@code version} of {@code by} refers to {@code target} of the subject. */
    private record Use(int target, SubjectName by, int version) {}

    static void hide(DatabaseSession session, SubjectName subject, Set<Integer> versions, long revision)
            throws SQLException {
        if (isNothing(session, subject, revision)) {
            return;
        }
        var deletions = new Deletions(session, subject, versions);
        for (int version : deletions.versions) {
            session.change(HIDE, deletions.context, deletions.name, version);
        }
        deletions.refuseReferenced(false);
    }

    static void remove(DatabaseSession session, SubjectName subject, Set<Integer> versions, long revision)
            throws SQLException {
        if (isNothing(session, subject, revision)) {
            return;
        }
        new Deletions(session, subject, versions).remove();
    }

    static void dropContext(DatabaseSession session, String context) throws SQLException {
        String kept = StorableText.of(context);
        session.list(LOCK_CONTEXT, row -> row.getString(1), kept);
        boolean used = session.one("SELECT 1 FROM {t}subject WHERE context = ? LIMIT 1", row -> true, kept)
                .isPresent();
        if (used) {
            throw new StoreException.NotEmpty(context);
        }
        session.change("DELETE FROM {t}context WHERE name = ?", kept);
        StoredSettings.forgetContext(session, context);
    }

    /** Whether there is no such subject, and it was known. Gives it its next revision otherwise. */
    private static boolean isNothing(DatabaseSession session, SubjectName subject, long revision) throws SQLException {
        if (revision != 0) {
            Subjects.advance(session, subject, revision);
            return false;
        }
        if (Subjects.revision(session, subject) != 0) {
            throw new StoreException.Changed(subject);
        }
        return true;
    }

    private void remove() throws SQLException {
        Set<Integer> ids = new TreeSet<>();
        for (int version : versions) {
            ids.addAll(session.list(LOCK, row -> row.getInt(1), context, name, version));
        }
        refuseReferenced(true);
        for (int version : versions) {
            session.change(REMOVE, context, name, version);
        }
        for (int id : ids) {
            // In two statements: only the second sees a version that got the id before the first had the lock.
            session.list(LOCK_CONTENT, row -> row.getInt(1), context, id);
            session.change(REMOVE_CONTENT, context, id);
        }
        int left = session.one(LEFT, row -> row.getInt(1), context, name).orElseThrow();
        if (left == 0) {
            Subjects.remove(session, subject);
            StoredSettings.forgetSubject(session, subject);
        } else {
            StoredSettings.nextEpoch(session);
        }
    }

    /** Versions of the same subject that go too do not count. */
    private void refuseReferenced(boolean alsoByHidden) throws SQLException {
        List<Use> uses = session
                .list(
                        REFERENCES,
                        row -> new Use(
                                row.getInt(1), VersionRows.name(row.getString(2), row.getString(3)), row.getInt(4)),
                        context,
                        name,
                        alsoByHidden ? 1 : 0)
                .stream()
                .filter(use -> versions.contains(use.target))
                .filter(use -> !use.by.equals(subject) || !versions.contains(use.version))
                .sorted(Comparator.comparingInt(Use::target))
                .toList();
        if (!uses.isEmpty()) {
            throw new StoreException.Referenced(users(uses));
        }
    }

    /** All that refer to the first version that is referred to. */
    private List<SchemaVersion> users(List<Use> uses) throws SQLException {
        int target = uses.getFirst().target;
        List<SchemaVersion> users = new ArrayList<>(VersionRows.referencing(session, subject, target));
        users.removeIf(user -> uses.stream()
                .noneMatch(
                        use -> use.target == target && use.version == user.version() && use.by.equals(user.subject())));
        return users;
    }
}
