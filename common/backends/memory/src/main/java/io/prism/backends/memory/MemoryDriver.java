// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.memory;

import io.prism.backends.memory.keyvalue.entries.MemoryQuota;
import io.prism.core.OptionMap;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.spi.Backend;
import io.prism.spi.Driver;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Makes backends that keep entries on the heap. Options: {@code max-bytes}, {@code max-keys}. */
@ApplicationScoped
public class MemoryDriver implements Driver {

    private final InstantSource clock;

    /** A driver on the system's clock. */
    public MemoryDriver() {
        this(Clock.systemUTC());
    }

    MemoryDriver(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public String type() {
        return "memory";
    }

    @Override
    public Backend open(String name, OptionMap settings) {
        long maxBytes = settings.bytes("max-bytes");
        int maxKeys = settings.number("max-keys");
        if (maxBytes < 1) {
            throw new Rejected(settings.where() + ".max-bytes", "must be 1B or more", "" + maxBytes);
        }
        if (maxKeys < 1) {
            throw new Rejected(settings.where() + ".max-keys", "must be 1 or more", "" + maxKeys);
        }
        return new MemoryBackend(name, new MemoryQuota(name, maxBytes, maxKeys), clock);
    }

    @Override
    public Optional<Map<String, String>> rehearsal(Path folder) {
        return Optional.of(Map.of());
    }
}
