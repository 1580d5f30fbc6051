// SPDX-License-Identifier: Apache-2.0
package io.prism.patterns.keyvalue.serve;

import io.prism.contracts.keyvalue.ExpireRequest;
import io.prism.contracts.keyvalue.ExpireResponse;
import io.prism.contracts.keyvalue.GetTTLRequest;
import io.prism.contracts.keyvalue.GetTTLResponse;
import io.prism.contracts.keyvalue.KeyValueTTLInterfaceGrpc;
import io.prism.contracts.keyvalue.PersistRequest;
import io.prism.contracts.keyvalue.PersistResponse;
import io.prism.core.Key;
import io.prism.pattern.serve.Call;
import io.prism.pattern.serve.Rpc;
import io.prism.pattern.serve.ServedInterface;
import io.prism.patterns.keyvalue.KeyValueRules;
import io.prism.spi.keyvalue.KeyValueTtl;
import io.prism.spi.keyvalue.KeyValueTtl.Ttl;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** {@code KeyValueTTLInterface} on a backend. */
public final class TtlService {

    private static final long FOREVER = -1;
    private static final long ABSENT = -2;

    private final KeyValueRules rules;
    private final KeyValueTtl store;

    /** Serves {@code store}. */
    public TtlService(KeyValueRules rules, KeyValueTtl store) {
        this.rules = rules;
        this.store = store;
    }

    /** The interface, method by method. */
    public ServedInterface served() {
        return new ServedInterface(
                KeyValueTTLInterfaceGrpc.SERVICE_NAME,
                List.of(
                        new Rpc.Unary<ExpireRequest, ExpireResponse>(
                                KeyValueTTLInterfaceGrpc.getExpireMethod(), this::expire),
                        new Rpc.Unary<GetTTLRequest, GetTTLResponse>(
                                KeyValueTTLInterfaceGrpc.getGetTTLMethod(), this::ttl),
                        new Rpc.Unary<PersistRequest, PersistResponse>(
                                KeyValueTTLInterfaceGrpc.getPersistMethod(), this::persist)));
    }

    private Uni<ExpireResponse> expire(ExpireRequest request, Call call) {
        // ttl_seconds has no presence: it counts when it is not zero, or when ttl_millis is absent.
        boolean seconds = request.getTtlSeconds() != 0 || !request.hasTtlMillis();
        Duration ttl = rules.ttl(
                seconds ? OptionalLong.of(request.getTtlSeconds()) : OptionalLong.empty(),
                request.hasTtlMillis() ? OptionalLong.of(request.getTtlMillis()) : OptionalLong.empty());
        return store.expire(new Key(request.getKey()), ttl, call.deadline())
                .map(existed -> ExpireResponse.newBuilder()
                        .setSuccess(true)
                        .setKeyExisted(existed)
                        .build());
    }

    private Uni<GetTTLResponse> ttl(GetTTLRequest request, Call call) {
        return store.ttl(new Key(request.getKey()), call.deadline()).map(TtlService::response);
    }

    private Uni<PersistResponse> persist(PersistRequest request, Call call) {
        return store.persist(new Key(request.getKey()), call.deadline())
                .map(before -> PersistResponse.newBuilder()
                        .setSuccess(true)
                        .setKeyExisted(!(before instanceof Ttl.Absent))
                        .setExpirationRemoved(before instanceof Ttl.Left)
                        .setPreviousTtlMillis(millis(before))
                        .build());
    }

    private static GetTTLResponse response(Ttl ttl) {
        return GetTTLResponse.newBuilder()
                .setTtlSeconds(seconds(ttl))
                .setTtlMillis(millis(ttl))
                .build();
    }

    private static long seconds(Ttl ttl) {
        return switch (ttl) {
            case Ttl.Absent _ -> ABSENT;
            case Ttl.Forever _ -> FOREVER;
            // Rounded up, so that a living key never shows zero seconds.
            case Ttl.Left(Duration left) -> left.plusMillis(999).toSeconds();
        };
    }

    private static long millis(Ttl ttl) {
        return switch (ttl) {
            case Ttl.Absent _ -> ABSENT;
            case Ttl.Forever _ -> FOREVER;
            case Ttl.Left(Duration left) -> left.toMillis();
        };
    }
}
