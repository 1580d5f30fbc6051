// SPDX-License-Identifier: Apache-2.0
package io.prism.patterns.keyvalue.serve;

import io.prism.contracts.common.Error;
import io.prism.contracts.keyvalue.BatchDeleteRequest;
import io.prism.contracts.keyvalue.BatchDeleteResponse;
import io.prism.contracts.keyvalue.BatchGetRequest;
import io.prism.contracts.keyvalue.BatchGetResponse;
import io.prism.contracts.keyvalue.BatchSetRequest;
import io.prism.contracts.keyvalue.BatchSetResponse;
import io.prism.contracts.keyvalue.DeleteResponse;
import io.prism.contracts.keyvalue.GetResponse;
import io.prism.contracts.keyvalue.KeyValueBatchInterfaceGrpc;
import io.prism.contracts.keyvalue.SetRequest;
import io.prism.contracts.keyvalue.SetResponse;
import io.prism.core.failure.Failures;
import io.prism.core.failure.GatewayException;
import io.prism.core.failure.GatewayException.TooLarge;
import io.prism.pattern.serve.CallContext;
import io.prism.pattern.serve.ServedInterface;
import io.prism.pattern.serve.ServedMethod;
import io.prism.patterns.keyvalue.rules.Idempotency;
import io.prism.patterns.keyvalue.rules.KeyValueRules;
import io.prism.spi.IdempotencyToken;
import io.prism.spi.PartOutcome;
import io.prism.spi.keyvalue.KeyValueBatch;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.Version;
import io.prism.spi.keyvalue.operation.Operation;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** {@code KeyValueBatchInterface} on a backend. */
public final class BatchService {

    /** gRPC clients refuse longer messages unless told otherwise, so longer answers would be lost whole. */
    private static final long ANSWER_BYTES_MAX = (4 << 20) - (64 << 10);

    private final Requests requests;
    private final KeyValueBatch store;
    private final BatchWrites writes;
    private final Idempotency idempotency;
    private final Failures failures;

    /**
     * Serves {@code store}.
     *
     * @param expiring whether its entries can expire
     * @param failures says how a part's failure looks
     */
    public BatchService(
            KeyValueRules rules, KeyValueBatch store, boolean expiring, Idempotency idempotency, Failures failures) {
        this.requests = new Requests(rules, expiring);
        this.store = store;
        this.writes = new BatchWrites(store, idempotency);
        this.idempotency = idempotency;
        this.failures = failures;
    }

    /** The interface, method by method. */
    public ServedInterface served() {
        return new ServedInterface(
                KeyValueBatchInterfaceGrpc.SERVICE_NAME,
                List.of(
                        new ServedMethod.Unary<BatchSetRequest, BatchSetResponse>(
                                KeyValueBatchInterfaceGrpc.getBatchSetMethod(), this::set),
                        new ServedMethod.Unary<BatchGetRequest, BatchGetResponse>(
                                KeyValueBatchInterfaceGrpc.getBatchGetMethod(), this::get),
                        new ServedMethod.Unary<BatchDeleteRequest, BatchDeleteResponse>(
                                KeyValueBatchInterfaceGrpc.getBatchDeleteMethod(), this::delete)));
    }

    private Uni<BatchSetResponse> set(BatchSetRequest request, CallContext call) {
        KeyValueRules.checkBatch("requests", request.getRequestsCount());
        Optional<IdempotencyToken> whole =
                idempotency.of("", call, KeyValueBatchInterfaceGrpc.getBatchSetMethod(), () -> request);
        return BatchParts.of(request.getRequestsList(), (place, part) -> write(place, part, whole, call))
                .<Version>through(parts -> writes.set(parts, call.deadline()))
                .map(outcomes -> {
                    BatchSetResponse.Builder response =
                            BatchSetResponse.newBuilder().setAllSuccess(true);
                    for (PartOutcome<Version> outcome : outcomes) {
                        SetResponse result = result(outcome);
                        response.addResults(result).setAllSuccess(response.getAllSuccess() && result.getSuccess());
                    }
                    return response.build();
                });
    }

