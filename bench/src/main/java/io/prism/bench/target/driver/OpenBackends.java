// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.target.driver;

import io.prism.backends.memory.MemoryDriver;
import io.prism.backends.redis.RedisDriver;
import io.prism.core.catalogue.BackendType;
import io.prism.core.catalogue.Catalogue;
import io.prism.spi.Backend;
import io.prism.spi.Driver;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;

/** The backends in use, each opened when it is first asked for. Safe for use by many threads. */
public final class OpenBackends implements AutoCloseable {

    private final Vertx vertx;
    private final Map<String, Backend> opened = new HashMap<>();

    /** Redis is talked to on event loops of {@code vertx}. */
    public OpenBackends(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * The backend behind {@code place}.
     *
     * @param place {@code memory} or {@code redis://host:port}
     */
    public synchronized Backend of(String place) {
        return opened.computeIfAbsent(
                place,
                _ -> place.equals("memory")
                        ? open(new MemoryDriver(), Map.of())
                        : open(new RedisDriver(vertx), Map.of("url", place)));
    }

    private static Backend open(Driver driver, Map<String, String> given) {
        BackendType type = Catalogue.builtIn().backend(driver.type()).orElseThrow();
        return driver.open("bench", type.settings("backends.bench", given));
    }

    @Override
    public synchronized void close() {
        opened.values().forEach(Backend::close);
        opened.clear();
    }
}
