// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis.connect;

import io.prism.core.failure.GatewayException.Busy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Bounds how many commands, and how many bytes of them, are under way at once. Safe for use by many threads. */
final class CommandAdmission {

    /** Most bytes that wait for an answer; what is one too large is still taken when nothing else waits. */
    static final long BYTES_MAX = 64L << 20;

    private static final double NEARLY = 0.9;
    private static final Duration RETRY_AFTER = Duration.ofMillis(100);

    private final String backend;
    private final int limit;
    private final AtomicInteger commands = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    CommandAdmission(String backend, int limit) {
        this.backend = backend;
        this.limit = limit;
    }

    /** Takes a place, to be given back with {@link #leave}. */
    void enter(long size) throws Busy {
        if (commands.incrementAndGet() > limit) {
            commands.decrementAndGet();
            throw new Busy("%d calls are waiting for backend '%s' already".formatted(limit, backend), RETRY_AFTER);
        }
        long before = bytes.getAndAdd(size);
        if (before > 0 && before + size > BYTES_MAX) {
            leave(size);
            throw new Busy("%d bytes are waiting for backend '%s' already".formatted(before, backend), RETRY_AFTER);
        }
    }

    void leave(long size) {
        commands.decrementAndGet();
        bytes.addAndGet(-size);
    }

    /** How many commands are under way. */
    int commands() {
        return commands.get();
    }

    /** Whether nine tenths of what may be under way is. */
    boolean nearlyFull() {
        return commands.get() >= limit * NEARLY || bytes.get() >= BYTES_MAX * NEARLY;
    }
}
