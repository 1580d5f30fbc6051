// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres.keyvalue;

import io.prism.backends.postgres.connect.PostgresSession;
import io.prism.backends.postgres.connect.StatementFailed;
import io.prism.backends.postgres.keyvalue.table.EntryTable;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.core.failure.GatewayException.TooLarge;
import io.prism.spi.keyvalue.operation.Operation;
import io.prism.spi.keyvalue.operation.Result;
import io.prism.spi.keyvalue.operation.Transaction;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * One try at a transaction, on a connection that nobody else uses. Statements that do not depend on each other's
 * answers are sent together: the beginning, then the operations, then the end.
 */
final class TransactionAttempt {

    private static final String BEGIN = "BEGIN ISOLATION LEVEL SERIALIZABLE";

    private final PostgresSession session;
    private final EntryTable table;
    private final RowStatements rows;

    TransactionAttempt(PostgresSession session, EntryTable table, RowStatements rows) {
        this.session = session;
        this.table = table;
        this.rows = rows;
    }

    /**
     * Runs work in a transaction. Commits when the work answers that it is to be kept; otherwise, and when it fails,
     * everything is undone.
     */
    <T> Future<T> run(Long[] locks, Supplier<Future<Ending<T>>> work) {
        return begin(locks)
                .compose(_ -> work.get())
                .compose(
                        ending -> ending.kept() && !session.cancelled() ? Future.succeededFuture(ending) : undo(ending))
                // Up to here nothing can have been kept, also when the connection was lost.
                .recover(failure -> rollback().compose(_ -> Future.failedFuture(undone(failure))))
                .compose(ending -> ending.kept()
                        ? session.command("COMMIT").map(ending.answer())
                        : Future.succeededFuture(ending.answer()));
    }

    /** How the work of a transaction ended. */
    record Ending<T>(boolean kept, T answer) {}

    /**
     * Runs operations in order.
     *
     * @return what came of them, of which nothing is undone yet; a failure names the operation that failed
     */
    Future<Transaction> operations(List<Operation> operations) {
        // All are sent before the first is answered. Those behind one that fails or does not match are in vain.
        List<Future<Result>> results = operations.stream()
                .map(operation -> Future.succeededFuture(operation).compose(one -> rows.run(session, table, one)))
                .toList();
        return settled(results).map(_ -> transaction(results));
    }

    /** A statement outside of the operations. */
    Future<Void> command(String sql) {
        return session.command(sql).mapEmpty();
    }

    /** Answered before anything else is sent: outside of a transaction the rest would have effects at once. */
    private Future<Void> begin(Long[] locks) {
        Future<?> begun = session.command(BEGIN);
        Future<?> locked = session.run(Locks.SQL, Tuple.of(locks));
        return settled(List.of(begun, locked))
                .compose(_ -> begun)
                .compose(_ -> locked)
                .mapEmpty();
    }

    private <T> Future<Ending<T>> undo(Ending<T> ending) {
        // Of a cancelled transaction nobody waits for the answer any more.
        return session.cancelled()
                ? Future.failedFuture(StatementFailed.collided())
                : rollback().map(ending);
    }

    private Future<Void> rollback() {
        return session.command("ROLLBACK").<Void>mapEmpty().recover(_ -> {
            session.end();
            return Future.succeededFuture();
        });
    }

    private static Throwable undone(Throwable failure) {
        return failure instanceof StatementFailed statement ? statement.undone() : failure;
    }

    /** In order: the first that fails or does not match decides, whatever came of those behind it. */
    private static Transaction transaction(List<Future<Result>> futures) {
        var results = new ArrayList<Result>(futures.size());
        for (Future<Result> future : futures) {
            if (future.failed()) {
                throw located(future.cause(), results.size());
            }
            results.add(future.result());
            if (future.result() instanceof Result.Compared(var comparison) && !comparison.matched()) {
                return new Transaction(false, results);
            }
        }
        return new Transaction(true, results);
    }

    private static RuntimeException located(Throwable failure, int operation) {
        return switch (failure) {
            case Rejected rejected -> Transaction.failedAt(operation, rejected);
            case TooLarge large ->
                new TooLarge("operations[" + operation + "]." + large.field(), large.bytes(), large.most());
            case RuntimeException other -> other;
            default -> new IllegalStateException(failure);
        };
    }

    /** Completes when all have, however. */
    private static Future<?> settled(List<? extends Future<?>> futures) {
        return Future.join(futures).otherwiseEmpty();
    }
}
