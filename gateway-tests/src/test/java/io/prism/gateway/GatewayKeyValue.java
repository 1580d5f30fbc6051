// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import io.grpc.Channel;
import io.grpc.ClientInterceptor;
import io.grpc.Metadata;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import io.prism.contracts.keyvalue.BatchDeleteRequest;
import io.prism.contracts.keyvalue.BatchGetRequest;
import io.prism.contracts.keyvalue.BatchSetRequest;
import io.prism.contracts.keyvalue.CountRequest;
import io.prism.contracts.keyvalue.DeleteRequest;
import io.prism.contracts.keyvalue.DeleteResponse;
import io.prism.contracts.keyvalue.ExistsRequest;
import io.prism.contracts.keyvalue.ExistsResponse;
import io.prism.contracts.keyvalue.ExpireRequest;
import io.prism.contracts.keyvalue.ExpireResponse;
import io.prism.contracts.keyvalue.GetRequest;
import io.prism.contracts.keyvalue.GetResponse;
import io.prism.contracts.keyvalue.GetTTLRequest;
import io.prism.contracts.keyvalue.KeyResponse;
import io.prism.contracts.keyvalue.MutinyKeyValueBasicInterfaceGrpc;
import io.prism.contracts.keyvalue.MutinyKeyValueBatchInterfaceGrpc;
import io.prism.contracts.keyvalue.MutinyKeyValueScanInterfaceGrpc;
import io.prism.contracts.keyvalue.MutinyKeyValueTTLInterfaceGrpc;
import io.prism.contracts.keyvalue.PersistRequest;
import io.prism.contracts.keyvalue.ScanKeysRequest;
import io.prism.contracts.keyvalue.ScanRequest;
import io.prism.contracts.keyvalue.ScanResponse;
import io.prism.contracts.keyvalue.SetRequest;
import io.prism.core.Deadline;
import io.prism.core.Keyspace;
import io.prism.core.MetadataKeys;
import io.prism.core.failure.GatewayException.BackendDown;
import io.prism.patterns.keyvalue.rules.PageToken;
import io.prism.spi.PartOutcome;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.KeyValueBatch;
import io.prism.spi.keyvalue.KeyValueScan;
import io.prism.spi.keyvalue.KeyValueTtl;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.TimeToLive;
import io.prism.spi.keyvalue.entry.Value;
import io.prism.spi.keyvalue.entry.Version;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** KeyValue as a client has it: every call goes through the whole gateway, in one keyspace. */
final class GatewayKeyValue implements KeyValueBasic, KeyValueTtl, KeyValueScan, KeyValueBatch {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final MutinyKeyValueBasicInterfaceGrpc.MutinyKeyValueBasicInterfaceStub basic;
    private final MutinyKeyValueTTLInterfaceGrpc.MutinyKeyValueTTLInterfaceStub ttl;
    private final MutinyKeyValueScanInterfaceGrpc.MutinyKeyValueScanInterfaceStub scan;
    private final MutinyKeyValueBatchInterfaceGrpc.MutinyKeyValueBatchInterfaceStub batch;

    GatewayKeyValue(Channel channel, Keyspace keyspace) {
        var interceptor = headers(keyspace);
        basic = MutinyKeyValueBasicInterfaceGrpc.newMutinyStub(channel).withInterceptors(interceptor);
        ttl = MutinyKeyValueTTLInterfaceGrpc.newMutinyStub(channel).withInterceptors(interceptor);
        scan = MutinyKeyValueScanInterfaceGrpc.newMutinyStub(channel).withInterceptors(interceptor);
        batch = MutinyKeyValueBatchInterfaceGrpc.newMutinyStub(channel).withInterceptors(interceptor);
    }

    /** Names the keyspace in every call. */
    static ClientInterceptor headers(Keyspace keyspace) {
        var headers = new Metadata();
        headers.put(key(MetadataKeys.NAMESPACE), keyspace.namespace());
        headers.put(key(MetadataKeys.BINDING), keyspace.binding());
        return MetadataUtils.newAttachHeadersInterceptor(headers);
    }

    static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    @Override
    public Uni<Version> set(Key key, Value value, Deadline deadline) {
        return call(basic, deadline, stub -> stub.set(write(key, value, Optional.empty())))
                .map(response -> new Version(response.getVersion()));
    }

    @Override
    public Uni<Version> set(Key key, Value value, Duration ttl, Deadline deadline) {
        return call(basic, deadline, stub -> stub.set(write(key, value, Optional.of(ttl))))
                .map(response -> new Version(response.getVersion()));
    }

    @Override
    public Uni<Optional<Entry>> get(Key key, Deadline deadline) {
        return call(
                        basic,
                        deadline,
                        stub -> stub.get(
                                GetRequest.newBuilder().setKey(key.name()).build()))
                .map(response -> entry(key, response));
    }

    @Override
    public Uni<Boolean> delete(Key key, Deadline deadline) {
        return call(
                        basic,
                        deadline,
                        stub -> stub.delete(
                                DeleteRequest.newBuilder().setKey(key.name()).build()))
                .map(DeleteResponse::getKeyExisted);
    }

    @Override
    public Uni<Boolean> exists(Key key, Deadline deadline) {
        return call(
                        basic,
                        deadline,
                        stub -> stub.exists(
                                ExistsRequest.newBuilder().setKey(key.name()).build()))
                .map(ExistsResponse::getExists);
    }

    @Override
    public Uni<Boolean> expire(Key key, Duration left, Deadline deadline) {
        var request = ExpireRequest.newBuilder().setKey(key.name()).setTtlMillis(left.toMillis());
        return call(ttl, deadline, stub -> stub.expire(request.build())).map(ExpireResponse::getKeyExisted);
    }

