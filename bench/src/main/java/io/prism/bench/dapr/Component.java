// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.dapr;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What Dapr is told of a backend: a state store with the backend's name. */
public final class Component {

    private static final String MEMORY = "memory";
    private static final String REDIS = "redis";

    private Component() {}

    /**
     * The text of the file for a backend; empty when Dapr is not compared on it.
     *
     * @param backend its name
     * @param redis where the Redis listens, as host:port; empty without one
     */
    public static Optional<String> of(String backend, String redis) {
        return switch (backend) {
            case MEMORY -> Optional.of(file(backend, "state.in-memory", Map.of()));
            case REDIS ->
                redis.isEmpty()
                        ? Optional.empty()
                        : Optional.of(file(backend, "state.redis", Map.of("redisHost", redis)));
            default -> Optional.empty();
        };
    }

    private static String file(String name, String type, Map<String, String> metadata) {
        StringBuilder text = new StringBuilder("""
                apiVersion: dapr.io/v1alpha1
                kind: Component
                metadata: {name: %s}
                spec:
                  type: %s
                  version: v1
                  metadata:
                """.formatted(name, type));
        new TreeMap<>(metadata)
                .forEach((key, value) -> text.append("    - {name: %s, value: \"%s\"}%n".formatted(key, value)));
        return text.toString();
    }
}
