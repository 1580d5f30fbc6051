// SPDX-License-Identifier: Apache-2.0
package io.prism.host;

import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The connections that data calls come over. When the process ends it says so on each (GOAWAY), so that the other side
 * knows which of its calls were never looked at and can be sent elsewhere. Safe for use by many threads.
 */
final class HostConnections {

    private final Set<HttpConnection> open = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Void> noneLeft = new CompletableFuture<>();
    private volatile boolean ending;
    private volatile boolean awaited;

    /** Takes note of a new connection. */
    void opened(HttpConnection connection) {
        open.add(connection);
        connection.closeHandler(_ -> leave(connection));
        if (ending) {
            connection.goAway(0);
        }
    }

    /** Whoever supervises the process uses it: it is not waited for. */
    void control(HttpConnection connection) {
        leave(connection);
    }

    /** Says on every connection that calls from now on are not looked at. */
    void goAway() {
        ending = true;
        open.forEach(connection -> connection.goAway(0));
    }

    /** Waits until the other sides have closed their connections, which they do when they have read of the end. */
    void awaitClosed(Duration most) {
        awaited = true;
        noneLeftIfSo();
        var _ = noneLeft.completeOnTimeout(null, most.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private void leave(HttpConnection connection) {
        open.remove(connection);
        noneLeftIfSo();
    }

    private void noneLeftIfSo() {
        // Not before somebody waits: one that is opened while the process ends is waited for too.
        if (awaited && open.isEmpty()) {
            noneLeft.complete(null);
        }
    }
}
