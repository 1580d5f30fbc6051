// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis;

import io.prism.core.OptionMap;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.spi.Backend;
import io.prism.spi.Driver;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Makes backends that keep entries in a Redis server. Options: {@code url}, {@code username}, {@code password},
 * {@code database}, {@code pool.max}, {@code pool.waiting}, {@code connect-timeout}, {@code command-timeout}, {@code
 * acquire-timeout}, {@code tls.ca}, {@code tls.cert}, {@code tls.key}, {@code tls.verify-host}, {@code raw-keys},
 * {@code key-prefix}.
 */
@ApplicationScoped
public class RedisDriver implements Driver {

    private final Vertx vertx;

    /** Called by the container, and by tests; the backends run on event loops of {@code vertx}. */
    public RedisDriver(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public String type() {
        return "redis";
    }

    @Override
    public Backend open(String name, OptionMap settings) {
        RedisOptions options = RedisOptions.from(settings);
        if (options.endpoint().address().startsWith("unix:") && !vertx.isNativeTransportEnabled()) {
            throw new Rejected(
                    settings.where() + ".url",
                    "must be redis:// or rediss:// here: this program has no native transport for Unix sockets",
                    "");
        }
        return new RedisBackend(name, options, vertx);
    }
}
