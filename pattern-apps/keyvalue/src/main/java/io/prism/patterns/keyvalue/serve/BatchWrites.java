// SPDX-License-Identifier: Apache-2.0
package io.prism.patterns.keyvalue.serve;

import io.prism.core.Deadline;
import io.prism.core.failure.GatewayException;
import io.prism.patterns.keyvalue.rules.Idempotency;
import io.prism.spi.IdempotencyToken;
import io.prism.spi.PartOutcome;
import io.prism.spi.keyvalue.KeyValueBatch;
import io.prism.spi.keyvalue.entry.Version;
import io.prism.spi.keyvalue.operation.Operation;
import io.prism.spi.keyvalue.operation.Result;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The writes of one batch. Without idempotency keys the backend gets them all at once. With any, they are done one
 * after the other, each once by itself, since of two writes to one key the later one must win.
 */
record BatchWrites(KeyValueBatch store, Idempotency idempotency) {

    /**
     * One part of a batch.
     *
     * @param operation what to do
     * @param once the name under which to do it once; empty to just do it
     */
    record Part<O extends Operation>(O operation, Optional<IdempotencyToken> once) {}

    Uni<List<PartOutcome<Version>>> set(List<Part<Operation.Set>> parts, Deadline deadline) {
        return done(
                parts,
                deadline,
                sets -> store.setAll(
                        sets.stream()
                                .map(set -> new KeyValueBatch.Write(set.key(), set.value(), set.ttl()))
                                .toList(),
                        deadline),
                result -> ((Result.Written) result).version());
    }

    Uni<List<PartOutcome<Boolean>>> delete(List<Part<Operation.Delete>> parts, Deadline deadline) {
        return done(
                parts,
                deadline,
                deletes -> store.deleteAll(
                        deletes.stream().map(Operation.Delete::key).toList(), deadline),
                result -> ((Result.Deleted) result).existed());
    }

    private <O extends Operation, T> Uni<List<PartOutcome<T>>> done(
            List<Part<O>> parts,
            Deadline deadline,
            Function<List<O>, Uni<List<PartOutcome<T>>>> together,
            Function<Result, T> answer) {
        if (parts.stream().allMatch(part -> part.once().isEmpty())) {
            return together.apply(parts.stream().map(Part::operation).toList());
        }
        return Multi.createFrom()
                .iterable(parts)
                .onItem()
                .transformToUniAndConcatenate(part -> part.once().isPresent()
                        ? once(part.operation(), part.once().get(), deadline, answer)
                        : together.apply(List.of(part.operation())).map(List::getFirst))
                .collect()
                .asList();
    }

    private <T> Uni<PartOutcome<T>> once(
            Operation operation, IdempotencyToken once, Deadline deadline, Function<Result, T> answer) {
        return idempotency
                .one(operation, once, deadline)
                .<PartOutcome<T>>map(result -> new PartOutcome.Done<>(answer.apply(result)))
                .onFailure(GatewayException.class)
                .recoverWithItem(failure -> new PartOutcome.Failed<>((GatewayException) failure));
    }
}
