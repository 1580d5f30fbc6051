// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.memory.keyvalue;

import io.prism.backends.memory.keyvalue.entries.EntryState;
import io.prism.core.Deadline;
import io.prism.core.failure.GatewayException.BackendDown;
import io.prism.core.failure.GatewayException.DeadlinePassed;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** What every call needs: the clock, the next version, and the check that it may still be done. */
final class MemoryCalls {

    /** Leaves room for a million writes in every millisecond since the backend was opened. */
    private static final int VERSIONS_PER_MS_LOG2 = 20;

    private final String backend;
    private final InstantSource clock;
    private final AtomicLong versions;
    private volatile boolean closed;

    MemoryCalls(String backend, InstantSource clock) {
        this.backend = backend;
        this.clock = clock;
        this.versions = new AtomicLong(clock.millis() << VERSIONS_PER_MS_LOG2);
    }

    /** Runs {@code work} on the caller's thread, once for each subscription. */
    <T> Uni<T> call(Deadline deadline, Supplier<T> work) {
        return Uni.createFrom().item(() -> {
            check(deadline);
            return work.get();
        });
    }

    /** As {@link #call}, for work that takes long: on a thread of its own. */
    <T> Uni<T> longCall(Deadline deadline, Supplier<T> work) {
        return call(deadline, work).runSubscriptionOn(Thread::startVirtualThread);
    }

    /** Fails when the call may not be done, or not any further. */
    void check(Deadline deadline) {
        if (closed) {
            throw new BackendDown(backend, "is closed", false, null);
        }
        if (deadline.passed()) {
            throw new DeadlinePassed("backend '" + backend + "'");
        }
    }

    /** Wall-clock time in milliseconds. */
    long nowMs() {
        return clock.millis();
    }

    /** The moment {@code ttl} from {@code nowMs}, rounded up to whole milliseconds; the end of time when it is too far off. */
    static long expiresAtMs(Duration ttl, long nowMs) {
        try {
            long ms = ttl.plusNanos(999_999).toMillis();
            return Math.min(Math.addExact(nowMs, ms), EntryState.NEVER - 1);
        } catch (ArithmeticException _) {
            return EntryState.NEVER - 1;
        }
    }

    /** A number that no write had before, also not before the process was started again. */
    long nextVersion() {
        return versions.incrementAndGet();
    }

    boolean closed() {
        return closed;
    }

    void close() {
        closed = true;
    }
}
