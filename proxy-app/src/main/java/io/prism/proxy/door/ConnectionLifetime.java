// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.door;

import io.prism.core.config.DoorLimits;
import io.prism.grpc.wire.Peer;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long a client's connection has been there, and whether the client still is. Belongs to the connection's event loop.
 */
final class ConnectionLifetime {

    /** Ages are spread by as much, so that clients that came together do not leave together. */
    private static final double SPREAD = 0.1;

    private static final long PATIENCE_MOST_NANOS = Duration.ofSeconds(20).toNanos();

    private final Peer client;
    private final long idleNanos;
    private final long keepAliveNanos;
    private final long leavesAt;
    private final boolean ages;
    private boolean heard;
    private boolean asked;
    private boolean leaving;
    private long heardAt;
    private long askedAt;
    private long busyAt;

    /** One that has just come. */
    ConnectionLifetime(Peer client, DoorLimits limits, long now) {
        this.client = client;
        this.idleNanos = limits.idleTime().toNanos();
        this.keepAliveNanos = limits.keepAlive().toNanos();
        this.ages = !limits.maxAge().isZero();
        double spread = 1 + SPREAD * (2 * ThreadLocalRandom.current().nextDouble() - 1);
        this.leavesAt = now + (long) (limits.maxAge().toNanos() * spread);
        this.heardAt = now;
        this.busyAt = now;
    }

    /** The client sent something. */
    void heard() {
        heard = true;
    }

    /** Looks at the clock. */
    void look(long now) {
        boolean busy = client.connection().numActiveStreams() > 0;
        if (heard) {
            heardAt = now;
            asked = false;
            heard = false;
        }
        if (busy) {
            busyAt = now;
            ask(now);
        } else if (idleNanos > 0 && now - busyAt > idleNanos) {
            leave();
        }
        if (ages && now - leavesAt > 0) {
            leave();
        }
    }

    private void ask(long now) {
        if (keepAliveNanos == 0) {
            return;
        }
        if (asked) {
            if (now - askedAt > Math.min(keepAliveNanos, PATIENCE_MOST_NANOS)) {
                client.cut();
            }
        } else if (now - heardAt > keepAliveNanos) {
            asked = true;
            askedAt = now;
            client.ping(now);
        }
    }

    private void leave() {
        if (!leaving) {
            leaving = true;
            client.shutDown();
        }
    }
}
