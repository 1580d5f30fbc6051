// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.sql;

import io.prism.registry.store.NewVersion;
import io.prism.registry.store.StoreException;
import io.prism.registry.store.text.KeptContent;
import io.prism.registry.store.text.StorableText;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.util.Optional;

/**
 * Gives ids to schemas. The row of a context counts them: whoever needs a new one changes that row, and the next waits
 * until the transaction of the first ends. An id that was counted and not used, because another transaction registered
 * the same schema meanwhile, is put back under the same lock.
 */
final class IdSequence {

    private static final String KNOWN = "SELECT id FROM {t}content WHERE context = ? AND fingerprint = ? {key}";

    private static final String NEXT = """
            INSERT INTO {t}context AS c (name, highest_id) VALUES (?, 1)
            ON CONFLICT (name) DO UPDATE SET highest_id = c.highest_id + 1 RETURNING highest_id""";

    private static final String AT_LEAST = """
            INSERT INTO {t}context AS c (name, highest_id) VALUES (?, ?) ON CONFLICT (name) DO UPDATE
            SET highest_id = CASE WHEN c.highest_id < excluded.highest_id THEN excluded.highest_id
                ELSE c.highest_id END""";

    private static final String PUT_BACK = "UPDATE {t}context SET highest_id = highest_id - 1 WHERE name = ?";

    private static final String CONTENT = "INSERT INTO {t}content"
            + " (context, id, fingerprint, format, text, beside) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";

    /** What PostgreSQL says of a transaction that has to be run again. */
    private static final String AGAIN = "40001";

    private final DatabaseSession session;
    private final String context;
    private final KeptContent content;
    private final byte[] fingerprint;

    private IdSequence(DatabaseSession session, String context, KeptContent content) {
        this.session = session;
        this.context = StorableText.of(context);
        this.content = content;
        this.fingerprint = content.fingerprint();
    }

    /**
     * The id that {@code content} has or gets, and cannot lose before the transaction ends.
     *
     * @param wanted the id that it must have; {@link NewVersion#NEXT} for any
     */
    static int of(DatabaseSession session, String context, KeptContent content, int wanted) throws SQLException {
        return new IdSequence(session, context, content).id(wanted);
    }

    /** Takes back the last id of the context, which the same transaction has counted and not used. */
    static void putBack(DatabaseSession session, String context) throws SQLException {
        session.change(PUT_BACK, StorableText.of(context));
    }

    private int id(int wanted) throws SQLException {
        Optional<Integer> known = known();
        if (known.isPresent()) {
            return fitting(known.get(), wanted);
        }
        return wanted == NewVersion.NEXT ? next() : asked(wanted);
    }

    private int next() throws SQLException {
        int id = session.one(NEXT, row -> row.getInt(1), context).orElseThrow();
        if (insert(id)) {
            return id;
        }
        session.change(PUT_BACK, context);
        return known().orElseThrow(IdSequence::again);
    }

    private int asked(int wanted) throws SQLException {
        session.change(AT_LEAST, context, wanted);
        if (insert(wanted)) {
            return wanted;
        }
        Optional<Integer> known = known();
        if (known.isPresent()) {
            return fitting(known.get(), wanted);
        }
        throw new StoreException.Taken("the id " + wanted);
    }

    private static int fitting(int known, int wanted) {
        if (wanted != NewVersion.NEXT && wanted != known) {
            throw new StoreException.Taken("the schema, which has the id %d already,".formatted(known));
        }
        return known;
    }

    private Optional<Integer> known() throws SQLException {
        return session.one(KNOWN, row -> row.getInt(1), context, fingerprint);
    }

    private boolean insert(int id) throws SQLException {
        return session.change(CONTENT, context, id, fingerprint, content.format(), content.text(), content.beside())
                > 0;
    }

    /** Registered by another transaction, and removed by a third before it could be read. */
    private static SQLException again() {
        return new SQLTransactionRollbackException("the schema came and went", AGAIN);
    }
}
