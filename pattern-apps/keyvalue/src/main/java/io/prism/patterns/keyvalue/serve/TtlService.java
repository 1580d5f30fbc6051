// SPDX-License-Identifier: Apache-2.0
package io.prism.patterns.keyvalue.serve;

import io.prism.contracts.keyvalue.ExpireRequest;
import io.prism.contracts.keyvalue.ExpireResponse;
import io.prism.contracts.keyvalue.GetTTLRequest;
import io.prism.contracts.keyvalue.GetTTLResponse;
import io.prism.contracts.keyvalue.KeyValueTTLInterfaceGrpc;
import io.prism.contracts.keyvalue.PersistRequest;
import io.prism.contracts.keyvalue.PersistResponse;
import io.prism.pattern.serve.CallContext;
import io.prism.pattern.serve.ServedInterface;
import io.prism.pattern.serve.ServedMethod;
import io.prism.patterns.keyvalue.rules.Idempotency;
import io.prism.patterns.keyvalue.rules.KeyValueRules;
import io.prism.spi.IdempotencyToken;
import io.prism.spi.keyvalue.KeyValueTtl;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.TimeToLive;
import io.prism.spi.keyvalue.operation.Operation;
import io.prism.spi.keyvalue.operation.Result;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** {@code KeyValueTTLInterface} on a backend. Its messages hold no idempotency key; the call's metadata may. */
public final class TtlService {

    private final Requests requests;
    private final KeyValueTtl store;
    private final Idempotency idempotency;

    /** Serves {@code store}. */
    public TtlService(KeyValueRules rules, KeyValueTtl store, Idempotency idempotency) {
        this.requests = new Requests(rules, true);
        this.store = store;
        this.idempotency = idempotency;
    }

    /** The interface, method by method. */
    public ServedInterface served() {
        return new ServedInterface(
                KeyValueTTLInterfaceGrpc.SERVICE_NAME,
                List.of(
                        new ServedMethod.Unary<ExpireRequest, ExpireResponse>(
                                KeyValueTTLInterfaceGrpc.getExpireMethod(), this::expire),
                        new ServedMethod.Unary<GetTTLRequest, GetTTLResponse>(
                                KeyValueTTLInterfaceGrpc.getGetTTLMethod(), this::ttl),
                        new ServedMethod.Unary<PersistRequest, PersistResponse>(
                                KeyValueTTLInterfaceGrpc.getPersistMethod(), this::persist)));
    }

    private Uni<ExpireResponse> expire(ExpireRequest request, CallContext call) {
        Operation.Expire expire = requests.expire(request);
        Optional<IdempotencyToken> once =
                idempotency.of("", call, KeyValueTTLInterfaceGrpc.getExpireMethod(), () -> request);
        Uni<Boolean> existed = once.isPresent()
                ? idempotency
                        .one(expire, once.get(), call.deadline())
                        .map(result -> ((Result.Expiring) result).existed())
                : store.expire(expire.key(), expire.ttl(), call.deadline());
        return existed.map(Responses::expiring);
    }

    private Uni<GetTTLResponse> ttl(GetTTLRequest request, CallContext call) {
        return store.ttl(new Key(request.getKey()), call.deadline()).map(Responses::ttl);
    }

    private Uni<PersistResponse> persist(PersistRequest request, CallContext call) {
        Operation.Persist persist = requests.persist(request);
        Optional<IdempotencyToken> once =
                idempotency.of("", call, KeyValueTTLInterfaceGrpc.getPersistMethod(), () -> request);
        Uni<TimeToLive> before = once.isPresent()
                ? idempotency
                        .one(persist, once.get(), call.deadline())
                        .map(result -> ((Result.Persisted) result).before())
                : store.persist(persist.key(), call.deadline());
        return before.map(Responses::persisted);
    }
}
