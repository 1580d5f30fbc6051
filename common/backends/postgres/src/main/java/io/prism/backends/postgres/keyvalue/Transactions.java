// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres.keyvalue;

import io.prism.backends.postgres.connect.DatabaseCalls;
import io.prism.backends.postgres.connect.PostgresSession;
import io.prism.backends.postgres.connect.StatementFailed;
import io.prism.backends.postgres.keyvalue.TransactionAttempt.Ending;
import io.prism.backends.postgres.keyvalue.table.EntryTable;
import io.prism.backends.postgres.keyvalue.table.Statement;
import io.prism.backends.postgres.keyvalue.table.Values;
import io.prism.core.Deadline;
import io.prism.core.Keyspace;
import io.prism.core.failure.GatewayException.Conflict;
import io.prism.spi.IdempotencyToken;
import io.prism.spi.keyvalue.KeyValueIdempotency;
import io.prism.spi.keyvalue.KeyValueTransactional;
import io.prism.spi.keyvalue.operation.Operation;
import io.prism.spi.keyvalue.operation.Transaction;
import io.prism.spi.keyvalue.operation.TransactionCodec;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Several operations of one keyspace, all or nothing, serializable. A transaction that another one got in the way of is
 * run again, from the beginning, until its deadline.
 */
public final class Transactions implements KeyValueTransactional, KeyValueIdempotency {

    private static final Duration WINDOW_MAX = Duration.ofDays(365L * 100);

    private final Keyspace keyspace;
    private final RowStatements rows;
    private final DatabaseCalls<EntryTable> calls;

    /** Transactions on this keyspace. */
    public Transactions(Keyspace keyspace, DatabaseCalls<EntryTable> calls) {
        this.keyspace = keyspace;
        this.rows = new RowStatements(keyspace);
        this.calls = calls;
    }

    @Override
    public Uni<Transaction> execute(List<Operation> operations, Deadline deadline) {
        return calls.write(bytes(operations), deadline, (session, table) -> {
            var attempt = new TransactionAttempt(session, table, rows);
            return attempt.run(
                    Locks.of(table, keyspace, operations, Optional.empty()),
                    () -> attempt.operations(operations).map(done -> new Ending<>(done.committed(), done)));
        });
    }

    @Override
    public Uni<Transaction> executeOnce(List<Operation> operations, IdempotencyToken once, Deadline deadline) {
        return calls.write(
                bytes(operations),
                deadline,
                (session, table) -> recall(session, table, once)
                        .compose(known -> known.isPresent()
                                ? Future.succeededFuture(known.get())
                                : executeNow(session, table, operations, once)));
    }

    private Future<Transaction> executeNow(
            PostgresSession session, EntryTable table, List<Operation> operations, IdempotencyToken once) {
        var attempt = new TransactionAttempt(session, table, rows);
        return attempt.run(
                Locks.of(table, keyspace, operations, Optional.of(once.token())),
                () -> table.run(session, Statement.CLAIM, named(table, once)).compose(claimed -> {
                    if (claimed.size() == 0) {
                        // Somebody else has the token. What became of that, a new transaction sees.
                        throw StatementFailed.collided();
                    }
                    return remembered(session, table, operations, once, attempt);
                }));
    }

    /** What a comparison undoes must not undo the record, so it is undone back to a place behind that. */
    private Future<Ending<Transaction>> remembered(
            PostgresSession session,
            EntryTable table,
            List<Operation> operations,
            IdempotencyToken once,
            TransactionAttempt attempt) {
        boolean compares = operations.stream()
                .anyMatch(operation -> operation instanceof Operation.CompareAndSwap
                        || operation instanceof Operation.CompareAndDelete);
        return (compares ? attempt.command("SAVEPOINT operations") : Future.<Void>succeededFuture())
                .compose(_ -> attempt.operations(operations))
                .compose(done -> done.committed()
                        ? Future.succeededFuture(done)
                        : attempt.command("ROLLBACK TO SAVEPOINT operations").map(done))
                .compose(done -> table.run(
                                session,
                                Statement.REMEMBER,
                                named(table, once).with("outcome", Buffer.buffer(TransactionCodec.encode(done))))
                        .map(new Ending<>(true, done)));
    }

    private Future<Optional<Transaction>> recall(PostgresSession session, EntryTable table, IdempotencyToken once) {
        return table.run(session, Statement.RECALL, named(table, once))
                // A read: that its connection was lost leaves no doubt about effects.
                .recover(failure -> Future.failedFuture(
                        failure instanceof StatementFailed statement ? statement.undone() : failure))
                .map(found -> {
                    if (found.size() == 0) {
                        return Optional.empty();
                    }
                    Row row = found.iterator().next();
                    if (!row.getString(0).equals(once.request())) {
                        throw new Conflict("the idempotency key was used for another request");
                    }
                    return Optional.of(TransactionCodec.decode(row.getBuffer(1).getBytes()));
                });
    }

    private Values named(EntryTable table, IdempotencyToken once) {
        Duration window = once.window().compareTo(WINDOW_MAX) > 0 ? WINDOW_MAX : once.window();
        return table.in(keyspace)
                .with("token", once.token())
                .with("request", once.request())
                .with("window", window.toMillis());
    }

    private static long bytes(List<Operation> operations) {
        return operations.stream()
                .mapToLong(operation -> switch (operation) {
                    case Operation.Set set -> PostgresEntries.bytes(set.value());
                    case Operation.CompareAndSwap swap -> PostgresEntries.bytes(swap.value());
                    default -> PostgresEntries.ROW_BYTES;
                })
                .sum();
    }
}
