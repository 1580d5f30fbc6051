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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

    /**
     * Finds or makes the schema, counts an id for it if need be, and adds the version: what {@link IdSequence} and {@link
     * #VERSION} do, with one way to the server while the ids of the context are locked. It adds nothing when another
     * transaction made the same schema meanwhile, which this one cannot see: the id is counted for nothing then.
     */
    private static final String WHOLE = """
            WITH known AS (SELECT id FROM {t}content WHERE context = ? AND fingerprint = ? {key}),
            counted AS (
                INSERT INTO {t}context AS c (name, highest_id) SELECT ?, 1 WHERE NOT EXISTS (SELECT 1 FROM known)
                ON CONFLICT (name) DO UPDATE SET highest_id = c.highest_id + 1 RETURNING highest_id),
            made AS (
                INSERT INTO {t}content (context, id, fingerprint, format, text, beside)
                SELECT ?, highest_id, ?, ?, ?, ? FROM counted ON CONFLICT DO NOTHING RETURNING id)
            INSERT INTO {t}version (context, subject, version, id, sent, since_ms, hidden)
            SELECT ?, ?, ?, id, ?, ?, 0 FROM (SELECT id FROM known UNION ALL SELECT id FROM made) AS found
            RETURNING id""";

    private static final String REFERENCE = "INSERT INTO {t}reference"
            + " (context, subject, version, to_context, to_subject, to_version) VALUES (?, ?, ?, ?, ?, ?)";

    private static final String REPLACED = """
            DELETE FROM {t}version AS v WHERE context = ? AND subject = ? AND id = ? AND hidden = 1 AND NOT EXISTS (
                SELECT 1 FROM {t}reference r WHERE r.to_context = v.context AND r.to_subject = v.subject
                    AND r.to_version = v.version)""";

    private final DatabaseSession session;
    private final NewVersion added;
    private final String context;
    private final String subject;

    private Additions(DatabaseSession session, NewVersion added) {
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

    static SchemaVersion add(DatabaseSession session, NewVersion added, long revision) throws SQLException {
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
        Instant since = added.since().truncatedTo(ChronoUnit.MILLIS);
        int id = insert(number, since);
        if (numbers.hidden && session.change(REPLACED, context, subject, id) > 0) {
            StoredSettings.nextEpoch(session);
        }
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
        return new SchemaVersion(added.subject(), number, id, added.content(), added.sent(), since, false);
    }

    /** Adds the version and its schema; the id that it has. */
    private int insert(int number, Instant since) throws SQLException {
        KeptContent content = KeptContent.of(added.content());
        String sent = added.sent() == null ? null : StorableText.of(added.sent());
        if (session.dialect().chains() && added.id() == NewVersion.NEXT) {
            Optional<Integer> id = whole(number, content, sent, since);
            if (id.isPresent()) {
                return id.get();
            }
            IdSequence.putBack(session, added.subject().context());
        }
        int id = IdSequence.of(session, added.subject().context(), content, added.id());
        session.change(VERSION, context, subject, number, id, sent, since.toEpochMilli());
        return id;
    }

    private Optional<Integer> whole(int number, KeptContent content, @Nullable String sent, Instant since)
            throws SQLException {
        byte[] fingerprint = content.fingerprint();
        return session.one(
                WHOLE,
                row -> row.getInt(1),
                context,
                fingerprint,
                context,
                context,
                fingerprint,
                content.format(),
                content.text(),
                content.beside(),
                context,
                subject,
                number,
                sent,
                since.toEpochMilli());
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
