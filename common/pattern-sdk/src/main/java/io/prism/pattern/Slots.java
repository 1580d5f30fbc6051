// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern;

import io.prism.core.Keyspace;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.spi.Backend;
import java.util.Map;
import java.util.Optional;

/**
 * The backends of one binding.
 *
 * @param keyspace the part of them that belongs to the binding
 * @param backends a backend for each filled slot, by the slot's name
 */
public record Slots(Keyspace keyspace, Map<String, Backend> backends) {

    /** Keeps a copy of {@code backends}. */
    public Slots {
        backends = Map.copyOf(backends);
    }

    /** The slot's backend, seen as {@code iface}; empty when the slot is empty or its backend does not have it. */
    public <T> Optional<T> as(String slot, Class<T> iface) {
        return Optional.ofNullable(backends.get(slot)).flatMap(backend -> backend.as(iface, keyspace));
    }

    /**
     * The slot's backend, seen as {@code iface}.
     *
     * @throws Rejected when the slot is empty or its backend does not have the interface
     */
    public <T> T required(String slot, Class<T> iface) {
        return as(slot, iface)
                .orElseThrow(() -> new Rejected(
                        "bindings.%s.slots.%s".formatted(keyspace, slot),
                        "must be a backend that has " + iface.getSimpleName(),
                        ""));
    }
}
