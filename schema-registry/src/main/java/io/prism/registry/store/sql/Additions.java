// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.sql;

import io.prism.registry.content.Reference;
import io.prism.registry.name.SubjectName;
import io.prism.registry.store.NewVersion;
import io.prism.registry.store.SchemaVersion;
import io.prism.registry.store.StoreException;
import io.prism.registry.store.text.KeptContent;
import io.prism.registry.store.text.StorableText;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Adds versions. Locks are taken in the same order by all: the subject, what it refers to, the ids of the context. The
 * last is held by one at a time, for what is left to do then is short.
 */
final class Additions {

    /** Only while the revision is the same: then nobody changed the versions since this statement began. */
    private static final String NEXT = """
            UPDATE {t}subject SET revision = {revision} WHERE context = ? AND name = ? AND revision = ? RETURNING
                (SELECT coalesce(max(version), 0) FROM {t}version WHERE context = ? AND subject = ?),
                (SELECT coalesce(max(hidden), 0) FROM {t}version WHERE context = ? AND subject = ?),
                (SELECT count(*) FROM {t}version WHERE context = ? AND subject = ? AND version = ?)""";

    private static final String REFERRED =
            "SELECT hidden FROM {t}version WHERE context = ? AND subject = ? AND version = ? {share}";

    private static final String VERSION = "INSERT INTO {t}version"
            + " (context, subject, version, id, sent, since_ms, hidden) VALUES (?, ?, ?, ?, ?, ?, 0)";

    private static final String REFERENCE = "INSERT INTO {t}reference"
            + " (context, subject, version, to_context, to_subject, to_version) VALUES (?, ?, ?, ?, ?, ?)";

    private static final String REPLACED = """
            DELETE FROM {t}version AS v WHERE context = ? AND subject = ? AND id = ? AND hidden = 1 AND NOT EXISTS (
                SELECT 1 FROM {t}reference r WHERE r.to_context = v.context AND r.to_subject = v.subject
                    AND r.to_version = v.version)""";

    private final Session session;
    private final NewVersion added;
    private final String context;
    private final String subject;

    private Additions(Session session, NewVersion added) {
        this.session = session;
        this.added = added;
        this.context = StorableText.of(added.subject().context());
        this.subject = StorableText.of(added.subject().name());
    }

    /** A version, and what was referred to, as it is kept. */
    private record Target(SubjectName subject, int version) {}

    /**
     * Numbers of a subject.
     *
     * @param highest its highest version
     * @param hidden whether it has hidden ones
     * @param taken whether it has the version that is asked for
     */
    private record Numbers(int highest, boolean hidden, boolean taken) {}

    static SchemaVersion add(Session session, NewVersion added, long revision) throws SQLException {
        return new Additions(session, added).add(revision);
    }

    private SchemaVersion add(long revision) throws SQLException {
        Numbers numbers = advance(revision);
        Set<Target> targets = targets();
        if (numbers.taken) {
            throw new StoreException.Taken(
                    "version %d of the subject '%s'".formatted(added.version(), added.subject()));
        }
        int number = added.version() == NewVersion.NEXT ? numbers.highest + 1 : added.version();
        int id = Ids.of(session, added.subject().context(), KeptContent.of(added.content()), added.id());
        if (numbers.hidden) {
            session.change(REPLACED, context, subject, id);
        }
        var since = added.since().truncatedTo(ChronoUnit.MILLIS);
        String sent = added.sent();
        session.change(
                VERSION, context, subject, number, id, sent == null ? null : StorableText.of(sent), since.toEpochMilli());
        for (Target target : targets) {
            session.change(
                    REFERENCE,
                    context,
                    subject,
                    number,
                    StorableText.of(target.subject.context()),
                    StorableText.of(target.subject.name()),
                    target.version);
        }
        return new SchemaVersion(added.subject(), number, id, added.content(), sent, since, false);
    }

    /** Gives the subject its next revision, which keeps all others from changing it, and looks at its numbers. */
    private Numbers advance(long revision) throws SQLException {
        if (revision == 0) {
            Subjects.advance(session, added.subject(), revision);
            return new Numbers(0, false, false);
        }
        return session.one(
                        NEXT,
                        row -> new Numbers(row.getInt(1), row.getInt(2) != 0, row.getInt(3) != 0),
                        context,
                        subject,
                        revision,
                        context,
                        subject,
                        context,
                        subject,
                        context,
                        subject,
                        added.version())
                .orElseThrow(() -> new StoreException.Changed(added.subject()));
    }

    /** What is referred to, each once; it cannot be hidden or removed any more until this transaction ends. */
    private Set<Target> targets() throws SQLException {
        Set<Target> targets = new LinkedHashSet<>();
        for (Reference reference : added.content().references()) {
            SubjectName target = SubjectName.in(added.subject().context(), reference.subject());
            Optional<Integer> hidden = session.one(
                    REFERRED,
                    row -> row.getInt(1),
                    StorableText.of(target.context()),
                    StorableText.of(target.name()),
                    reference.version());
            if (hidden.isEmpty() || hidden.get() != 0) {
                throw new StoreException.MissingReference(reference);
            }
            targets.add(new Target(target, reference.version()));
        }
        return targets;
    }
}
