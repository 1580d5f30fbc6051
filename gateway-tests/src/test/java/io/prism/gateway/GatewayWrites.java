// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.grpc.Channel;
import io.grpc.ClientInterceptor;
import io.prism.contracts.keyvalue.MutinyKeyValueCasInterfaceGrpc;
import io.prism.contracts.keyvalue.MutinyKeyValueCounterInterfaceGrpc;
import io.prism.contracts.keyvalue.MutinyKeyValueTransactionalInterfaceGrpc;
import io.prism.contracts.keyvalue.TransactionRequest;
import io.prism.contracts.keyvalue.TransactionResponse;
import io.prism.core.Deadline;
import io.prism.core.Keyspace;
import io.prism.spi.IdempotencyToken;
import io.prism.spi.keyvalue.KeyValueCas;
import io.prism.spi.keyvalue.KeyValueCounter;
import io.prism.spi.keyvalue.KeyValueIdempotency;
import io.prism.spi.keyvalue.KeyValueTransactional;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.Version;
import io.prism.spi.keyvalue.operation.Comparison;
import io.prism.spi.keyvalue.operation.Count;
import io.prism.spi.keyvalue.operation.Operation;
import io.prism.spi.keyvalue.operation.Result;
import io.prism.spi.keyvalue.operation.Transaction;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Conditional writes, counters and transactions as a client has them: every call goes through the whole gateway, in one
 * keyspace.
 */
final class GatewayWrites implements KeyValueCas, KeyValueCounter, KeyValueTransactional, KeyValueIdempotency {

    private static final int KEY_CHARS_MAX = 255;
    private static final int UNKNOWN_FIELD = 1000;

    private final MutinyKeyValueCasInterfaceGrpc.MutinyKeyValueCasInterfaceStub cas;
    private final MutinyKeyValueCounterInterfaceGrpc.MutinyKeyValueCounterInterfaceStub counter;
    private final MutinyKeyValueTransactionalInterfaceGrpc.MutinyKeyValueTransactionalInterfaceStub transactional;

    GatewayWrites(Channel channel, Keyspace keyspace) {
        ClientInterceptor headers = GatewayKeyValue.headers(keyspace);
        cas = MutinyKeyValueCasInterfaceGrpc.newMutinyStub(channel).withInterceptors(headers);
        counter = MutinyKeyValueCounterInterfaceGrpc.newMutinyStub(channel).withInterceptors(headers);
        transactional =
                MutinyKeyValueTransactionalInterfaceGrpc.newMutinyStub(channel).withInterceptors(headers);
    }

    @Override
    public Uni<Comparison> compareAndSwap(Operation.CompareAndSwap swap, Deadline deadline) {
        return GatewayKeyValue.call(cas, deadline, stub -> stub.compareAndSwap(GatewayOperations.swap(swap)))
                .map(response -> GatewayOperations.comparison(response.getSwapped(), response.getVersion()));
    }

    @Override
    public Uni<Comparison> compareAndDelete(Key key, Version expected, Deadline deadline) {
        return GatewayKeyValue.call(
                        cas, deadline, stub -> stub.compareAndDelete(GatewayOperations.delete(key, expected)))
                .map(response -> GatewayOperations.comparison(response.getDeleted(), response.getVersion()));
    }

    @Override
    public Uni<Count> increment(Operation.Increment increment, Deadline deadline) {
        return GatewayKeyValue.call(counter, deadline, stub -> stub.increment(GatewayOperations.increment(increment)))
                .map(response -> new Count(response.getValue(), new Version(response.getVersion())));
    }

    @Override
    public Uni<Transaction> execute(List<Operation> operations, Deadline deadline) {
        return execute(operations, request(operations).build(), deadline);
    }

    /** What the request's name is made of is the gateway's; a field it does not know makes it another request. */
    @Override
    public Uni<Transaction> executeOnce(List<Operation> operations, IdempotencyToken once, Deadline deadline) {
        var name = UnknownFieldSet.Field.newBuilder().addLengthDelimited(ByteString.copyFromUtf8(once.request()));
        var request = request(operations)
                .setIdempotencyKey(key(once.token()))
                .setUnknownFields(UnknownFieldSet.newBuilder()
                        .addField(UNKNOWN_FIELD, name.build())
                        .build());
        return execute(operations, request.build(), deadline);
    }

    private Uni<Transaction> execute(List<Operation> operations, TransactionRequest request, Deadline deadline) {
        return GatewayKeyValue.call(transactional, deadline, stub -> stub.execute(request))
                .map(response -> transaction(operations, response));
    }

    private static TransactionRequest.Builder request(List<Operation> operations) {
        return TransactionRequest.newBuilder()
                .addAllOperations(
                        operations.stream().map(GatewayOperations::message).toList());
    }

    private static Transaction transaction(List<Operation> operations, TransactionResponse response) {
        var results = new ArrayList<Result>();
        for (int i = 0; i < response.getResultsCount(); i++) {
            results.add(GatewayOperations.result(operations.get(i), response.getResults(i)));
        }
        return new Transaction(response.getCommitted(), results);
    }

    /** Drivers take longer names than clients may send. */
    private static String key(String token) {
        if (token.length() <= KEY_CHARS_MAX) {
            return token;
        }
        return token.substring(0, 100) + UUID.nameUUIDFromBytes(token.getBytes(UTF_8));
    }
}