    private Uni<BatchGetResponse> get(BatchGetRequest request, CallContext call) {
        KeyValueRules.checkBatch("keys", request.getKeysCount());
        return BatchParts.of(request.getKeysList(), (_, key) -> new Key(key))
                .<Optional<Entry>>through(keys -> store.getAll(keys, call.deadline()))
                .map(this::fitting);
    }

    private Uni<BatchDeleteResponse> delete(BatchDeleteRequest request, CallContext call) {
        KeyValueRules.checkBatch("keys", request.getKeysCount());
        Optional<IdempotencyToken> whole =
                idempotency.of("", call, KeyValueBatchInterfaceGrpc.getBatchDeleteMethod(), () -> request);
        return BatchParts.of(
                        request.getKeysList(),
                        (place, key) -> new BatchWrites.Part<>(
                                new Operation.Delete(new Key(key)), whole.map(once -> Idempotency.part(once, place))))
                .<Boolean>through(parts -> writes.delete(parts, call.deadline()))
                .map(outcomes -> {
                    BatchDeleteResponse.Builder response =
                            BatchDeleteResponse.newBuilder().setAllSuccess(true);
                    for (PartOutcome<Boolean> outcome : outcomes) {
                        DeleteResponse result = deleted(outcome);
                        response.addResults(result).setAllSuccess(response.getAllSuccess() && result.getSuccess());
                    }
                    return response.build();
                });
    }

    /** A part's own idempotency key counts before that of the whole batch. */
    private BatchWrites.Part<Operation.Set> write(
            int place, SetRequest part, Optional<IdempotencyToken> whole, CallContext call) {
        Optional<IdempotencyToken> own = idempotency.of(
                part.getIdempotencyKey(),
                new CallContext(call.deadline(), ""),
                KeyValueBatchInterfaceGrpc.getBatchSetMethod(),
                () -> part.toBuilder().clearIdempotencyKey().build());
        return new BatchWrites.Part<>(
                requests.set(part), own.or(() -> whole.map(once -> Idempotency.part(once, place))));
    }

    private BatchGetResponse fitting(List<PartOutcome<Optional<Entry>>> outcomes) {
        BatchGetResponse.Builder response = BatchGetResponse.newBuilder();
        long bytes = 0;
        int found = 0;
        for (PartOutcome<Optional<Entry>> outcome : outcomes) {
            GetResponse result = read(outcome);
            if (bytes + result.getSerializedSize() > ANSWER_BYTES_MAX) {
                result = read(new PartOutcome.Failed<>(
                        new TooLarge("batch answer", bytes + result.getSerializedSize(), ANSWER_BYTES_MAX)));
            }
            bytes += result.getSerializedSize();
            found += result.getFound() ? 1 : 0;
            response.addResults(result);
        }
        return response.setFoundCount(found).build();
    }

    private SetResponse result(PartOutcome<Version> outcome) {
        return switch (outcome) {
            case PartOutcome.Done<Version>(Version version) -> Responses.written(version);
            case PartOutcome.Failed<Version>(GatewayException failure) ->
                SetResponse.newBuilder()
                        .setError(failure.getMessage())
                        .setFailure(error(failure))
                        .build();
        };
    }

    private GetResponse read(PartOutcome<Optional<Entry>> outcome) {
        return switch (outcome) {
            case PartOutcome.Done<Optional<Entry>>(Optional<Entry> entry) -> Responses.read(entry);
            case PartOutcome.Failed<Optional<Entry>>(GatewayException failure) ->
                GetResponse.newBuilder()
                        .setError(failure.getMessage())
                        .setFailure(error(failure))
                        .build();
        };
    }

    private DeleteResponse deleted(PartOutcome<Boolean> outcome) {
        return switch (outcome) {
            case PartOutcome.Done<Boolean>(Boolean existed) ->
                DeleteResponse.newBuilder()
                        .setSuccess(true)
                        .setKeyExisted(existed)
                        .build();
            case PartOutcome.Failed<Boolean>(GatewayException failure) ->
                DeleteResponse.newBuilder()
                        .setError(failure.getMessage())
                        .setFailure(error(failure))
                        .build();
        };
    }

    private Error error(GatewayException failure) {
        return failures.answer(failure, "").error();
    }
}
