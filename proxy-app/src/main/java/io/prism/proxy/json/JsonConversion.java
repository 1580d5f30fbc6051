// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.json;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Objects;
import java.util.concurrent.Callable;

/** Turns messages into JSON and back: short ones at once, long ones beside the event loop, which must not wait. */
final class JsonConversion {

    private static final int LONG_BYTES = 128 << 10;

    private final Vertx vertx;

    JsonConversion(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Does it; the outcome comes on the caller's event loop, at once for what is short. */
    <T> Future<T> run(int bytes, Callable<T> what) {
        if (bytes > LONG_BYTES) {
            return vertx.executeBlocking(what, false).map(Objects::requireNonNull);
        }
        try {
            return Future.succeededFuture(what.call());
        } catch (Exception failed) {
            return Future.failedFuture(failed);
        }
    }
}
