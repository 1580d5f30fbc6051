// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.prism.core.Deadline;
import io.prism.core.failure.GatewayException;
import io.prism.core.failure.GatewayException.BackendDown;
import io.prism.core.failure.GatewayException.Busy;
import io.prism.core.failure.GatewayException.DeadlinePassed;
import io.prism.spi.BackendHealth.State;
import io.prism.spi.keyvalue.KeyValueBatch;
import io.prism.spi.keyvalue.KeyValueScan;
import io.prism.spi.keyvalue.KeyValueTtl;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.Value;
import io.prism.testkit.server.RedisServer;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Deadlines, and the bounds on what is under way. */
class RedisBoundsTest extends RedisTest {

    /** Long before the command-timeout. */
    private static final Duration SOON = Duration.ofSeconds(2);

    private final RedisServer server = server();

    @Test
    void refusesMoreCallsThanMayWait() {
        // Given
        var backend = backend(server.address(), Map.of("pool.waiting", "20"));
        set(backend, KEY, "one");
        server.freeze();

        // When
        var calls = new ArrayList<CompletableFuture<GatewayException>>();
        for (int i = 0; i < 20; i++) {
            calls.add(failureOf(basic(backend).get(KEY, Deadline.in(Duration.ofMillis(200)))));
        }
        var refused = failureOf(basic(backend).get(KEY, soon())).join();
        calls.forEach(CompletableFuture::join);
        var still = failureOf(basic(backend).get(KEY, soon())).join();
        var health = await(backend.health());
        server.thaw();

        // Then: a call that its caller gave up keeps its place until the server has answered it.
        assertThat(List.of(refused, still))
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOf(Busy.class)
                        .hasMessage("20 calls are waiting for backend 'cache' already"));
        assertThat(health.state()).isEqualTo(State.DEGRADED);
        eventually().ignoreExceptions().until(() -> get(backend, KEY).isPresent());
        assertThat(await(backend.health()).state()).isEqualTo(State.UP);
    }

    @Test
    void refusesMoreBytesThanMayWait() {
        // Given
        var backend = backend(server);
        var large = new Value(ByteString.copyFrom(new byte[40 << 20]));
        set(backend, KEY, "one");
        server.freeze();

        // When
        var first = failureOf(basic(backend).set(KEY, large, Deadline.in(Duration.ofSeconds(1))));
        var second = failureOf(basic(backend).set(KEY, large, soon()));

        // Then
        assertThat(second.join()).isInstanceOf(Busy.class).hasMessageContaining("bytes are waiting");
        assertThat(first.join()).isInstanceOf(DeadlinePassed.class);
        server.thaw();
        eventually().ignoreExceptions().until(() -> await(basic(backend).set(KEY, large, soon())) != null);
        assertThat(read(backend, KEY).orElseThrow().value()).isEqualTo(large);
    }

    @Test
    void opensFurtherConnectionsOnlyUnderLoadAndNoMoreThanItMay() {
        // Given
        var cli = raw(server);
        var backend = backend(server.address(), Map.of("pool.max", "3"));
        for (int i = 0; i < 50; i++) {
            set(backend, KEY, "x");
        }
        long quiet = clients(cli) - 1;

        // When
        for (int i = 0; i < 10; i++) {
            await(Uni.join()
                    .all(IntStream.range(0, 1000)
                            .mapToObj(n -> basic(backend).get(KEY, soon()))
                            .toList())
                    .andFailFast());
        }

        // Then
        assertThat(quiet).isEqualTo(1);
        assertThat(clients(cli) - 1).isEqualTo(3);
    }

    @Test
    void letsACallWaitForAConnectionOnlySoLong() {
        // Given
        server.freeze();
        var backend = backend(server.address(), Map.of("connect-timeout", "5s", "acquire-timeout", "200ms"));

        // When
        var failure = failureOf(basic(backend).set(KEY, Value.EMPTY, soon())).join();

        // Then
        server.thaw();
        assertThat(failure)
                .isInstanceOf(BackendDown.class)
                .hasMessageContaining("had no connection for the call within 200ms");
    }

    @Test
    void honoursADeadlineInEveryInterface() {
        // Given
        var backend = backend(server);
        set(backend, KEY, "one");
        server.freeze();
        var shortly = Duration.ofMillis(60);

        // When
        var failures = List.of(
                failureOf(has(KeyValueTtl.class, backend).ttl(KEY, Deadline.in(shortly))),
                failureOf(has(KeyValueTtl.class, backend).expire(KEY, shortly, Deadline.in(shortly))),
                failureOf(has(KeyValueScan.class, backend).count("", Deadline.in(shortly))),
                failureOf(has(KeyValueBatch.class, backend).getAll(List.of(KEY, new Key("b")), Deadline.in(shortly))),
                failureOf(
                        has(KeyValueBatch.class, backend).deleteAll(List.of(KEY, new Key("b")), Deadline.in(shortly))));

        // Then
        assertThat(failures).allSatisfy(failure -> assertThat(failure.join()).isInstanceOf(DeadlinePassed.class));
        server.thaw();
    }

    @Test
    void keepsDeadlinesWhileTheServerStandsStill() {
        // Given
        var backend = backend(server);
        set(backend, KEY, "one");
        server.freeze();
        long start = System.nanoTime();

        // When
        var calls = IntStream.range(0, 20)
                .mapToObj(i -> failureOf(basic(backend).get(KEY, Deadline.in(Duration.ofMillis(100 + i)))))
                .toList();
        var failures = calls.stream().map(CompletableFuture::join).toList();
        var took = Duration.ofNanos(System.nanoTime() - start);

        // Then
        server.thaw();
        assertThat(failures).hasOnlyElementsOfType(DeadlinePassed.class);
        assertThat(took).isBetween(Duration.ofMillis(100), SOON);
        assertThat(get(backend, KEY)).contains("one");
    }

    @Test
    void keepsDeadlinesWhileItWaitsForAConnection() {
        // Given: connections are taken by the kernel, but nobody says anything on them.
        server.freeze();
        var backend = backend(server);
        long start = System.nanoTime();

        // When
        var failure = failureOf(basic(backend).get(KEY, Deadline.in(Duration.ofMillis(150))))
                .join();
        var took = Duration.ofNanos(System.nanoTime() - start);

        // Then
        server.thaw();
        assertThat(failure).isInstanceOf(DeadlinePassed.class);
        assertThat(took).isLessThan(SOON);
        eventually().ignoreExceptions().until(() -> read(backend, KEY).isEmpty());
    }
}
