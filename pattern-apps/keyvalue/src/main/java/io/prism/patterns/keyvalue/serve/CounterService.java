// SPDX-License-Identifier: Apache-2.0
package io.prism.patterns.keyvalue.serve;

import io.prism.contracts.keyvalue.IncrementRequest;
import io.prism.contracts.keyvalue.IncrementResponse;
import io.prism.contracts.keyvalue.KeyValueCounterInterfaceGrpc;
import io.prism.pattern.serve.CallContext;
import io.prism.pattern.serve.ServedInterface;
import io.prism.pattern.serve.ServedMethod;
import io.prism.patterns.keyvalue.rules.Idempotency;
import io.prism.patterns.keyvalue.rules.KeyValueRules;
import io.prism.spi.IdempotencyToken;
import io.prism.spi.keyvalue.KeyValueCounter;
import io.prism.spi.keyvalue.operation.Count;
import io.prism.spi.keyvalue.operation.Operation;
import io.prism.spi.keyvalue.operation.Result;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** {@code KeyValueCounterInterface} on a backend. */
public final class CounterService {

    private final Requests requests;
    private final KeyValueCounter store;
    private final Idempotency idempotency;

    /**
     * Serves {@code store}.
     *
     * @param expiring whether its entries can expire
     */
    public CounterService(KeyValueRules rules, KeyValueCounter store, boolean expiring, Idempotency idempotency) {
        this.requests = new Requests(rules, expiring);
        this.store = store;
        this.idempotency = idempotency;
    }

    /** The interface, method by method. */
    public ServedInterface served() {
        return new ServedInterface(
                KeyValueCounterInterfaceGrpc.SERVICE_NAME,
                List.of(new ServedMethod.Unary<IncrementRequest, IncrementResponse>(
                        KeyValueCounterInterfaceGrpc.getIncrementMethod(), this::increment)));
    }

    private Uni<IncrementResponse> increment(IncrementRequest request, CallContext call) {
        Operation.Increment increment = requests.increment(request);
        Optional<IdempotencyToken> once = idempotency.of(
                request.getIdempotencyKey(),
                call,
                KeyValueCounterInterfaceGrpc.getIncrementMethod(),
                () -> request.toBuilder().clearIdempotencyKey().build());
        Uni<Count> count = once.isPresent()
                ? idempotency
                        .one(increment, once.get(), call.deadline())
                        .map(result -> ((Result.Counted) result).count())
                : store.increment(increment, call.deadline());
        return count.map(Responses::counted);
    }
}
