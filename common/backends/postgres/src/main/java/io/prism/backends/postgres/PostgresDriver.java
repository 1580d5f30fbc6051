// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres;

import io.prism.core.OptionMap;
import io.prism.spi.Backend;
import io.prism.spi.Driver;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Makes backends that keep entries in a PostgreSQL database. The options are those of {@code
 * registry/backends/postgres.yaml}.
 */
@ApplicationScoped
public class PostgresDriver implements Driver {

    private final Vertx vertx;

    /**
     * Called by the container, and by tests.
     *
     * @param vertx whose event loops the connections use
     */
    public PostgresDriver(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public String type() {
        return "postgres";
    }

    @Override
    public Backend open(String name, OptionMap settings) {
        return new PostgresBackend(name, PostgresOptions.from(settings), vertx);
    }
}
