// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis.keyvalue;

import io.prism.core.Deadline;
import io.prism.core.failure.GatewayException;
import io.prism.core.failure.GatewayException.DeadlinePassed;
import io.prism.spi.PartOutcome;
import io.prism.spi.keyvalue.KeyValueBatch;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.Version;
import io.prism.spi.keyvalue.operation.Operation;
import io.prism.spi.keyvalue.operation.Result;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Many keys of one keyspace. Writes go in groups, one after the other, each a transaction: few round trips, the order
 * is kept, and the server is never busy with a whole batch at once. Reads are single commands, all sent together.
 */
public final class RedisBatch implements KeyValueBatch {

    private static final int GROUP_MAX = 200;
    private static final long GROUP_BYTES_MAX = 1 << 20;

    private final RedisKeyValue keys;
    private final RedisTransactions transactions;

    /** The batches of one keyspace. */
    public RedisBatch(RedisKeyValue keys, RedisTransactions transactions) {
        this.keys = keys;
        this.transactions = transactions;
    }

    @Override
    public Uni<List<PartOutcome<Version>>> setAll(List<Write> writes, Deadline deadline) {
        var operations = writes.stream()
                .map(write -> (Operation) new Operation.Set(write.key(), write.value(), write.ttl()))
                .toList();
        return each(operations, result -> ((Result.Written) result).version(), deadline);
    }

    @Override
    public Uni<List<PartOutcome<Optional<Entry>>>> getAll(List<Key> names, Deadline deadline) {
        if (names.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        var calls =
                names.stream().map(name -> outcome(keys.get(name, deadline))).toList();
        return Uni.join().all(calls).andFailFast();
    }

    @Override
    public Uni<List<PartOutcome<Boolean>>> deleteAll(List<Key> names, Deadline deadline) {
        var operations = names.stream()
                .map(name -> (Operation) new Operation.Delete(name))
                .toList();
        return each(operations, result -> ((Result.Deleted) result).existed(), deadline);
    }

    private <T> Uni<List<PartOutcome<T>>> each(
            List<Operation> operations, Function<Result, T> answer, Deadline deadline) {
        if (operations.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return Uni.createFrom().deferred(() -> {
            var progress = new Progress<>(operations, answer);
            return Uni.createFrom()
                    .deferred(() -> group(progress, deadline))
                    .repeat()
                    .whilst(_ -> progress.left())
                    .collect()
                    .last()
                    .map(_ -> progress.outcomes);
        });
    }

    private <T> Uni<Boolean> group(Progress<T> progress, Deadline deadline) {
        List<Operation> group = progress.next();
        if (group.isEmpty()) {
            return Uni.createFrom().item(true);
        }
        return transactions
                .execute(group, deadline)
                .invoke(done -> progress.done(done.results()))
                .replaceWith(true)
                .onFailure(RedisBatch::isOfThePart)
                .recoverWithItem(failure -> progress.failed(group.size(), (GatewayException) failure));
    }

    /** A deadline is that of the whole call. */
    private static boolean isOfThePart(Throwable failure) {
        return failure instanceof GatewayException && !(failure instanceof DeadlinePassed);
    }

    private static <T> Uni<PartOutcome<T>> outcome(Uni<T> call) {
        return call.<PartOutcome<T>>map(PartOutcome.Done::new)
                .onFailure(RedisBatch::isOfThePart)
                .recoverWithItem(failure -> new PartOutcome.Failed<>((GatewayException) failure));
    }

    /** How far a batch has come. */
    private static final class Progress<T> {
        private final List<Operation> operations;
        private final Function<Result, T> answer;
        private final List<PartOutcome<T>> outcomes = new ArrayList<>();

        Progress(List<Operation> operations, Function<Result, T> answer) {
            this.operations = operations;
            this.answer = answer;
        }

        boolean left() {
            return outcomes.size() < operations.size();
        }

        /** The next operations, after those in front of them that cannot be done were told so. */
        List<Operation> next() {
            var group = new ArrayList<Operation>();
            long bytes = 0;
            int at = outcomes.size();
            while (at < operations.size() && group.size() < GROUP_MAX && bytes < GROUP_BYTES_MAX) {
                Operation operation = operations.get(at);
                Optional<GatewayException> fault = ScriptOperations.fault(operation);
                if (fault.isPresent() && !group.isEmpty()) {
                    return group;
                }
                if (fault.isPresent()) {
                    outcomes.add(new PartOutcome.Failed<>(fault.get()));
                } else {
                    group.add(operation);
                    bytes += operation instanceof Operation.Set set
                            ? set.value().bytes().size()
                            : 0;
                }
                at++;
            }
            return group;
        }

        void done(List<Result> results) {
            results.forEach(result -> outcomes.add(new PartOutcome.Done<>(answer.apply(result))));
        }

        boolean failed(int parts, GatewayException failure) {
            for (int i = 0; i < parts; i++) {
                outcomes.add(new PartOutcome.Failed<>(failure));
            }
            return true;
        }
    }
}
