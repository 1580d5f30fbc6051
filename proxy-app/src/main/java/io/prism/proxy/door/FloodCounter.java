// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.door;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Notices a client that makes work and takes no answers: calls that are reset as soon as they are made (rapid reset), and
 * frames that only ask for a reply. One for each connection.
 */
final class FloodCounter {

    /** Over which time events are counted. */
    static final Duration WINDOW = Duration.ofSeconds(10);

    private final int resetsMax;
    private final int pingsMax;
    private final LongSupplier nanos;
    private long windowFrom;
    private int resets;
    private int pings;

    /**
     * Nothing seen yet.
     *
     * @param nanos a clock such as {@link System#nanoTime()}
     */
    FloodCounter(int resetsMax, int pingsMax, LongSupplier nanos) {
        this.resetsMax = resetsMax;
        this.pingsMax = pingsMax;
        this.nanos = nanos;
        this.windowFrom = nanos.getAsLong();
    }

    /** A call was reset; false when that is too often. */
    boolean reset() {
        roll();
        return ++resets <= resetsMax;
    }

    /** A frame came that asks for a reply or changes nothing; false when that is too often. */
    boolean ping() {
        roll();
        return ++pings <= pingsMax;
    }

    private void roll() {
        long now = nanos.getAsLong();
        if (now - windowFrom > WINDOW.toNanos()) {
            windowFrom = now;
            resets = 0;
            pings = 0;
        }
    }
}
