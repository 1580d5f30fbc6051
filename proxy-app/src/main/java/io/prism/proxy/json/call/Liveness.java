// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.json.call;

import io.prism.core.config.DoorLimits;
import io.prism.proxy.launch.Breakers;
import io.prism.proxy.launch.Processes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.SocketAddress;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks processes that have calls whether they are there, and ends the connections of those that do not say. (What
 * {@code Upstream} does for gRPC.) Belongs to one event loop.
 */
final class Liveness {

    private final Vertx vertx;
    private final long pingMillis;
    private final long patienceMillis;
    private final Processes processes;
    private final Breakers breakers;
    private final Map<HttpConnection, Watch> watches = new HashMap<>();

    /** Watches nothing yet. */
    Liveness(Vertx vertx, DoorLimits limits, Processes processes, Breakers breakers) {
        this.vertx = vertx;
        this.pingMillis = limits.processPing().toMillis();
        this.patienceMillis = limits.processPatience().toMillis();
        this.processes = processes;
        this.breakers = breakers;
    }

    /**
     * A call waits for a connection, which a process that stands still takes and never begins to use.
     *
     * @param silent told when that takes too long
     * @return to be run when there is a connection, or can be none
     */
    Runnable opening(SocketAddress address, Runnable silent) {
        if (pingMillis == 0) {
            return () -> {};
        }
        long timer = vertx.setTimer(pingMillis + patienceMillis, _ -> {
            breakers.silent(address);
            processes.forget(address);
            silent.run();
        });
        return () -> vertx.cancelTimer(timer);
    }

    /** A call uses a connection from now on; {@link #left} must follow. */
    void entered(HttpConnection connection, SocketAddress address) {
        if (pingMillis == 0) {
            return;
        }
        Watch watch = watches.computeIfAbsent(connection, _ -> new Watch(connection, address));
        watch.calls++;
        if (watch.calls == 1) {
            watch.rest();
        }
    }

    /** It does not any more. */
    void left(@Nullable HttpConnection connection) {
        Watch watch = connection == null ? null : watches.get(connection);
        if (watch != null && --watch.calls == 0) {
            watch.end();
            watches.remove(connection);
        }
    }

    /** Whether a connection's process was asked whether it is there, and did not say. */
    boolean silent(HttpConnection connection) {
        Watch watch = watches.get(connection);
        return watch != null && watch.silent;
    }

    private final class Watch {
        private final HttpConnection connection;
        private final SocketAddress address;
        private int calls;
        private long timer;
        private boolean silent;

        Watch(HttpConnection connection, SocketAddress address) {
            this.connection = connection;
            this.address = address;
        }

        void rest() {
            timer = vertx.setTimer(pingMillis, _ -> ask());
        }

        void end() {
            vertx.cancelTimer(timer);
        }

        private void ask() {
            timer = vertx.setTimer(patienceMillis, _ -> silent());
            // Settings that change nothing: servers take frequent pings for a flood.
            Future<Void> acknowledged = connection.updateSettings(new Http2Settings(connection.settings()));
            acknowledged.onSuccess(_ -> {
                if (calls > 0) {
                    end();
                    rest();
                }
            });
        }

        private void silent() {
            silent = true;
            breakers.silent(address);
            processes.forget(address);
            // Its calls are told when it is closed. Whoever closes it need not wait for that.
            var _ = connection.close();
        }
    }
}
