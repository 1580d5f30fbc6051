// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres;

import io.prism.core.catalogue.Catalogue;
import io.prism.spi.Backend;
import io.prism.testkit.BackendSubject;
import io.prism.testkit.ContractSubject;
import io.prism.testkit.server.PostgresServer;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;

/** PostgreSQL backends on databases of their own, for the contract suites. */
public final class PostgresSubject {

    private PostgresSubject() {}

    /** A backend with Prism's own tables. */
    public static ContractSubject open() {
        return open(PostgresServer.shared().database(), Map.of());
    }

    /** A backend on the database with this address, with more options; it runs on a Vert.x of its own. */
    public static ContractSubject open(String url, Map<String, String> options) {
        var vertx = Vertx.vertx();
        return new BackendSubject("postgres", backend(vertx, url, options), () -> close(vertx));
    }

    /** A backend on the database with this address, with more options. */
    public static Backend backend(Vertx vertx, String url, Map<String, String> options) {
        var all = new HashMap<>(options);
        all.put("url", url);
        return new PostgresDriver(vertx)
                .open(
                        "pg",
                        Catalogue.builtIn().backend("postgres").orElseThrow().settings("backends.pg", all));
    }

    /** Ends a Vert.x and waits for that. */
    public static void close(Vertx vertx) {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