    @Override
    public Uni<TimeToLive> ttl(Key key, Deadline deadline) {
        return call(
                        ttl,
                        deadline,
                        stub -> stub.getTTL(
                                GetTTLRequest.newBuilder().setKey(key.name()).build()))
                .map(response -> ttl(response.getTtlMillis()));
    }

    @Override
    public Uni<TimeToLive> persist(Key key, Deadline deadline) {
        return call(
                        ttl,
                        deadline,
                        stub -> stub.persist(
                                PersistRequest.newBuilder().setKey(key.name()).build()))
                .map(response -> ttl(response.getPreviousTtlMillis()));
    }

    @Override
    public Uni<Page<Entry>> scan(Range range, Bound bound, Deadline deadline) {
        var request = ScanRequest.newBuilder()
                .setPrefix(range.prefix())
                .setLimit(bound.items())
                .setByteBudget(bound.bytes())
                .setPageToken(token(range));
        return call(scan, deadline, stub -> stub.scan(request.build()).collect().asList())
                .map(responses -> new Page<>(
                        responses.stream().map(GatewayKeyValue::entry).toList(),
                        !responses.isEmpty()
                                && !responses.getLast().getNextPageToken().isEmpty()));
    }

    @Override
    public Uni<Page<Key>> scanKeys(Range range, Bound bound, Deadline deadline) {
        var request = ScanKeysRequest.newBuilder()
                .setPrefix(range.prefix())
                .setLimit(bound.items())
                .setByteBudget(bound.bytes())
                .setPageToken(token(range));
        return call(scan, deadline, stub -> {
                    Multi<KeyResponse> keys = stub.scanKeys(request.build());
                    return keys.collect().asList();
                })
                .map(responses -> new Page<>(
                        responses.stream()
                                .map(response -> new Key(response.getKey()))
                                .toList(),
                        !responses.isEmpty()
                                && !responses.getLast().getNextPageToken().isEmpty()));
    }

    @Override
    public Uni<Long> count(String prefix, Deadline deadline) {
        return call(
                        scan,
                        deadline,
                        stub -> stub.count(
                                CountRequest.newBuilder().setPrefix(prefix).build()))
                .map(response -> response.getCount());
    }

    @Override
    public Uni<List<PartOutcome<Version>>> setAll(List<Write> writes, Deadline deadline) {
        var request = BatchSetRequest.newBuilder();
        writes.forEach(write -> request.addRequests(write(write.key(), write.value(), write.ttl())));
        return call(batch, deadline, stub -> stub.batchSet(request.build()))
                .map(response -> response.getResultsList().stream()
                        .map(result ->
                                outcome(result.getSuccess(), new Version(result.getVersion()), result.getError()))
                        .toList());
    }

    @Override
    public Uni<List<PartOutcome<Optional<Entry>>>> getAll(List<Key> keys, Deadline deadline) {
        var request = BatchGetRequest.newBuilder();
        keys.forEach(key -> request.addKeys(key.name()));
        return call(batch, deadline, stub -> stub.batchGet(request.build()))
                .map(response -> java.util.stream.IntStream.range(0, keys.size())
                        .mapToObj(i -> outcome(
                                !response.getResults(i).hasFailure(),
                                entry(keys.get(i), response.getResults(i)),
                                response.getResults(i).getError()))
                        .toList());
    }

    @Override
    public Uni<List<PartOutcome<Boolean>>> deleteAll(List<Key> keys, Deadline deadline) {
        var request = BatchDeleteRequest.newBuilder();
        keys.forEach(key -> request.addKeys(key.name()));
        return call(batch, deadline, stub -> stub.batchDelete(request.build()))
                .map(response -> response.getResultsList().stream()
                        .map(result -> outcome(result.getSuccess(), result.getKeyExisted(), result.getError()))
                        .toList());
    }

    static <S extends AbstractStub<S>, R> Uni<R> call(S stub, Deadline deadline, Function<S, Uni<R>> method) {
        return Uni.createFrom()
                .deferred(() -> method.apply(stub.withDeadlineAfter(deadline.leftOr(LONG))))
                .onFailure()
                .transform(GatewayFailures::asDirect);
    }

    static TimeToLive ttl(long millis) {
        if (millis == -2) {
            return new TimeToLive.Absent();
        }
        return millis == -1 ? new TimeToLive.Forever() : new TimeToLive.Left(Duration.ofMillis(millis));
    }

    private static SetRequest write(Key key, Value value, Optional<Duration> ttl) {
        var request = SetRequest.newBuilder().setKey(key.name()).setValue(value.bytes());
        ttl.ifPresent(it -> request.setTtlMillis(it.toMillis()));
        return request.build();
    }

    private static String token(Range range) {
        return range.after().map(last -> PageToken.after(range.prefix(), last)).orElse("");
    }

    private static Entry entry(ScanResponse response) {
        return new Entry(
                new Key(response.getKey()),
                new Value(response.getValue()),
                new Version(response.getVersion()),
                expiry(response.getExpiresAtMillis()));
    }

    static Optional<Entry> entry(Key key, GetResponse response) {
        return response.getFound()
                ? Optional.of(new Entry(
                        key,
                        new Value(response.getValue()),
                        new Version(response.getVersion()),
                        expiry(response.getExpiresAtMillis())))
                : Optional.empty();
    }

    private static Optional<Instant> expiry(long millis) {
        return millis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    private static <T> PartOutcome<T> outcome(boolean done, T value, String error) {
        return done
                ? new PartOutcome.Done<>(value)
                : new PartOutcome.Failed<>(new BackendDown("gateway", error, false, null));
    }
}
