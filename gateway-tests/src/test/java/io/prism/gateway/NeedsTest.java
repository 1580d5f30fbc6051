// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.prism.contracts.binding.Consistency;
import io.prism.contracts.binding.Durability;
import io.prism.contracts.binding.KeyValueGuarantees;
import io.prism.contracts.binding.KeyValueNeeds;
import io.prism.contracts.binding.TransactionIsolation;
import io.prism.contracts.common.ErrorCode;
import io.prism.contracts.keyvalue.GetRequest;
import io.prism.contracts.keyvalue.KeyValueBasicInterfaceGrpc;
import io.prism.contracts.keyvalue.SetRequest;
import io.prism.core.Keyspace;
import io.prism.testkit.server.RedisServer;
import java.io.IOException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What bindings need is compared with what servers give, and bindings tell what they stand on. */
@TestInstance(Lifecycle.PER_CLASS)
class NeedsTest {

    private static final String CONFIG = """
            backends:
              memory: { type: memory }
              files: { type: sqlite, path: needs.db }
              forgetful: { type: redis, url: "%1$s" }
              plain: { type: redis, url: "%1$s", raw-keys: "true" }
              nowhere: { type: redis, url: "redis://127.0.0.1:1" }
            namespaces:
              - { name: strict, isolation: embedded, pattern: keyvalue, backend: forgetful, needs: { durability: fsync } }
              - { name: apart, pattern: keyvalue, backend: forgetful, needs: { durability: fsync } }
              - { name: whole, isolation: embedded, pattern: keyvalue, backend: plain, needs: { keyvalue: { transactions: serializable } } }
              - { name: large, isolation: embedded, pattern: keyvalue, backend: memory, needs: { keyvalue: { value-size: 1GiB } } }
              - { name: exact, pattern: keyvalue, backend: memory, needs: { keyvalue: { consistency: linearizable, transactions: serializable, ttl-precision: 0s, value-size: 1MiB } } }
              - { name: easy, isolation: embedded, pattern: keyvalue, backend: forgetful }
              - { name: files, pattern: keyvalue, backend: files, needs: { durability: fsync }, config: { default-ttl: 1d } }
              - { name: lost, isolation: embedded, pattern: keyvalue, backend: nowhere, needs: { durability: process } }
            """;

    private RedisServer server;
    private RunningPrism prism;

    @BeforeAll
    void start() throws IOException {
        server = RedisServer.started("--appendonly", "no");
        prism = RunningPrism.start(CONFIG.formatted(server.address()));
    }

    @AfterAll
    void stop() {
        prism.close();
        server.close();
    }

    @Test
    void refusesCallsWhileTheServerGivesLessAndServesThemOnceItGivesEnough() throws IOException {
        // Given
        for (String namespace : new String[] {"strict", "apart"}) {
            var refused = failureOf(namespace);
            assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
            assertThat(GatewayFailures.error(refused).getCode()).isEqualTo(ErrorCode.ERROR_CODE_PRECONDITION_FAILED);
            assertThat(refused.getStatus().getDescription())
                    .contains("backend 'forgetful' gives durability 'none'")
                    .contains("appendonly")
                    .contains("needs 'fsync'");
        }
        set("easy");

        // When
        assertThat(RedisConsole.command(server.port(), "CONFIG SET appendonly yes"))
                .isEqualTo("+OK");
        assertThat(RedisConsole.command(server.port(), "CONFIG SET appendfsync always"))
                .isEqualTo("+OK");

        // Then
        Awaitility.await()
                .atMost(Duration.ofSeconds(45))
                .ignoreException(StatusRuntimeException.class)
                .untilAsserted(() -> {
                    set("strict");
                    set("apart");
                });
    }

