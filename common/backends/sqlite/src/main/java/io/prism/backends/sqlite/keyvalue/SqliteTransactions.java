// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite.keyvalue;

import io.prism.backends.sqlite.file.Statements;
import io.prism.backends.sqlite.queue.QueuedCalls;
import io.prism.core.Deadline;
import io.prism.core.failure.GatewayException;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.core.failure.GatewayException.TooLarge;
import io.prism.spi.IdempotencyToken;
import io.prism.spi.keyvalue.KeyValueIdempotency;
import io.prism.spi.keyvalue.KeyValueTransactional;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.operation.Comparison;
import io.prism.spi.keyvalue.operation.Operation;
import io.prism.spi.keyvalue.operation.Result;
import io.prism.spi.keyvalue.operation.Transaction;
import io.smallrye.mutiny.Uni;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Several operations on one keyspace, all or nothing. The writer runs them as one piece of work, so nothing comes
 * between them; what they did is undone by itself, without the other work in the writer's transaction.
 */
final class SqliteTransactions implements KeyValueTransactional, KeyValueIdempotency {

    /** Most bytes of values that one transaction reads: as much as the longest value. */
    private static final long READ_BYTES_MAX = KeyValueInterfaces.VALUE_BYTES_MAX;

    private final RowOperations operations;
    private final StoredOutcomes outcomes;
    private final QueuedCalls calls;

    SqliteTransactions(RowOperations operations, StoredOutcomes outcomes, QueuedCalls calls) {
        this.operations = operations;
        this.outcomes = outcomes;
        this.calls = calls;
    }

    @Override
    public Uni<Transaction> execute(List<Operation> parts, Deadline deadline) {
        return Uni.createFrom().deferred(() -> {
            check(parts);
            return calls.write(bytes(parts), deadline, statements -> run(statements, parts, calls.nowMs()));
        });
    }

    @Override
    public Uni<Transaction> executeOnce(List<Operation> parts, IdempotencyToken once, Deadline deadline) {
        return Uni.createFrom().deferred(() -> {
            check(parts);
            return calls.write(bytes(parts), deadline, statements -> {
                long now = calls.nowMs();
                Optional<Transaction> before = outcomes.find(statements, once, now);
                if (before.isPresent()) {
                    return before.get();
                }
                Transaction transaction = run(statements, parts, now);
                outcomes.keep(statements, once, transaction, now);
                return transaction;
            });
        });
    }

    /** One operation needs no mark: when it ends badly it leaves nothing behind by itself. */
    private Transaction run(Statements statements, List<Operation> parts, long nowMs) throws SQLException {
        if (parts.size() == 1) {
            return each(statements, parts, nowMs);
        }
        statements.mark();
        Transaction transaction;
        try {
            transaction = each(statements, parts, nowMs);
        } catch (GatewayException refused) {
            statements.undo();
            throw refused;
        }
        if (transaction.committed()) {
            statements.keep();
        } else {
            statements.undo();
        }
        return transaction;
    }

    /** What is read stays on the heap of the one thread that writes, so there is an end to it. */
    private Transaction each(Statements statements, List<Operation> parts, long nowMs) throws SQLException {
        var results = new ArrayList<Result>(parts.size());
        long read = 0;
        for (int i = 0; i < parts.size(); i++) {
            Result result = one(statements, i, parts.get(i), nowMs);
            results.add(result);
            read += bytes(result);
            if (read > READ_BYTES_MAX) {
                throw new TooLarge("transaction answer", read, READ_BYTES_MAX);
            }
            if (result instanceof Result.Compared(Comparison comparison) && !comparison.matched()) {
                return new Transaction(false, results);
            }
        }
        return new Transaction(true, results);
    }

    private Result one(Statements statements, int index, Operation operation, long nowMs) throws SQLException {
        try {
            return operations.run(statements, operation, nowMs);
        } catch (Rejected refused) {
            throw Transaction.failedAt(index, refused);
        }
    }

    private static void check(List<Operation> parts) {
        if (parts.isEmpty()) {
            throw new Rejected("operations", "must not be empty", "");
        }
        for (int i = 0; i < parts.size(); i++) {
            try {
                RowOperations.check(parts.get(i));
            } catch (Rejected refused) {
                throw Transaction.failedAt(i, refused);
            } catch (TooLarge large) {
                throw new TooLarge("operations[" + i + "]." + large.field(), large.bytes(), large.most());
            }
        }
    }

    private static long bytes(Result result) {
        return result instanceof Result.Read(Optional<Entry> entry) && entry.isPresent()
                ? entry.get().value().bytes().size()
                : 0;
    }

    private static long bytes(List<Operation> parts) {
        return parts.stream().mapToLong(RowOperations::bytes).sum();
    }
}
