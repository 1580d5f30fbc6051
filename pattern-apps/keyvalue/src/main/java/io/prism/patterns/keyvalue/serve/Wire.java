// SPDX-License-Identifier: Apache-2.0
package io.prism.patterns.keyvalue.serve;

import io.prism.contracts.keyvalue.DeleteRequest;
import io.prism.contracts.keyvalue.GetResponse;
import io.prism.contracts.keyvalue.SetRequest;
import io.prism.contracts.keyvalue.SetResponse;
import io.prism.core.failure.GatewayException.NotServed;
import io.prism.pattern.serve.Call;
import io.prism.patterns.keyvalue.KeyValueRules;
import io.prism.spi.keyvalue.Entry;
import io.prism.spi.keyvalue.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What the KeyValue messages have in common. */
final class Wire {

    private Wire() {}

    static Optional<Duration> ttl(KeyValueRules rules, SetRequest request) {
        return rules.ttlOfWrite(
                request.hasTtlSeconds() ? OptionalLong.of(request.getTtlSeconds()) : OptionalLong.empty(),
                request.hasTtlMillis() ? OptionalLong.of(request.getTtlMillis()) : OptionalLong.empty());
    }

    static SetResponse written(Version version) {
        return SetResponse.newBuilder()
                .setSuccess(true)
                .setVersion(version.token())
                .build();
    }

    static GetResponse read(Optional<Entry> entry) {
        return entry.map(Wire::found).orElse(GetResponse.getDefaultInstance());
    }

    static long expiresAtMillis(Entry entry) {
        return entry.expiresAt().map(Instant::toEpochMilli).orElse(0L);
    }

    /** Repeating a write under a key is not built yet: saying so is better than writing twice. */
    static void refuseIdempotencyKey(SetRequest request, Call call) {
        refuse(request.getIdempotencyKey(), call);
    }

    static void refuseIdempotencyKey(DeleteRequest request, Call call) {
        refuse(request.getIdempotencyKey(), call);
    }

    static NotServed noTtl() {
        return new NotServed(
                "prism.interfaces.keyvalue.KeyValueTTLInterface",
                "the binding's backend cannot let entries expire; leave ttl_seconds and ttl_millis out",
                List.of());
    }

    private static void refuse(String inMessage, Call call) {
        if (!inMessage.isEmpty() || !call.idempotencyKey().isEmpty()) {
            throw new NotServed(
                    "idempotency",
                    "this version does not offer it; leave idempotency_key and prism-idempotency-key empty",
                    List.of());
        }
    }

    private static GetResponse found(Entry entry) {
        return GetResponse.newBuilder()
                .setFound(true)
                .setValue(entry.value().bytes())
                .setVersion(entry.version().token())
                .setExpiresAtMillis(expiresAtMillis(entry))
                .build();
    }
}
