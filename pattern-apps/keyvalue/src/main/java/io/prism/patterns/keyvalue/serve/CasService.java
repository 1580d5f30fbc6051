// SPDX-License-Identifier: Apache-2.0
package io.prism.patterns.keyvalue.serve;

import io.prism.contracts.keyvalue.CompareAndDeleteRequest;
import io.prism.contracts.keyvalue.CompareAndDeleteResponse;
import io.prism.contracts.keyvalue.CompareAndSwapRequest;
import io.prism.contracts.keyvalue.CompareAndSwapResponse;
import io.prism.contracts.keyvalue.KeyValueCasInterfaceGrpc;
import io.prism.pattern.serve.CallContext;
import io.prism.pattern.serve.ServedInterface;
import io.prism.pattern.serve.ServedMethod;
import io.prism.patterns.keyvalue.rules.Idempotency;
import io.prism.patterns.keyvalue.rules.KeyValueRules;
import io.prism.spi.IdempotencyToken;
import io.prism.spi.keyvalue.KeyValueCas;
import io.prism.spi.keyvalue.operation.Comparison;
import io.prism.spi.keyvalue.operation.Operation;
import io.prism.spi.keyvalue.operation.Result;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** {@code KeyValueCasInterface} on a backend. */
public final class CasService {

    private final Requests requests;
    private final KeyValueCas store;
    private final Idempotency idempotency;

    /**
     * Serves {@code store}.
     *
     * @param expiring whether its entries can expire
     */
    public CasService(KeyValueRules rules, KeyValueCas store, boolean expiring, Idempotency idempotency) {
        this.requests = new Requests(rules, expiring);
        this.store = store;
        this.idempotency = idempotency;
    }

    /** The interface, method by method. */
    public ServedInterface served() {
        return new ServedInterface(
                KeyValueCasInterfaceGrpc.SERVICE_NAME,
                List.of(
                        new ServedMethod.Unary<CompareAndSwapRequest, CompareAndSwapResponse>(
                                KeyValueCasInterfaceGrpc.getCompareAndSwapMethod(), this::swap),
                        new ServedMethod.Unary<CompareAndDeleteRequest, CompareAndDeleteResponse>(
                                KeyValueCasInterfaceGrpc.getCompareAndDeleteMethod(), this::delete)));
    }

    private Uni<CompareAndSwapResponse> swap(CompareAndSwapRequest request, CallContext call) {
        Operation.CompareAndSwap swap = requests.compareAndSwap(request);
        Optional<IdempotencyToken> once = idempotency.of(
                request.getIdempotencyKey(),
                call,
                KeyValueCasInterfaceGrpc.getCompareAndSwapMethod(),
                () -> request.toBuilder().clearIdempotencyKey().build());
        Uni<Comparison> comparison =
                once.isPresent() ? once(swap, once.get(), call) : store.compareAndSwap(swap, call.deadline());
        return comparison.map(Responses::swapped);
    }

    private Uni<CompareAndDeleteResponse> delete(CompareAndDeleteRequest request, CallContext call) {
        Operation.CompareAndDelete delete = requests.compareAndDelete(request);
        Optional<IdempotencyToken> once = idempotency.of(
                request.getIdempotencyKey(),
                call,
                KeyValueCasInterfaceGrpc.getCompareAndDeleteMethod(),
                () -> request.toBuilder().clearIdempotencyKey().build());
        Uni<Comparison> comparison = once.isPresent()
                ? once(delete, once.get(), call)
                : store.compareAndDelete(delete.key(), delete.expected(), call.deadline());
        return comparison.map(Responses::deleted);
    }

    private Uni<Comparison> once(Operation operation, IdempotencyToken once, CallContext call) {
        return idempotency.one(operation, once, call.deadline()).map(result -> ((Result.Compared) result).comparison());
    }
}
