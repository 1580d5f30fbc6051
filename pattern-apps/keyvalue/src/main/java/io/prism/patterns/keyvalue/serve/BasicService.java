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
import io.prism.core.Key;
import io.prism.pattern.serve.Call;
import io.prism.pattern.serve.Rpc;
import io.prism.pattern.serve.ServedInterface;
import io.prism.patterns.keyvalue.KeyValueRules;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.KeyValueTtl;
import io.prism.spi.keyvalue.Value;
import io.prism.spi.keyvalue.Version;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** {@code KeyValueBasicInterface} on a backend. */
public final class BasicService {

    private final KeyValueRules rules;
    private final KeyValueBasic store;
    private final Optional<KeyValueTtl> expiring;

    /** Serves {@code store}; writes with a time to live need {@code expiring}. */
    public BasicService(KeyValueRules rules, KeyValueBasic store, Optional<KeyValueTtl> expiring) {
        this.rules = rules;
        this.store = store;
        this.expiring = expiring;
    }

    /** The interface, method by method. */
    public ServedInterface served() {
        return new ServedInterface(
                KeyValueBasicInterfaceGrpc.SERVICE_NAME,
                List.of(
                        new Rpc.Unary<SetRequest, SetResponse>(KeyValueBasicInterfaceGrpc.getSetMethod(), this::set),
                        new Rpc.Unary<GetRequest, GetResponse>(KeyValueBasicInterfaceGrpc.getGetMethod(), this::get),
                        new Rpc.Unary<DeleteRequest, DeleteResponse>(
                                KeyValueBasicInterfaceGrpc.getDeleteMethod(), this::delete),
                        new Rpc.Unary<ExistsRequest, ExistsResponse>(
                                KeyValueBasicInterfaceGrpc.getExistsMethod(), this::exists)));
    }

    private Uni<SetResponse> set(SetRequest request, Call call) {
        Wire.refuseIdempotencyKey(request, call);
        Key key = new Key(request.getKey());
        Value value = rules.value(request.getValue());
        Uni<Version> write = Wire.ttl(rules, request)
                .map(ttl -> expiring.orElseThrow(Wire::noTtl).set(key, value, ttl, call.deadline()))
                .orElseGet(() -> store.set(key, value, call.deadline()));
        return write.map(Wire::written);
    }

    private Uni<GetResponse> get(GetRequest request, Call call) {
        return store.get(new Key(request.getKey()), call.deadline()).map(Wire::read);
    }

    private Uni<DeleteResponse> delete(DeleteRequest request, Call call) {
        Wire.refuseIdempotencyKey(request, call);
        return store.delete(new Key(request.getKey()), call.deadline())
                .map(existed -> DeleteResponse.newBuilder()
                        .setSuccess(true)
                        .setKeyExisted(existed)
                        .build());
    }

    private Uni<ExistsResponse> exists(ExistsRequest request, Call call) {
        return store.exists(new Key(request.getKey()), call.deadline())
                .map(exists -> ExistsResponse.newBuilder().setExists(exists).build());
    }
}
