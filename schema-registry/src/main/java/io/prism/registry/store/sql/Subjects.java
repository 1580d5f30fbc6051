// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.sql;

import io.prism.registry.name.SubjectName;
import io.prism.registry.store.StoreException;
import io.prism.registry.store.text.StorableText;
import java.sql.SQLException;

/**
 * The row of a subject. Whoever changes its versions gives it a new revision first, which locks it until the
 * transaction ends: so a subject has one writer at a time, and that has seen what it changes.
 */
final class Subjects {

    private static final String NEW =
            "INSERT INTO {t}subject (context, name, revision) VALUES (?, ?, {revision}) ON CONFLICT DO NOTHING";

    private static final String NEXT =
            "UPDATE {t}subject SET revision = {revision} WHERE context = ? AND name = ? AND revision = ?";

    private static final String REVISION = "SELECT revision FROM {t}subject WHERE context = ? AND name = ?";

    private Subjects() {}

    /**
     * Gives {@code name} its next revision, and a row when it is new.
     *
     * @throws StoreException.Changed when it has another revision than {@code revision}
     */
    static void advance(DatabaseSession session, SubjectName name, long revision) throws SQLException {
        String context = StorableText.of(name.context());
        String subject = StorableText.of(name.name());
        int changed = revision == 0
                ? session.change(NEW, context, subject)
                : session.change(NEXT, context, subject, revision);
        if (changed == 0) {
            throw new StoreException.Changed(name);
        }
    }

    static long revision(DatabaseSession session, SubjectName name) throws SQLException {
        return session.one(
                        REVISION, row -> row.getLong(1), StorableText.of(name.context()), StorableText.of(name.name()))
                .orElse(0L);
    }

    static void remove(DatabaseSession session, SubjectName name) throws SQLException {
        session.change(
                "DELETE FROM {t}subject WHERE context = ? AND name = ?",
                StorableText.of(name.context()),
                StorableText.of(name.name()));
    }
}
