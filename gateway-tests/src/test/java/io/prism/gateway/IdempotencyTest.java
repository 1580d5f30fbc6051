// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.grpc.ClientInterceptor;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.prism.contracts.common.Tags;
import io.prism.contracts.keyvalue.BatchDeleteRequest;
import io.prism.contracts.keyvalue.BatchSetRequest;
import io.prism.contracts.keyvalue.CompareAndSwapRequest;
import io.prism.contracts.keyvalue.DeleteRequest;
import io.prism.contracts.keyvalue.ExpireRequest;
import io.prism.contracts.keyvalue.GetRequest;
import io.prism.contracts.keyvalue.IncrementRequest;
import io.prism.contracts.keyvalue.KeyValueBasicInterfaceGrpc;
import io.prism.contracts.keyvalue.KeyValueBatchInterfaceGrpc;
import io.prism.contracts.keyvalue.KeyValueCasInterfaceGrpc;
import io.prism.contracts.keyvalue.KeyValueCounterInterfaceGrpc;
import io.prism.contracts.keyvalue.KeyValueTTLInterfaceGrpc;
import io.prism.contracts.keyvalue.KeyValueTransactionalInterfaceGrpc;
import io.prism.contracts.keyvalue.PersistRequest;
import io.prism.contracts.keyvalue.SetRequest;
import io.prism.contracts.keyvalue.TransactionOperation;
import io.prism.contracts.keyvalue.TransactionRequest;
import io.prism.core.Keyspace;
import io.prism.core.MetadataKeys;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Every write of KeyValue can be sent again under its idempotency key; what the wire adds to the contract suites. */
@TestInstance(Lifecycle.PER_CLASS)
class IdempotencyTest {

    private static final Keyspace KEYSPACE = new Keyspace("default", "keyvalue");

    private final String run = UUID.randomUUID() + "/";
    private RunningPrism prism;

    @BeforeAll
    void start() throws IOException {
        prism = RunningPrism.start("""
                backends:
                  memory: { type: memory }
                namespaces:
                  - { name: default, isolation: embedded, pattern: keyvalue, backend: memory }
                """);
    }

    @AfterAll
    void stop() {
        prism.close();
    }

    @Test
    void takesTheKeyFromTheMessage() {
        // Given
        var request = set("message", "one").setIdempotencyKey(run + "message").build();
        var first = basic().set(request);
        basic().set(set("message", "two").build());

        // When
        var second = basic().set(request);

        // Then
        assertThat(second).isEqualTo(first);
        assertThat(value("message")).isEqualTo("two");
    }

    @Test
    void takesTheKeyFromTheMetadata() {
        // Given
        var once = once("metadata");
        var first = basic().withInterceptors(once).set(set("metadata", "one").build());
        var deleted = basic().withInterceptors(once("delete")).delete(delete("metadata"));
        basic().set(set("metadata", "two").build());

        // When
        var second = basic().withInterceptors(once).set(set("metadata", "one").build());
        var again = basic().withInterceptors(once("delete")).delete(delete("metadata"));

        // Then
        assertThat(second).isEqualTo(first);
        assertThat(again).isEqualTo(deleted).matches(response -> response.getKeyExisted());
        assertThat(value("metadata")).isEqualTo("two");
    }

    @Test
    void coversConditionalWritesCountersLifetimesAndTransactions() {
        // Given
        var swap = CompareAndSwapRequest.newBuilder()
                .setKey(key("swapped"))
                .setExpectAbsent(true)
                .build();
        var add = IncrementRequest.newBuilder().setKey(key("counted")).build();
        var expire = ExpireRequest.newBuilder()
                .setKey(key("swapped"))
                .setTtlSeconds(60)
                .build();
        var persist = PersistRequest.newBuilder().setKey(key("swapped")).build();
        var transaction = TransactionRequest.newBuilder()
                .addOperations(TransactionOperation.newBuilder().setIncrement(add))
                .build();
        var cas = KeyValueCasInterfaceGrpc.newBlockingStub(prism.channel());
        var counter = KeyValueCounterInterfaceGrpc.newBlockingStub(prism.channel());
        var ttl = KeyValueTTLInterfaceGrpc.newBlockingStub(prism.channel());
        var transactional = KeyValueTransactionalInterfaceGrpc.newBlockingStub(prism.channel());

        for (int time = 0; time < 2; time++) {
            // When
            var swapped = cas.withInterceptors(once("a")).compareAndSwap(swap);
            var counted = counter.withInterceptors(once("b")).increment(add);
            var expiring = ttl.withInterceptors(once("c")).expire(expire);
            var persisted = ttl.withInterceptors(once("d")).persist(persist);
            var done = transactional.withInterceptors(once("e")).execute(transaction);

            // Then
            assertThat(swapped.getSwapped()).isTrue();
            assertThat(counted.getValue()).isEqualTo(1);
            assertThat(expiring.getKeyExisted()).isTrue();
            assertThat(persisted.getExpirationRemoved()).isTrue();
            assertThat(done.getResults(0).getIncrement().getValue()).isEqualTo(2);
        }
    }

