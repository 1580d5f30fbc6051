// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite.keyvalue;

import io.prism.backends.sqlite.file.Statements;
import io.prism.core.Keyspace;
import io.prism.core.failure.GatewayException.Conflict;
import io.prism.spi.IdempotencyToken;
import io.prism.spi.keyvalue.operation.Transaction;
import io.prism.spi.keyvalue.operation.TransactionCodec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** What came of transactions of one keyspace that must not happen twice, in the transaction that they are about. */
record StoredOutcomes(Keyspace keyspace) {

    private static final String SELECT = """
            SELECT request, outcome FROM idempotency
            WHERE namespace = ? AND binding = ? AND token = ? AND expires_at > ?""";
    private static final String UPSERT = """
            INSERT INTO idempotency(namespace, binding, token, request, expires_at, outcome)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT(namespace, binding, token) DO UPDATE SET
                request = excluded.request, expires_at = excluded.expires_at, outcome = excluded.outcome""";

    /**
     * The outcome of an earlier run within its window.
     *
     * @throws Conflict when the token was used for another request
     */
    Optional<Transaction> find(Statements statements, IdempotencyToken once, long nowMs) throws SQLException {
        try (ResultSet row = statements
                .bind(SELECT, keyspace.namespace(), keyspace.binding(), once.token(), nowMs)
                .executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            if (!row.getString(1).equals(once.request())) {
                throw new Conflict("the idempotency key was used for another request; a new request needs a new key");
            }
            return Optional.of(TransactionCodec.decode(row.getBytes(2)));
        }
    }

    /** Remembers an outcome; one that is there has expired and is replaced. */
    void keep(Statements statements, IdempotencyToken once, Transaction transaction, long nowMs) throws SQLException {
        statements
                .bind(
                        UPSERT,
                        keyspace.namespace(),
                        keyspace.binding(),
                        once.token(),
                        once.request(),
                        RowSql.expiresAtMs(once.window(), nowMs),
                        TransactionCodec.encode(transaction))
                .executeUpdate();
    }
}
