// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.prism.contracts.common.ErrorCode;
import io.prism.contracts.keyvalue.GetRequest;
import io.prism.contracts.keyvalue.KeyValueBasicInterfaceGrpc;
import io.prism.contracts.keyvalue.SetRequest;
import io.prism.core.Keyspace;
import io.prism.testkit.server.FaultProxy;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * What clients of the whole gateway see while a backend's server fails, and that no acknowledged write is lost. Run for
 * each backend that is a server.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class ServerFaults {

    private static final Set<Status.Code> HONEST =
            Set.of(Status.Code.UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED, Status.Code.RESOURCE_EXHAUSTED);
    private static final String CONFIG = """
            backends:
              direct: { type: %1$s, url: "%2$s" }
              faulty: { type: %1$s, url: "%3$s" }
            namespaces:
              - { name: embedded, isolation: embedded, pattern: keyvalue, backend: direct }
              - { name: apart, pattern: keyvalue, backend: direct }
              - { name: faulty, isolation: embedded, pattern: keyvalue, backend: faulty }
            """;

    private RunningPrism prism;
    private FaultProxy relay;

    /** The server, at its own port or behind a relay at another one. */
    abstract String url(int port);

    abstract int port();

    abstract void stopServer();

    abstract void killServer();

    abstract void startServerAgain();

    abstract void closeServer();

    abstract String type();

    @BeforeAll
    void start() throws IOException {
        relay = FaultProxy.to("127.0.0.1", port());
        prism = RunningPrism.start(CONFIG.formatted(type(), url(port()), url(relay.port())));
    }

    @AfterAll
    void stop() {
        prism.close();
        relay.close();
        closeServer();
    }

    @Test
    void losesNothingWhenTheServerStopsAndStartsUnderLoad() throws InterruptedException {
        for (String namespace : new String[] {"embedded", "apart"}) {
            // Given
            try (var load = new WriteLoad(prism.channel(), keyspace(namespace), "stop/")) {
                load.awaitMore(200);

                // When
                load.awaitFailure(this::stopServer);
                startServerAgain();
                Duration recovered = load.awaitMore(1);
                load.awaitMore(200);
                load.awaitFailure(this::killServer);
                startServerAgain();
                Duration recoveredAgain = load.awaitMore(1);
                load.awaitMore(200);
                var lost = load.stop();

                // Then
                System.out.printf(
                        "%s/%s: stopped and killed under load: %d acknowledged writes checked, %d lost, failures %s,"
                                + " recovered %d ms and %d ms after the server was back%n",
                        type(),
                        namespace,
                        lost.checked(),
                        lost.keys().size(),
                        load.failures(),
                        recovered.toMillis(),
                        recoveredAgain.toMillis());
                assertThat(lost.keys()).isEmpty();
                assertThat(lost.checked()).isGreaterThanOrEqualTo(600);
                assertThat(load.failures().keySet()).isSubsetOf(HONEST);
            }
        }
    }

    @Test
    void losesNothingWhenConnectionsAreCutInTheMiddleOfCommands() throws InterruptedException {
        // Given
        relay.pass();
        try (var load = new WriteLoad(prism.channel(), keyspace("faulty"), "cut/")) {
            load.awaitMore(200);

            // When
            for (int cut = 1; cut <= 10; cut++) {
                var towards = cut % 2 == 0 ? FaultProxy.Towards.SERVER : FaultProxy.Towards.CLIENT;
                long bytes = 997L * cut;
                load.awaitFailure(() -> relay.cutAfter(towards, bytes));
                load.awaitMore(50);
            }
            var lost = load.stop();

            // Then
            System.out.printf(
                    "%s: cut 10 times in the middle of commands: %d acknowledged writes checked, %d lost, failures %s%n",
                    type(), lost.checked(), lost.keys().size(), load.failures());
            assertThat(lost.keys()).isEmpty();
            assertThat(load.failures().keySet()).isSubsetOf(HONEST);
        }
    }

    @Test
    void answersAtTheDeadlineWhenTheServerIsSlow() {
        // Given
        relay.pass();
        set("faulty", Duration.ofSeconds(20));
        relay.stall();

        // When
        long start = System.nanoTime();
        var late = catchThrowableOfType(StatusRuntimeException.class, () -> set("faulty", Duration.ofMillis(300)));
        var waited = Duration.ofNanos(System.nanoTime() - start);
        relay.pass();

        // Then
        assertThat(late.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        assertThat(waited).isBetween(Duration.ofMillis(250), Duration.ofSeconds(4));
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .ignoreException(StatusRuntimeException.class)
                .until(() -> {
                    set("faulty", Duration.ofSeconds(2));
                    return true;
                });
    }

    @Test
    void saysThatTheServerIsDownAndWhenToRetry() {
        // Given
        relay.pass();
        set("faulty", Duration.ofSeconds(20));
        relay.refuse();

        // When
        long start = System.nanoTime();
        var down = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> stub("faulty", Duration.ofSeconds(20))
                        .get(GetRequest.newBuilder().setKey("k").build()));
        var waited = Duration.ofNanos(System.nanoTime() - start);
        relay.pass();

        // Then
        assertThat(down.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        var error = GatewayFailures.error(down);
        assertThat(error.getCode()).isEqualTo(ErrorCode.ERROR_CODE_BACKEND_ERROR);
        assertThat(error.getRetryPolicy().getRetryable()).isTrue();
        assertThat(error.getMessage()).contains("backend 'faulty'");
        assertThat(waited).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void keepsEveryAcknowledgedWriteWhenThePatternProcessIsKilled() throws InterruptedException {
        // Given
        try (var load = new WriteLoad(prism.channel(), keyspace("apart"), "kill/")) {
            load.awaitMore(100);

            // When
            var killed = KilledProcess.underLoad(prism, "ns:apart:keyvalue", load);

            // Then
            killed.assertNothingLost(type(), load);
        }
    }

    private void set(String namespace, Duration within) {
        stub(namespace, within).set(SetRequest.newBuilder().setKey("k").build());
    }

    private KeyValueBasicInterfaceGrpc.KeyValueBasicInterfaceBlockingStub stub(String namespace, Duration within) {
        return KeyValueBasicInterfaceGrpc.newBlockingStub(prism.channel())
                .withInterceptors(GatewayKeyValue.headers(keyspace(namespace)))
                .withDeadlineAfter(within);
    }

    private static Keyspace keyspace(String namespace) {
        return new Keyspace(namespace, "keyvalue");
    }
}
