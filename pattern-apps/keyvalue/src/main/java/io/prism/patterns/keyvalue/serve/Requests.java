// SPDX-License-Identifier: Apache-2.0
package io.prism.patterns.keyvalue.serve;

import io.prism.contracts.keyvalue.CompareAndDeleteRequest;
import io.prism.contracts.keyvalue.CompareAndSwapRequest;
import io.prism.contracts.keyvalue.DeleteRequest;
import io.prism.contracts.keyvalue.ExpireRequest;
import io.prism.contracts.keyvalue.IncrementRequest;
import io.prism.contracts.keyvalue.PersistRequest;
import io.prism.contracts.keyvalue.SetRequest;
import io.prism.core.failure.GatewayException.NotServed;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.patterns.keyvalue.rules.KeyValueRules;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.Version;
import io.prism.spi.keyvalue.operation.Expected;
import io.prism.spi.keyvalue.operation.Operation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * From messages to operations, by the binding's rules. Every method throws a {@code GatewayException} that names the
 * field when a request is not valid.
 *
 * @param rules what the binding allows
 * @param expiring whether the backend's entries can expire
 */
record Requests(KeyValueRules rules, boolean expiring) {

    Operation.Set set(SetRequest request) {
        if (request.hasTags() && request.getTags().getSerializedSize() > 0) {
            throw new Rejected("tags", "must be left out: no backend keeps them yet", "");
        }
        return new Operation.Set(
                new Key(request.getKey()),
                rules.value(request.getValue()),
                ttl(request.hasTtlSeconds(), request.getTtlSeconds(), request.hasTtlMillis(), request.getTtlMillis()));
    }

    Operation.Delete delete(DeleteRequest request) {
        return new Operation.Delete(new Key(request.getKey()));
    }

    Operation.CompareAndSwap compareAndSwap(CompareAndSwapRequest request) {
        return new Operation.CompareAndSwap(
                new Key(request.getKey()),
                rules.value(request.getValue()),
                expected(request),
                ttl(request.hasTtlSeconds(), request.getTtlSeconds(), request.hasTtlMillis(), request.getTtlMillis()));
    }

    Operation.CompareAndDelete compareAndDelete(CompareAndDeleteRequest request) {
        return new Operation.CompareAndDelete(new Key(request.getKey()), version(request.getExpectedVersion()));
    }

    Operation.Increment increment(IncrementRequest request) {
        return new Operation.Increment(
                new Key(request.getKey()),
                request.hasDelta() ? request.getDelta() : 1,
                request.getInitial(),
                ttl(request.hasTtlSeconds(), request.getTtlSeconds(), request.hasTtlMillis(), request.getTtlMillis()));
    }

    Operation.Expire expire(ExpireRequest request) {
        if (!expiring) {
            throw noTtl();
        }
        // ttl_seconds has no presence: it counts when it is not zero, or when ttl_millis is absent.
        boolean seconds = request.getTtlSeconds() != 0 || !request.hasTtlMillis();
        Duration ttl = rules.ttl(
                given(seconds, request.getTtlSeconds()), given(request.hasTtlMillis(), request.getTtlMillis()));
        return new Operation.Expire(new Key(request.getKey()), ttl);
    }

    Operation.Persist persist(PersistRequest request) {
        if (!expiring) {
            throw noTtl();
        }
        return new Operation.Persist(new Key(request.getKey()));
    }

    private Optional<Duration> ttl(boolean hasSeconds, long seconds, boolean hasMillis, long millis) {
        Optional<Duration> ttl = rules.ttlOfWrite(given(hasSeconds, seconds), given(hasMillis, millis));
        if (ttl.isPresent() && !expiring) {
            throw noTtl();
        }
        return ttl;
    }

    private static OptionalLong given(boolean is, long amount) {
        return is ? OptionalLong.of(amount) : OptionalLong.empty();
    }

    private static Expected expected(CompareAndSwapRequest request) {
        return switch (request.getExpectedCase()) {
            case EXPECTED_VERSION -> new Expected.At(version(request.getExpectedVersion()));
            case EXPECT_ABSENT -> {
                if (!request.getExpectAbsent()) {
                    throw new Rejected("expect_absent", "must be true when it is given", "false");
                }
                yield new Expected.Absent();
            }
            case EXPECTED_NOT_SET ->
                throw new Rejected("expected", "must be given: either expected_version or expect_absent", "");
        };
    }

    private static Version version(String token) {
        if (token.isEmpty()) {
            throw new Rejected("expected_version", "must not be empty", "");
        }
        return new Version(token);
    }

    private static NotServed noTtl() {
        return new NotServed(
                "prism.interfaces.keyvalue.KeyValueTTLInterface",
                "the binding's backend cannot let entries expire; leave ttl_seconds and ttl_millis out",
                List.of());
    }
}
