// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis;

import com.google.protobuf.ByteString;
import io.prism.core.Deadline;
import io.prism.core.Keyspace;
import io.prism.core.failure.GatewayException;
import io.prism.spi.Backend;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.Value;
import io.prism.spi.keyvalue.entry.Version;
import io.prism.testkit.server.RedisServer;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;

/** Words that the tests of the driver share: servers and backends that are closed after each test. */
abstract class RedisTest {

    static final Keyspace KEYSPACE = new Keyspace("demo", "kv");
    static final Key KEY = new Key("a");
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ArrayDeque<AutoCloseable> opened = new ArrayDeque<>();

    @AfterEach
    final void closeAll() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }

    final <T extends AutoCloseable> T closing(T resource) {
        opened.push(resource);
        return resource;
    }

    final RedisServer server(String... options) {
        return closing(RedisServer.started(options));
    }

    final RawClient raw(RedisServer server) {
        return closing(new RawClient(server.port()));
    }

    final Backend backend(String url, Map<String, String> options) {
        return closing(RedisSubject.backend(url, options));
    }

    final Backend backend(RedisServer server) {
        return backend(server.address(), Map.of());
    }

    static KeyValueBasic basic(Backend backend) {
        return has(KeyValueBasic.class, backend);
    }

    static <T> T has(Class<T> iface, Backend backend) {
        return backend.as(iface, KEYSPACE).orElseThrow();
    }

    static Version set(Backend backend, Key key, String text) {
        return await(basic(backend).set(key, value(text), soon()));
    }

    static Optional<String> get(Backend backend, Key key) {
        return read(backend, key).map(entry -> entry.value().bytes().toStringUtf8());
    }

    static Optional<Entry> read(Backend backend, Key key) {
        return await(basic(backend).get(key, soon()));
    }

    static Value value(String text) {
        return new Value(ByteString.copyFromUtf8(text));
    }

    static Deadline soon() {
        return Deadline.in(PATIENCE);
    }

    static <T> T await(Uni<T> call) {
        return call.await().atMost(PATIENCE);
    }

    static ConditionFactory eventually() {
        return Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10));
    }

    /** How a call fails; an answer is a failure of the test. */
    static CompletableFuture<GatewayException> failureOf(Uni<?> call) {
        return call.<GatewayException>map(answer -> {
                    throw new IllegalStateException("answered " + answer);
                })
                .onFailure(GatewayException.class)
                .recoverWithItem(failure -> GatewayException.class.cast(failure))
                .subscribeAsCompletionStage();
    }

    /** Connections that the server has, the one that asks included. */
    static long clients(RawClient cli) {
        return cli.one("CLIENT", "LIST").lines().count();
    }
}
