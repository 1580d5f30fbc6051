// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.memory;

import io.prism.core.failure.GatewayException.BackendDown;
import io.prism.core.failure.GatewayException.TooLarge;
import io.prism.spi.BackendHealth;
import io.prism.spi.BackendHealth.State;
import java.util.concurrent.atomic.LongAdder;

/**
 * How much the backend holds and may hold. Counting costs next to nothing and is exact when no write is running;
 * writers that meet the limit in the same instant may exceed it by what they write together.
 */
final class Room {

    private static final double NEARLY_FULL = 0.9;

    private final String backend;
    private final long maxBytes;
    private final long maxKeys;
    private final LongAdder bytes = new LongAdder();
    private final LongAdder keys = new LongAdder();

    Room(String backend, long maxBytes, long maxKeys) {
        this.backend = backend;
        this.maxBytes = maxBytes;
        this.maxKeys = maxKeys;
    }

    long maxBytes() {
        return maxBytes;
    }

    /** Whether there is room for as much more. */
    boolean takes(long moreBytes, int moreKeys) {
        return bytes.sum() + moreBytes <= maxBytes && keys.sum() + moreKeys <= maxKeys;
    }

    /** Counts what came or, with negative numbers, what went. */
    void add(long moreBytes, int moreKeys) {
        bytes.add(moreBytes);
        if (moreKeys != 0) {
            keys.add(moreKeys);
        }
    }

    /** Refuses a value that would not fit even if there were nothing else. */
    void admit(long valueBytes) {
        if (valueBytes > maxBytes) {
            throw new TooLarge("value", valueBytes, maxBytes);
        }
    }

    BackendDown full() {
        return new BackendDown(backend, "is full: it holds " + held(), false, null);
    }

    BackendHealth health() {
        boolean tight = bytes.sum() >= maxBytes * NEARLY_FULL || keys.sum() >= maxKeys * NEARLY_FULL;
        return new BackendHealth(tight ? State.DEGRADED : State.UP, (tight ? "nearly full: " : "healthy: ") + held());
    }

    private String held() {
        return "%d keys of at most %d, %d bytes of at most %d".formatted(keys.sum(), maxKeys, bytes.sum(), maxBytes);
    }
}