    @Test
    void refusesCallsWhereTheDataModelGivesLess() {
        // When
        var apart = failureOf("whole");
        var small = failureOf("large");

        // Then
        assertThat(apart.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(apart.getStatus().getDescription())
                .contains("backend 'plain' gives transactions 'none', but the binding needs 'serializable'");
        assertThat(small.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(small.getStatus().getDescription())
                .contains("backend 'memory' gives values")
                .contains("1073741824");
    }

    @Test
    void servesCallsWhereTheDataModelGivesEnoughAndTellsOfIt() {
        // When
        set("exact");
        var needs = new BindingDescription(prism.channel(), "exact", "keyvalue")
                .now()
                .getNeeds();

        // Then
        assertThat(needs.getDurability()).isEqualTo(Durability.DURABILITY_UNSPECIFIED);
        assertThat(needs.getKeyvalue())
                .isEqualTo(KeyValueNeeds.newBuilder()
                        .setConsistency(Consistency.CONSISTENCY_LINEARIZABLE)
                        .setTransactions(TransactionIsolation.TRANSACTION_ISOLATION_SERIALIZABLE)
                        .setTtlPrecisionMillis(0)
                        .setValueBytes(1 << 20)
                        .build());
    }

    @Test
    void saysThatTheServerCannotBeAsked() {
        // When
        var refused = failureOf("lost");

        // Then
        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(refused.getStatus().getDescription()).contains("backend 'nowhere'");
    }

    @Test
    void describesABindingByItsSettingsInterfacesAndGuarantees() {
        // When
        var described = new BindingDescription(prism.channel(), "files", "keyvalue").now();

        // Then
        assertThat(described.getNamespace()).isEqualTo("files");
        assertThat(described.getBinding()).isEqualTo("keyvalue");
        assertThat(described.getPattern()).isEqualTo("keyvalue");
        assertThat(described.getInterfacesList())
                .hasSize(7)
                .isSorted()
                .contains("prism.interfaces.keyvalue.KeyValueCounterInterface");
        assertThat(described.getSettingsMap())
                .containsEntry("default-ttl", "1d")
                .containsEntry("max-operations", "100");
        assertThat(described.getNeeds().getDurability()).isEqualTo(Durability.DURABILITY_FSYNC);
        assertThat(described.getSlotsList()).singleElement().satisfies(slot -> {
            assertThat(slot.getSlot()).isEqualTo("store");
            assertThat(slot.getBackend()).isEqualTo("files");
            assertThat(slot.getType()).isEqualTo("sqlite");
            assertThat(slot.getGuarantees().getDurability()).isEqualTo(Durability.DURABILITY_FSYNC);
            assertThat(slot.getGuarantees().getConsistency()).isEqualTo(Consistency.CONSISTENCY_LINEARIZABLE);
            assertThat(slot.getGuarantees().getIsolation())
                    .isEqualTo(TransactionIsolation.TRANSACTION_ISOLATION_SERIALIZABLE);
            assertThat(slot.getGuarantees().getEvidence()).contains("synchronous");
            assertThat(slot.getGuarantees().getKeyvalue())
                    .isEqualTo(KeyValueGuarantees.newBuilder()
                            .setConsistency(Consistency.CONSISTENCY_LINEARIZABLE)
                            .setTransactions(TransactionIsolation.TRANSACTION_ISOLATION_SERIALIZABLE)
                            .setValueBytesMax(64 << 20)
                            .build());
        });
    }

    @Test
    void describesABindingWhoseServerIsAwayAndWhy() {
        // When
        var described = new BindingDescription(prism.channel(), "lost", "keyvalue").now();

        // Then
        assertThat(described.getSlotsList()).singleElement().satisfies(slot -> {
            assertThat(slot.hasGuarantees()).isFalse();
            assertThat(slot.getProblem()).contains("backend 'nowhere'");
        });
    }

    private void set(String namespace) {
        stub(namespace).set(SetRequest.newBuilder().setKey("k").build());
    }

    private StatusRuntimeException failureOf(String namespace) {
        return catchThrowableOfType(
                StatusRuntimeException.class,
                () -> stub(namespace).get(GetRequest.newBuilder().setKey("k").build()));
    }

    private KeyValueBasicInterfaceGrpc.KeyValueBasicInterfaceBlockingStub stub(String namespace) {
        return KeyValueBasicInterfaceGrpc.newBlockingStub(prism.channel())
                .withInterceptors(GatewayKeyValue.headers(new Keyspace(namespace, "keyvalue")))
                .withDeadlineAfter(RunningPrism.PATIENCE);
    }
}
