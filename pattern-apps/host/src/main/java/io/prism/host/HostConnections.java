// SPDX-License-Identifier: Apache-2.0
package io.prism.host;

import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The connections that data calls come over. When the process ends it says so on each (GOAWAY), so that the other side
 * knows which of its calls were never looked at and can be sent elsewhere. Safe for use by many threads.
 */
final class HostConnections {

    /** How long it takes at most until a connection that the system has accepted is one of ours. */
    private static final Duration SETTLED = Duration.ofMillis(100);

    private final Set<HttpConnection> open = new HashSet<>();
    private boolean ending;
    private long lastOpened;

    /** Takes note of a new connection. */
    void opened(HttpConnection connection) {
        connection.closeHandler(_ -> leave(connection));
        boolean late;
        synchronized (this) {
            open.add(connection);
            lastOpened = System.nanoTime();
            late = ending;
        }
        if (late) {
            connection.goAway(0);
        }
    }

    /** Whoever supervises the process uses it: it is not waited for. */
    void control(HttpConnection connection) {
        leave(connection);
    }

    /** Says on every connection that calls from now on are not looked at. */
    void goAway() {
        Set<HttpConnection> all;
        synchronized (this) {
            if (ending) {
                return;
            }
            ending = true;
            // The last that could find the way may still be on it.
            lastOpened = System.nanoTime();
            all = Set.copyOf(open);
        }
        all.forEach(connection -> connection.goAway(0));
    }

    /** Waits until the other sides have closed their connections, which they do when they have read of the end. */
    synchronized void awaitClosed(Duration most) throws InterruptedException {
        long begun = System.nanoTime();
        long left = most.toNanos();
        while (left > 0 && !(open.isEmpty() && sinceOpened() >= SETTLED.toNanos())) {
            long pause = open.isEmpty() ? Math.min(left, SETTLED.toNanos() - sinceOpened()) : left;
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(pause, TimeUnit.MILLISECONDS.toNanos(1)));
            left = most.toNanos() - (System.nanoTime() - begun);
        }
    }

    private long sinceOpened() {
        return System.nanoTime() - lastOpened;
    }

    private synchronized void leave(HttpConnection connection) {
        open.remove(connection);
        notifyAll();
    }
}
