// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.core.Durability;
import io.prism.core.failure.GatewayException.BackendDown;
import io.prism.spi.keyvalue.KeyValueCounter;
import io.prism.spi.keyvalue.KeyValueScan;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.operation.Operation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisCrashTest extends RedisTest {

    private static final int KILLS = 3;
    private static final int WRITERS = 8;
    private static final int KEYS_BEFORE_KILL = 1000;
    private static final Key TOTAL = new Key("total");

    @ParameterizedTest
    @ValueSource(strings = {"always", "no"})
    void keepsEveryAcknowledgedWriteWhenTheServerIsKilled(String appendfsync) {
        // Given
        var server = server("--appendonly", "yes", "--appendfsync", appendfsync);
        var backend = backend(server);
        Set<Key> acknowledged = ConcurrentHashMap.newKeySet();
        var counted = new AtomicLong();
        var uncertain = new AtomicLong();
        var running = new AtomicBoolean(true);
        assertThat(await(backend.guarantees()).durability()).isNotEqualTo(Durability.NONE);

        // When
        try (var threads = Executors.newFixedThreadPool(WRITERS)) {
            var load = IntStream.range(0, WRITERS)
                    .mapToObj(writer -> CompletableFuture.runAsync(
                            () -> {
                                for (int i = 0; running.get(); i++) {
                                    var key = new Key("k" + writer + "-" + i);
                                    try {
                                        set(backend, key, "x");
                                        acknowledged.add(key);
                                        await(has(KeyValueCounter.class, backend)
                                                .increment(
                                                        new Operation.Increment(TOTAL, 1, 0, Optional.empty()),
                                                        soon()));
                                        counted.incrementAndGet();
                                    } catch (BackendDown down) {
                                        uncertain.addAndGet(down.mayHaveHappened() ? 1 : 0);
                                    }
                                }
                            },
                            threads))
                    .toList();
            for (int kill = 0; kill < KILLS; kill++) {
                int before = acknowledged.size();
                eventually().until(() -> acknowledged.size() > before + KEYS_BEFORE_KILL);
                server.kill();
                server.start();
            }
            running.set(false);
            load.forEach(CompletableFuture::join);
        }

        // Then
        eventually().ignoreExceptions().until(() -> get(backend, TOTAL).isPresent());
        assertThat(acknowledged.stream().filter(key -> read(backend, key).isEmpty()))
                .isEmpty();
        assertThat(Long.parseLong(get(backend, TOTAL).orElseThrow()))
                .isBetween(counted.get(), counted.get() + uncertain.get());
        assertThat(await(has(KeyValueScan.class, backend).count("k", soon())))
                .isBetween((long) acknowledged.size(), acknowledged.size() + uncertain.get());
        System.out.println("appendfsync " + appendfsync + ": acknowledged keys checked after kill -9 of the server: "
                + acknowledged.size() + ", counted: " + counted + ", may have happened: " + uncertain);
    }

    @Test
    void keepsVersionsAndExpiriesOverARestart() {
        // Given
        var server = server("--appendonly", "yes", "--appendfsync", "always");
        var backend = backend(server);
        var version = set(backend, KEY, "one");

        // When
        server.kill();
        server.start();

        // Then
        eventually().ignoreExceptions().until(() -> read(backend, KEY).isPresent());
        assertThat(read(backend, KEY).orElseThrow().version()).isEqualTo(version);
        assertThat(List.of(set(backend, KEY, "one"), set(backend, KEY, "one"))).doesNotContain(version);
    }
}
