// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.target;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;

/** Event loops to put connections on. */
public final class EventLoops {

    private EventLoops() {}

    /** A context bound to an event loop; each verticle gets the next loop in turn. Blocks for a moment. */
    public static Context next(Vertx vertx) {
        CompletableFuture<Context> found = new CompletableFuture<>();
        vertx.deployVerticle(new AbstractVerticle() {
            @Override
            public void start() {
                found.complete(context);
            }
        });
        return found.join();
    }
}
