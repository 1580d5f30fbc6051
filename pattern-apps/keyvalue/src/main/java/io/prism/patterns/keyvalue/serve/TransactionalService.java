// SPDX-License-Identifier: Apache-2.0
package io.prism.patterns.keyvalue.serve;

import io.prism.contracts.keyvalue.KeyValueTransactionalInterfaceGrpc;
import io.prism.contracts.keyvalue.TransactionOperation;
import io.prism.contracts.keyvalue.TransactionRequest;
import io.prism.contracts.keyvalue.TransactionResponse;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.core.failure.GatewayException.TooLarge;
import io.prism.pattern.serve.CallContext;
import io.prism.pattern.serve.ServedInterface;
import io.prism.pattern.serve.ServedMethod;
import io.prism.patterns.keyvalue.rules.Idempotency;
import io.prism.patterns.keyvalue.rules.KeyValueRules;
import io.prism.spi.IdempotencyToken;
import io.prism.spi.keyvalue.KeyValueTransactional;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.operation.Operation;
import io.prism.spi.keyvalue.operation.Transaction;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code KeyValueTransactionalInterface} on a backend. */
public final class TransactionalService {

    private static final int COMMITTED = -1;

    private final KeyValueRules rules;
    private final Requests requests;
    private final KeyValueTransactional store;
    private final Idempotency idempotency;

    /**
     * Serves {@code store}.
     *
     * @param expiring whether its entries can expire
     */
    public TransactionalService(
            KeyValueRules rules, KeyValueTransactional store, boolean expiring, Idempotency idempotency) {
        this.rules = rules;
        this.requests = new Requests(rules, expiring);
        this.store = store;
        this.idempotency = idempotency;
    }

    /** The interface, method by method. */
    public ServedInterface served() {
        return new ServedInterface(
                KeyValueTransactionalInterfaceGrpc.SERVICE_NAME,
                List.of(new ServedMethod.Unary<TransactionRequest, TransactionResponse>(
                        KeyValueTransactionalInterfaceGrpc.getExecuteMethod(), this::execute)));
    }

    private Uni<TransactionResponse> execute(TransactionRequest request, CallContext call) {
        rules.checkTransaction(request.getOperationsCount());
        List<Operation> operations = new ArrayList<>(request.getOperationsCount());
        for (int i = 0; i < request.getOperationsCount(); i++) {
            operations.add(operation(i, request.getOperations(i)));
        }
        Optional<IdempotencyToken> once = idempotency.of(
                request.getIdempotencyKey(),
                call,
                KeyValueTransactionalInterfaceGrpc.getExecuteMethod(),
                () -> request.toBuilder().clearIdempotencyKey().build());
        Uni<Transaction> transaction = once.isPresent()
                ? idempotency.all(operations, once.get(), call.deadline())
                : store.execute(operations, call.deadline());
        return transaction.map(done -> response(operations, done));
    }

    private Operation operation(int place, TransactionOperation message) {
        try {
            return operation(message);
        } catch (Rejected bad) {
            throw Transaction.failedAt(place, bad);
        } catch (TooLarge tooLarge) {
            throw new TooLarge(
                    "operations[%d].%s".formatted(place, tooLarge.field()), tooLarge.bytes(), tooLarge.most());
        }
    }

    private Operation operation(TransactionOperation message) {
        return switch (message.getOperationCase()) {
            case SET -> {
                refuseKey(message.getSet().getIdempotencyKey());
                yield requests.set(message.getSet());
            }
            case DELETE -> {
                refuseKey(message.getDelete().getIdempotencyKey());
                yield requests.delete(message.getDelete());
            }
            case GET -> new Operation.Get(new Key(message.getGet().getKey()));
            case COMPARE_AND_SWAP -> {
                refuseKey(message.getCompareAndSwap().getIdempotencyKey());
                yield requests.compareAndSwap(message.getCompareAndSwap());
            }
            case COMPARE_AND_DELETE -> {
                refuseKey(message.getCompareAndDelete().getIdempotencyKey());
                yield requests.compareAndDelete(message.getCompareAndDelete());
            }
            case INCREMENT -> {
                refuseKey(message.getIncrement().getIdempotencyKey());
                yield requests.increment(message.getIncrement());
            }
            case EXPIRE -> requests.expire(message.getExpire());
            case PERSIST -> requests.persist(message.getPersist());
            case OPERATION_NOT_SET -> throw new Rejected("operation", "must be given", "");
        };
    }

    private static void refuseKey(String idempotencyKey) {
        if (!idempotencyKey.isEmpty()) {
            throw new Rejected(
                    "idempotency_key", "must be empty inside a transaction; the transaction itself may have one", "");
        }
    }

    private static TransactionResponse response(List<Operation> operations, Transaction transaction) {
        TransactionResponse.Builder response = TransactionResponse.newBuilder()
                .setCommitted(transaction.committed())
                .setFailedOperation(
                        transaction.committed()
                                ? COMMITTED
                                : transaction.results().size() - 1);
        for (int i = 0; i < transaction.results().size(); i++) {
            response.addResults(
                    Responses.result(operations.get(i), transaction.results().get(i)));
        }
        return response.build();
    }
}
