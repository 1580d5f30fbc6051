// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis;

import io.prism.core.catalogue.Catalogue;
import io.prism.spi.Backend;
import io.prism.testkit.BackendSubject;
import io.prism.testkit.ContractSubject;
import io.prism.testkit.server.RedisServer;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;

/** Redis backends, for the contract suites and the tests here. */
final class RedisSubject {

    static final Vertx VERTX = Vertx.vertx();

    private RedisSubject() {}

    /** A backend on the server that all suites share. */
    static ContractSubject open() {
        return open(Map.of());
    }

    /** The same on plain strings. */
    static ContractSubject openRaw(String prefix) {
        return open(Map.of("raw-keys", "true", "key-prefix", prefix));
    }

    private static ContractSubject open(Map<String, String> options) {
        return new BackendSubject("redis", backend(RedisServer.shared().address(), options), () -> {});
    }

    static Backend backend(String url, Map<String, String> options) {
        var all = new HashMap<>(options);
        all.put("url", url);
        return new RedisDriver(VERTX)
                .open(
                        "cache",
                        Catalogue.builtIn().backend("redis").orElseThrow().settings("backends.cache", all));
    }
}
