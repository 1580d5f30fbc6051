// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prism.core.Deadline;
import io.prism.core.failure.GatewayException;
import io.prism.core.failure.GatewayException.BackendDown;
import io.prism.spi.BackendHealth.State;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.Value;
import io.prism.testkit.server.FaultProxy;
import io.prism.testkit.server.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Servers that come, go and stand still. */
class RedisLifeTest extends RedisTest {

    private final RedisServer server = server();

    @Test
    void connectsWhenItIsFirstUsedAndNotBefore() {
        // Given
        var cli = raw(server);
        var backend = backend(server);
        long before = clients(cli);

        // When
        set(backend, KEY, "one");

        // Then
        assertThat(before).isEqualTo(1);
        assertThat(clients(cli)).isEqualTo(2);
    }

    @Test
    void saysThatTheServerIsDownAndWorksOnceItIsThere() {
        // Given
        server.stop();
        var backend = backend(server);
        var write = basic(backend).set(KEY, Value.EMPTY, soon());
        assertThatThrownBy(() -> await(write))
                .isInstanceOfSatisfying(BackendDown.class, down -> {
                    assertThat(down.mayHaveHappened()).isFalse();
                    assertThat(down.backend()).isEqualTo("cache");
                })
                .hasMessage("backend 'cache' cannot be reached: nothing listens at its url; is the server running?");
        var health = await(backend.health());

        // When
        server.start();

        // Then
        assertThat(health.state()).isEqualTo(State.DOWN);
        assertThat(health.message()).contains("nothing listens");
        eventually()
                .ignoreExceptions()
                .until(() -> set(backend, KEY, "one") != null
                        && await(backend.health()).state() == State.UP);
    }

    @Test
    void saysThatTheHostOfTheServerIsNotKnown() {
        // Given
        var backend = backend("redis://no-such-host.invalid", Map.of());

        // When
        var health = await(backend.health());

        // Then
        assertThat(health.state()).isEqualTo(State.DOWN);
        assertThat(health.message()).isEqualTo("backend 'cache' cannot be found: the host in its url has no address");
    }

    @Test
    void doesNotTurnAFloodOfCallsIntoAFloodOfConnections() {
        // Given: a relay whose server is gone takes every connection and resets it.
        var relay = closing(FaultProxy.to("127.0.0.1", server.port()));
        server.stop();
        var backend = backend("redis://127.0.0.1:" + relay.port(), Map.of());
        var end = Deadline.in(Duration.ofSeconds(2));
        int calls = 0;

        // When
        while (!end.passed()) {
            assertThatThrownBy(() -> read(backend, KEY)).isInstanceOf(BackendDown.class);
            calls++;
        }

        // Then
        System.out.println("calls to a server that is down: " + calls + ", connections tried: " + relay.connections());
        assertThat(calls).isGreaterThan(200);
        assertThat(relay.connections()).isBetween(1L, 12L);
    }

    @Test
    void recoversByItselfWhenTheServerIsStartedAgainUnderLoad() {
        // Given
        var backend = backend(server);
        var running = new AtomicBoolean(true);
        var succeeded = new AtomicLong();
        var failures = new ConcurrentLinkedQueue<GatewayException>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            var load = IntStream.range(0, 8)
                    .mapToObj(i -> CompletableFuture.runAsync(
                            () -> {
                                while (running.get()) {
                                    try {
                                        set(backend, new Key("k" + i), "x");
                                        succeeded.incrementAndGet();
                                    } catch (GatewayException e) {
                                        failures.add(e);
                                    }
                                }
                            },
                            threads))
                    .toList();

            // When
            for (int i = 0; i < 3; i++) {
                long before = succeeded.get();
                eventually().until(() -> succeeded.get() > before + 100);
                server.stop();
                int failed = failures.size();
                eventually().until(() -> failures.size() > failed + 100);
                server.start();
                long back = System.nanoTime();
                long after = succeeded.get();
                eventually().until(() -> succeeded.get() > after + 100);
                System.out.println("recovered after "
                        + Duration.ofNanos(System.nanoTime() - back).toMillis() + " ms");
            }
            running.set(false);
            load.forEach(CompletableFuture::join);
        }

        // Then
        assertThat(failures).allMatch(failure -> failure instanceof BackendDown);
        assertThat(await(backend.health()).state()).isEqualTo(State.UP);
    }

    @Test
    void givesUpAConnectionThatIsSilentForTooLong() {
        // Given
        var backend = backend(server.address(), Map.of("command-timeout", "300ms", "connect-timeout", "300ms"));
        set(backend, KEY, "one");
        server.freeze();

        // When
        var read = failureOf(basic(backend).get(KEY, soon()));
        var write = failureOf(basic(backend).set(KEY, value("two"), soon()));

        // Then
        assertThat(List.of(read.join(), write.join()))
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOf(BackendDown.class)
                        .hasMessage("backend 'cache' did not answer within 300ms"));
        assertThat(((BackendDown) read.join()).mayHaveHappened()).isFalse();
        assertThat(((BackendDown) write.join()).mayHaveHappened()).isTrue();
        assertThat(await(backend.health()).state()).isEqualTo(State.DOWN);
        server.thaw();
        eventually().ignoreExceptions().until(() -> get(backend, KEY).isPresent());
        set(backend, KEY, "three");
        assertThat(await(backend.health()).state()).isEqualTo(State.UP);
    }

    @Test
    void saysThatAServerTakesConnectionsAndNothingMore() {
        // Given
        server.freeze();
        var backend = backend(server.address(), Map.of("connect-timeout", "200ms"));

        // When
        var failure = failureOf(basic(backend).set(KEY, Value.EMPTY, soon())).join();

        // Then
        server.thaw();
        assertThat(failure)
                .isInstanceOfSatisfying(
                        BackendDown.class,
                        down -> assertThat(down.mayHaveHappened()).isFalse())
                .hasMessage("backend 'cache' did not take a connection within 200ms");
    }

    @Test
    void answersWhatIsUnderWayBeforeItCloses() {
        // Given
        var cli = raw(server);
        var backend = backend(server);
        var writes = IntStream.range(0, 500)
                .mapToObj(i ->
                        basic(backend).set(new Key("k" + i), value("x"), soon()).subscribeAsCompletionStage())
                .toList();

        // When
        backend.close();
        backend.close();

        // Then
        assertThat(writes).allMatch(write -> write.isDone() && !write.isCompletedExceptionally());
        assertThat(cli.one("ZCARD", "prism:{demo/kv}#keys")).isEqualTo("500");
        assertThat(clients(cli)).isEqualTo(1);
        assertThatThrownBy(() -> read(backend, KEY))
                .isInstanceOf(BackendDown.class)
                .hasMessage("backend 'cache' is closed");
        assertThat(await(backend.health()).state()).isEqualTo(State.DOWN);
    }

    @Test
    void closesInTimeWhenTheServerStandsStill() {
        // Given
        var backend = backend(server);
        set(backend, KEY, "one");
        server.freeze();
        var write = failureOf(basic(backend).set(KEY, value("two"), soon()));
        long start = System.nanoTime();

        // When
        backend.close();

        // Then
        server.thaw();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
        assertThat(write.join()).isInstanceOf(BackendDown.class);
    }
}
