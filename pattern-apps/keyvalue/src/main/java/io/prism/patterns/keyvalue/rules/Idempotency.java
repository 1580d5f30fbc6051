// SPDX-License-Identifier: Apache-2.0
package io.prism.patterns.keyvalue.rules;

import com.google.protobuf.MessageLite;
import io.grpc.MethodDescriptor;
import io.prism.core.Deadline;
import io.prism.pattern.IdempotencyKeys;
import io.prism.pattern.serve.CallContext;
import io.prism.spi.IdempotencyToken;
import io.prism.spi.keyvalue.KeyValueIdempotency;
import io.prism.spi.keyvalue.operation.Operation;
import io.prism.spi.keyvalue.operation.Result;
import io.prism.spi.keyvalue.operation.Transaction;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Writes that may be sent again: those that come with an idempotency key are done once within the binding's window.
 * Safe for many threads.
 */
public final class Idempotency {

    private final Optional<KeyValueIdempotency> store;
    private final IdempotencyKeys keys;

    /**
     * Idempotency on {@code store}.
     *
     * @param store empty when the backend cannot do it; keys are refused then
     * @param window how long an outcome is remembered
     */
    public Idempotency(Optional<KeyValueIdempotency> store, Duration window) {
        this.store = store;
        this.keys = new IdempotencyKeys(store.isPresent(), window);
    }

    /** See {@link IdempotencyKeys#of}. */
    public Optional<IdempotencyToken> of(
            String inMessage,
            CallContext call,
            MethodDescriptor<?, ?> method,
            Supplier<? extends MessageLite> request) {
        return keys.of(inMessage, call, method, request);
    }

    /** Does one operation once. */
    public Uni<Result> one(Operation operation, IdempotencyToken once, Deadline deadline) {
        return all(List.of(operation), once, deadline)
                .map(transaction -> transaction.results().getFirst());
    }

    /** Does a transaction once. */
    public Uni<Transaction> all(List<Operation> operations, IdempotencyToken once, Deadline deadline) {
        return store.orElseThrow().executeOnce(operations, once, deadline);
    }

    /** Names one part of a request, so that each part is done once by itself. */
    public static IdempotencyToken part(IdempotencyToken whole, int part) {
        return new IdempotencyToken(whole.token() + " " + part, whole.request(), whole.window());
    }
}
