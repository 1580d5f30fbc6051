// SPDX-License-Identifier: Apache-2.0
package io.prism.patterns.keyvalue.serve;

import io.prism.contracts.keyvalue.DeleteRequest;
import io.prism.contracts.keyvalue.DeleteResponse;
import io.prism.contracts.keyvalue.ExistsRequest;
import io.prism.contracts.keyvalue.ExistsResponse;
import io.prism.contracts.keyvalue.GetRequest;
import io.prism.contracts.keyvalue.GetResponse;
import io.prism.contracts.keyvalue.KeyValueBasicInterfaceGrpc;
import io.prism.contracts.keyvalue.SetRequest;
import io.prism.contracts.keyvalue.SetResponse;
import io.prism.core.Deadline;
import io.prism.pattern.serve.CallContext;
import io.prism.pattern.serve.ServedInterface;
import io.prism.pattern.serve.ServedMethod;
import io.prism.patterns.keyvalue.rules.Idempotency;
import io.prism.patterns.keyvalue.rules.KeyValueRules;
import io.prism.spi.IdempotencyToken;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.KeyValueTtl;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.Version;
import io.prism.spi.keyvalue.operation.Operation;
import io.prism.spi.keyvalue.operation.Result;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** {@code KeyValueBasicInterface} on a backend. */
public final class BasicService {

    private final Requests requests;
    private final KeyValueBasic store;
    private final Optional<KeyValueTtl> expiring;
    private final Idempotency idempotency;

    /** Serves {@code store}; writes with a time to live need {@code expiring}. */
    public BasicService(
            KeyValueRules rules, KeyValueBasic store, Optional<KeyValueTtl> expiring, Idempotency idempotency) {
        this.requests = new Requests(rules, expiring.isPresent());
        this.store = store;
        this.expiring = expiring;
        this.idempotency = idempotency;
    }

    /** The interface, method by method. */
    public ServedInterface served() {
        return new ServedInterface(
                KeyValueBasicInterfaceGrpc.SERVICE_NAME,
                List.of(
                        new ServedMethod.Unary<SetRequest, SetResponse>(
                                KeyValueBasicInterfaceGrpc.getSetMethod(), this::set),
                        new ServedMethod.Unary<GetRequest, GetResponse>(
                                KeyValueBasicInterfaceGrpc.getGetMethod(), this::get),
                        new ServedMethod.Unary<DeleteRequest, DeleteResponse>(
                                KeyValueBasicInterfaceGrpc.getDeleteMethod(), this::delete),
                        new ServedMethod.Unary<ExistsRequest, ExistsResponse>(
                                KeyValueBasicInterfaceGrpc.getExistsMethod(), this::exists)));
    }

    private Uni<SetResponse> set(SetRequest request, CallContext call) {
        Operation.Set set = requests.set(request);
        Optional<IdempotencyToken> once = idempotency.of(
                request.getIdempotencyKey(),
                call,
                KeyValueBasicInterfaceGrpc.getSetMethod(),
                () -> request.toBuilder().clearIdempotencyKey().build());
        Uni<Version> version = once.isPresent()
                ? idempotency.one(set, once.get(), call.deadline()).map(result -> ((Result.Written) result).version())
                : write(set, call.deadline());
        return version.map(Responses::written);
    }

    private Uni<Version> write(Operation.Set set, Deadline deadline) {
        // Only a backend whose entries can expire gets so far with a time to live.
        return set.ttl().isPresent()
                ? expiring.orElseThrow().set(set.key(), set.value(), set.ttl().get(), deadline)
                : store.set(set.key(), set.value(), deadline);
    }

    private Uni<GetResponse> get(GetRequest request, CallContext call) {
        return store.get(new Key(request.getKey()), call.deadline()).map(Responses::read);
    }

    private Uni<DeleteResponse> delete(DeleteRequest request, CallContext call) {
        Operation.Delete delete = requests.delete(request);
        Optional<IdempotencyToken> once = idempotency.of(
                request.getIdempotencyKey(),
                call,
                KeyValueBasicInterfaceGrpc.getDeleteMethod(),
                () -> request.toBuilder().clearIdempotencyKey().build());
        Uni<Boolean> existed = once.isPresent()
                ? idempotency
                        .one(delete, once.get(), call.deadline())
                        .map(result -> ((Result.Deleted) result).existed())
                : store.delete(delete.key(), call.deadline());
        return existed.map(Responses::deleted);
    }

    private Uni<ExistsResponse> exists(ExistsRequest request, CallContext call) {
        return store.exists(new Key(request.getKey()), call.deadline())
                .map(exists -> ExistsResponse.newBuilder().setExists(exists).build());
    }
}
