// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis.keyvalue;

import io.prism.backends.redis.command.CommandEffect;
import io.prism.backends.redis.command.RedisCommand;
import io.prism.backends.redis.command.RedisReply;
import io.prism.backends.redis.command.Script;
import io.prism.backends.redis.connect.RedisConnections;
import io.prism.core.Deadline;
import io.prism.core.Keyspace;
import io.prism.core.failure.GatewayException;
import io.prism.core.failure.GatewayException.Conflict;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.core.failure.GatewayException.TooLarge;
import io.prism.spi.IdempotencyToken;
import io.prism.spi.keyvalue.KeyValueCas;
import io.prism.spi.keyvalue.KeyValueCounter;
import io.prism.spi.keyvalue.KeyValueIdempotency;
import io.prism.spi.keyvalue.KeyValueTransactional;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.Version;
import io.prism.spi.keyvalue.operation.Comparison;
import io.prism.spi.keyvalue.operation.Count;
import io.prism.spi.keyvalue.operation.Operation;
import io.prism.spi.keyvalue.operation.Result;
import io.prism.spi.keyvalue.operation.Transaction;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Every write of one keyspace: operations that the server runs as one script, all or nothing. */
public final class RedisTransactions
        implements KeyValueTransactional, KeyValueIdempotency, KeyValueCas, KeyValueCounter {

    /** Most operations in one transaction: the server does nothing else meanwhile. */
    static final int OPERATIONS_MAX = 10_000;

    private final KeyLayout layout;
    private final VersionMaker versions;
    private final RedisConnections connections;
    private final Script apply;

    /** The transactions of one keyspace. */
    public RedisTransactions(Keyspace keyspace, VersionMaker versions, RedisConnections connections, Scripts scripts) {
        this.layout = new KeyLayout(keyspace);
        this.versions = versions;
        this.connections = connections;
        this.apply = scripts.apply();
    }

    @Override
    public Uni<Transaction> execute(List<Operation> operations, Deadline deadline) {
        return run(operations, Optional.empty(), deadline, RedisTransactions::inPlace);
    }

    @Override
    public Uni<Transaction> executeOnce(List<Operation> operations, IdempotencyToken once, Deadline deadline) {
        return run(operations, Optional.of(once), deadline, RedisTransactions::inPlace);
    }

    @Override
    public Uni<Comparison> compareAndSwap(Operation.CompareAndSwap swap, Deadline deadline) {
        return one(swap, Result.Compared.class, deadline).map(Result.Compared::comparison);
    }

    @Override
    public Uni<Comparison> compareAndDelete(Key key, Version expected, Deadline deadline) {
        return one(new Operation.CompareAndDelete(key, expected), Result.Compared.class, deadline)
                .map(Result.Compared::comparison);
    }

    @Override
    public Uni<Count> increment(Operation.Increment increment, Deadline deadline) {
        return one(increment, Result.Counted.class, deadline).map(Result.Counted::count);
    }

    /** Runs a single operation, whose failures do not name a place in a transaction. */
    <T extends Result> Uni<T> one(Operation operation, Class<T> answer, Deadline deadline) {
        return run(List.of(operation), Optional.empty(), deadline, (_, failure) -> failure)
                .map(transaction -> answer.cast(transaction.results().getFirst()));
    }

    /** Everything is checked and encoded anew for each subscription, which is a call of its own with its own versions. */
    private Uni<Transaction> run(
            List<Operation> operations,
            Optional<IdempotencyToken> once,
            Deadline deadline,
            BiFunction<Integer, GatewayException, GatewayException> placed) {
        return Uni.createFrom().deferred(() -> {
            check(operations, placed);
            var encoded = new ScriptOperations(layout, versions, operations, once);
            return connections
                    .send(RedisCommand.run(apply, CommandEffect.WRITE, encoded.keys(), encoded.arguments()), deadline)
                    .map(reply -> transaction(reply, placed));
        });
    }

    private static void check(
            List<Operation> operations, BiFunction<Integer, GatewayException, GatewayException> placed) {
        if (operations.isEmpty() || operations.size() > OPERATIONS_MAX) {
            throw new Rejected("operations", "must be 1 to " + OPERATIONS_MAX, "" + operations.size());
        }
        for (int i = 0; i < operations.size(); i++) {
            Optional<GatewayException> fault = ScriptOperations.fault(operations.get(i));
            if (fault.isPresent()) {
                throw placed.apply(i, fault.get());
            }
        }
    }

    private Transaction transaction(RedisReply reply, BiFunction<Integer, GatewayException, GatewayException> placed) {
        String how = reply.at(0).text();
        return switch (how) {
            case "committed", "mismatch" ->
                new Transaction(
                        how.equals("committed"),
                        reply.parts().stream().skip(1).map(Results::result).toList());
            case "failed" ->
                throw placed.apply((int) reply.at(1).number(), wrong(reply.at(2).text()));
            case "conflict" -> throw new Conflict("the idempotency key was used for another request before");
            default -> throw connections.failures().foreign(null);
        };
    }

    private static Rejected wrong(String field) {
        return switch (field) {
            case "key" -> new Rejected("key", "must hold a whole number of 64 bits in decimal digits", "");
            default -> new Rejected(field, "makes a sum that does not fit into 64 bits", "");
        };
    }

    private static GatewayException inPlace(int operation, GatewayException failure) {
        return switch (failure) {
            case Rejected rejected -> Transaction.failedAt(operation, rejected);
            case TooLarge large ->
                new TooLarge("operations[" + operation + "]." + large.field(), large.bytes(), large.most());
            default -> failure;
        };
    }
}