    @Test
    void doesEachPartOfABatchOnce() {
        // Given
        var batch = KeyValueBatchInterfaceGrpc.newBlockingStub(prism.channel());
        var request = BatchSetRequest.newBuilder()
                .addRequests(set("b1", "one"))
                .addRequests(set("b2", "one"))
                .addRequests(set("b1", "last"))
                .build();
        var delete = BatchDeleteRequest.newBuilder().addKeys(key("b2")).build();
        var written = batch.withInterceptors(once("set")).batchSet(request);
        var deleted = batch.withInterceptors(once("gone")).batchDelete(delete);
        basic().set(set("b2", "two").build());

        // When
        var again = batch.withInterceptors(once("set")).batchSet(request);
        var deletedAgain = batch.withInterceptors(once("gone")).batchDelete(delete);

        // Then
        assertThat(again).isEqualTo(written);
        assertThat(deletedAgain).isEqualTo(deleted);
        assertThat(value("b1")).isEqualTo("last");
        assertThat(value("b2")).isEqualTo("two");
    }

    @Test
    void letsPartsOfABatchHaveKeysOfTheirOwn() {
        // Given
        var batch = KeyValueBatchInterfaceGrpc.newBlockingStub(prism.channel());
        basic().set(set("p1", "one").setIdempotencyKey(run + "p").build());
        var request = BatchSetRequest.newBuilder()
                .addRequests(set("p1", "two").setIdempotencyKey(run + "other"))
                .addRequests(set("p1", "refused").setIdempotencyKey(run + "p"))
                .addRequests(set("p2", "plain"))
                .build();

        // When
        var results = batch.batchSet(request).getResultsList();

        // Then
        assertThat(results).extracting(result -> result.getSuccess()).containsExactly(true, false, true);
        assertThat(results.get(1).getError()).contains("idempotency");
        assertThat(value("p1")).isEqualTo("two");
        assertThat(value("p2")).isEqualTo("plain");
    }

    @Test
    void refusesAKeyThatWasUsedForAnotherRequest() {
        // Given
        basic().withInterceptors(once("reused")).set(set("reused", "one").build());

        // When
        var other = failure(() -> basic().withInterceptors(once("reused"))
                .set(set("reused", "two").build()));
        var otherMethod = failure(() -> basic().withInterceptors(once("reused")).delete(delete("reused")));

        // Then
        assertThat(other.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
        assertThat(otherMethod.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
        assertThat(value("reused")).isEqualTo("one");
    }

    @Test
    void refusesKeysThatContradictOrCannotBeKept() {
        // When
        var twoKeys = failure(() -> basic().withInterceptors(once("x"))
                .set(set("x", "one").setIdempotencyKey("y").build()));
        var tooLong = failure(() ->
                basic().set(set("x", "one").setIdempotencyKey("k".repeat(256)).build()));
        var odd =
                failure(() -> basic().set(set("x", "one").setIdempotencyKey("ü").build()));
        var inside = failure(() -> KeyValueTransactionalInterfaceGrpc.newBlockingStub(prism.channel())
                .execute(TransactionRequest.newBuilder()
                        .addOperations(TransactionOperation.newBuilder()
                                .setSet(set("x", "one").setIdempotencyKey("y")))
                        .build()));

        // Then
        assertThat(twoKeys.getStatus().getDescription()).contains("idempotency_key must be the same as");
        assertThat(tooLong.getStatus().getDescription()).contains("at most 255 printable ASCII characters");
        assertThat(odd.getStatus().getDescription()).contains("printable ASCII");
        assertThat(inside.getStatus().getDescription()).contains("operations[0].idempotency_key must be empty");
        assertThat(basic().get(GetRequest.newBuilder().setKey(key("x")).build()).getFound())
                .isFalse();
    }

    @Test
    void refusesTagsInsteadOfLosingThem() {
        // When
        var refused = failure(() -> basic().set(set("tagged", "one")
                .setTags(Tags.newBuilder().putTags("owner", "me"))
                .build()));

        // Then
        assertThat(refused.getStatus().getDescription()).contains("tags must be left out");
    }

    private KeyValueBasicInterfaceGrpc.KeyValueBasicInterfaceBlockingStub basic() {
        return KeyValueBasicInterfaceGrpc.newBlockingStub(prism.channel())
                .withInterceptors(GatewayKeyValue.headers(KEYSPACE))
                .withDeadlineAfter(RunningPrism.PATIENCE);
    }

    private ClientInterceptor once(String name) {
        var headers = new Metadata();
        headers.put(GatewayKeyValue.key(MetadataKeys.IDEMPOTENCY_KEY), run + name);
        return MetadataUtils.newAttachHeadersInterceptor(headers);
    }

    private String key(String name) {
        return run + name;
    }

    private SetRequest.Builder set(String name, String value) {
        return SetRequest.newBuilder().setKey(key(name)).setValue(ByteString.copyFromUtf8(value));
    }

    private DeleteRequest delete(String name) {
        return DeleteRequest.newBuilder().setKey(key(name)).build();
    }

    private String value(String name) {
        return basic().get(GetRequest.newBuilder().setKey(key(name)).build())
                .getValue()
                .toStringUtf8();
    }

    private static StatusRuntimeException failure(Runnable call) {
        return catchThrowableOfType(StatusRuntimeException.class, call::run);
    }
}
