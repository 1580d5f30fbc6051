// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import io.prism.contracts.keyvalue.CompareAndDeleteRequest;
import io.prism.contracts.keyvalue.CompareAndSwapRequest;
import io.prism.contracts.keyvalue.DeleteRequest;
import io.prism.contracts.keyvalue.ExpireRequest;
import io.prism.contracts.keyvalue.GetRequest;
import io.prism.contracts.keyvalue.IncrementRequest;
import io.prism.contracts.keyvalue.PersistRequest;
import io.prism.contracts.keyvalue.SetRequest;
import io.prism.contracts.keyvalue.TransactionOperation;
import io.prism.contracts.keyvalue.TransactionResult;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.Version;
import io.prism.spi.keyvalue.operation.Comparison;
import io.prism.spi.keyvalue.operation.Count;
import io.prism.spi.keyvalue.operation.Expected;
import io.prism.spi.keyvalue.operation.Operation;
import io.prism.spi.keyvalue.operation.Result;
import java.util.Optional;

/** Operations and their results as a client writes and reads them. */
final class GatewayOperations {

    private GatewayOperations() {}

    static TransactionOperation message(Operation operation) {
        var message = TransactionOperation.newBuilder();
        return switch (operation) {
            case Operation.Set set -> message.setSet(set(set)).build();
            case Operation.Delete(Key key) ->
                message.setDelete(DeleteRequest.newBuilder().setKey(key.name())).build();
            case Operation.Get(Key key) ->
                message.setGet(GetRequest.newBuilder().setKey(key.name())).build();
            case Operation.CompareAndSwap swap ->
                message.setCompareAndSwap(swap(swap)).build();
            case Operation.CompareAndDelete delete ->
                message.setCompareAndDelete(delete(delete.key(), delete.expected()))
                        .build();
            case Operation.Increment increment ->
                message.setIncrement(increment(increment)).build();
            case Operation.Expire expire ->
                message.setExpire(ExpireRequest.newBuilder()
                                .setKey(expire.key().name())
                                .setTtlMillis(expire.ttl().toMillis()))
                        .build();
            case Operation.Persist(Key key) ->
                message.setPersist(PersistRequest.newBuilder().setKey(key.name()))
                        .build();
        };
    }

    static SetRequest set(Operation.Set set) {
        var request = SetRequest.newBuilder()
                .setKey(set.key().name())
                .setValue(set.value().bytes());
        set.ttl().ifPresent(ttl -> request.setTtlMillis(ttl.toMillis()));
        return request.build();
    }

    static CompareAndSwapRequest swap(Operation.CompareAndSwap swap) {
        var request = CompareAndSwapRequest.newBuilder()
                .setKey(swap.key().name())
                .setValue(swap.value().bytes());
        switch (swap.expected()) {
            case Expected.Absent() -> request.setExpectAbsent(true);
            case Expected.At(Version version) -> request.setExpectedVersion(version.token());
        }
        swap.ttl().ifPresent(ttl -> request.setTtlMillis(ttl.toMillis()));
        return request.build();
    }

    static CompareAndDeleteRequest delete(Key key, Version expected) {
        return CompareAndDeleteRequest.newBuilder()
                .setKey(key.name())
                .setExpectedVersion(expected.token())
                .build();
    }

    static IncrementRequest increment(Operation.Increment increment) {
        var request = IncrementRequest.newBuilder()
                .setKey(increment.key().name())
                .setDelta(increment.delta())
                .setInitial(increment.initial());
        increment.ttl().ifPresent(ttl -> request.setTtlMillis(ttl.toMillis()));
        return request.build();
    }

    static Result result(Operation operation, TransactionResult message) {
        return switch (message.getResultCase()) {
            case SET -> new Result.Written(new Version(message.getSet().getVersion()));
            case DELETE -> new Result.Deleted(message.getDelete().getKeyExisted());
            case GET -> new Result.Read(GatewayKeyValue.entry(operation.key(), message.getGet()));
            case COMPARE_AND_SWAP ->
                new Result.Compared(comparison(
                        message.getCompareAndSwap().getSwapped(),
                        message.getCompareAndSwap().getVersion()));
            case COMPARE_AND_DELETE ->
                new Result.Compared(comparison(
                        message.getCompareAndDelete().getDeleted(),
                        message.getCompareAndDelete().getVersion()));
            case INCREMENT ->
                new Result.Counted(new Count(
                        message.getIncrement().getValue(),
                        new Version(message.getIncrement().getVersion())));
            case EXPIRE -> new Result.Expiring(message.getExpire().getKeyExisted());
            case PERSIST ->
                new Result.Persisted(GatewayKeyValue.ttl(message.getPersist().getPreviousTtlMillis()));
            case RESULT_NOT_SET -> throw new AssertionError("a result without its answer");
        };
    }

    static Comparison comparison(boolean matched, String version) {
        return new Comparison(matched, version.isEmpty() ? Optional.empty() : Optional.of(new Version(version)));
    }
}
