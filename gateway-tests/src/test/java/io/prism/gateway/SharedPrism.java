// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import io.prism.core.Keyspace;
import io.prism.testkit.Placement;
import io.prism.testkit.server.PostgresServer;
import io.prism.testkit.server.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One stack for all contract suites of a test run: every backend in every placement. */
final class SharedPrism {

    private static final List<String> BACKENDS = List.of("memory", "sqlite", "redis", "postgres");
    private static final int KEYSPACES = 8;
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static @Nullable RunningPrism running;

    private SharedPrism() {}

    /** The stack, started by the first who asks; it ends with this JVM. */
    static synchronized RunningPrism get() {
        if (running == null) {
            try {
                RunningPrism started = RunningPrism.start(config());
                Runtime.getRuntime().addShutdownHook(new Thread(started::close));
                running = started;
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        return running;
    }

    /** One of a few keyspaces, another one each time. */
    static Keyspace keyspace(String backend, Placement placement) {
        return new Keyspace(GatewaySubject.namespace(backend, placement), "k" + NEXT.incrementAndGet() % KEYSPACES);
    }

    /** One of two keyspaces that remember idempotency keys for a short time only. */
    static Keyspace onceKeyspace(String backend, Placement placement) {
        return new Keyspace(GatewaySubject.namespace(backend, placement), "once" + NEXT.incrementAndGet() % 2);
    }

    private static String config() {
        StringBuilder config = new StringBuilder("""
                backends:
                  memory: { type: memory }
                  sqlite: { type: sqlite, path: shared.db }
                  redis: { type: redis, url: "%s" }
                  postgres: { type: postgres, url: "%s" }
                namespaces:
                """.formatted(
                        RedisServer.shared().address(), PostgresServer.shared().database()));
        for (String backend : BACKENDS) {
            append(config, backend, Placement.EMBEDDED, "embedded");
            append(config, backend, Placement.PROCESS, "namespace");
        }
        return config.toString();
    }

    private static void append(StringBuilder config, String backend, Placement placement, String isolation) {
        config.append("  - name: ")
                .append(GatewaySubject.namespace(backend, placement))
                .append('\n');
        config.append("    isolation: ").append(isolation).append('\n');
        config.append("    bindings:\n");
        for (int i = 0; i < KEYSPACES; i++) {
            binding(config, "k" + i, backend, "1h");
        }
        binding(config, "once0", backend, "3s");
        binding(config, "once1", backend, "3s");
    }

    private static void binding(StringBuilder config, String name, String backend, String window) {
        config.append("""
                      - name: %s
                        pattern: keyvalue
                        backend: %s
                        config: { max-value-size: 4MiB, max-operations: 1000, idempotency-window: %s }
                """.formatted(name, backend, window));
    }
}
