// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.memory.keyvalue.entries;

import io.prism.core.failure.GatewayException.BackendDown;
import io.prism.core.failure.GatewayException.TooLarge;
import io.prism.spi.BackendHealth;
import io.prism.spi.BackendHealth.State;
import java.util.concurrent.atomic.LongAdder;

/**
 * How much the backend holds and may hold. Counting costs next to nothing and is exact when no write is running;
 * writers that meet the limit in the same instant may exceed it by what they write together. A remembered outcome
 * counts as a key. Safe for use by many threads.
 */
public final class MemoryQuota {

    private static final double NEARLY_FULL = 0.9;

    private final String backend;
    private final long maxBytes;
    private final long maxKeys;
    private final LongAdder bytes = new LongAdder();
    private final LongAdder keys = new LongAdder();
    private final LongAdder outcomes = new LongAdder();

    /** Empty room of a backend, for at most so many bytes and keys. */
    public MemoryQuota(String backend, long maxBytes, long maxKeys) {
        this.backend = backend;
        this.maxBytes = maxBytes;
        this.maxKeys = maxKeys;
    }

    /** Most bytes of keys and values together. */
    public long maxBytes() {
        return maxBytes;
    }

    /** Whether it is nearly full, and a line that says how much it holds. */
    public BackendHealth health() {
        boolean tight = bytes.sum() >= maxBytes * NEARLY_FULL || keys.sum() >= maxKeys * NEARLY_FULL;
        return new BackendHealth(tight ? State.DEGRADED : State.UP, (tight ? "nearly full: " : "healthy: ") + held());
    }

    /** Whether there is room for as much more; always, when it is no more. */
    boolean takes(long moreBytes, int moreKeys) {
        return (moreBytes <= 0 || bytes.sum() + moreBytes <= maxBytes)
                && (moreKeys <= 0 || keys.sum() + moreKeys <= maxKeys);
    }

    /** Counts what came or, with negative numbers, what went. */
    void add(long moreBytes, int moreKeys) {
        bytes.add(moreBytes);
        if (moreKeys != 0) {
            keys.add(moreKeys);
        }
    }

    /** Counts outcomes that came or, with negative numbers, that went. */
    void addOutcomes(long moreBytes, int more) {
        add(moreBytes, more);
        outcomes.add(more);
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

    private String held() {
        long remembered = outcomes.sum();
        return "%d keys of at most %d, %d bytes of at most %d%s"
                .formatted(
                        keys.sum(),
                        maxKeys,
                        bytes.sum(),
                        maxBytes,
                        remembered == 0
                                ? ""
                                : "; outcomes of calls with an idempotency key among them: %d".formatted(remembered));
    }
}
