// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite.queue;

import io.prism.backends.sqlite.file.SqliteFailures;
import io.prism.core.Deadline;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Turns work on the database into calls: queued when subscribed to, answered in time or failed at the deadline. Safe
 * for use by many threads.
 */
public final class QueuedCalls {

    private final Inbox reads;
    private final Inbox writes;
    private final SqliteFailures failures;
    private final InstantSource clock;
    private final ScheduledExecutorService timer;

    QueuedCalls(
            Inbox reads, Inbox writes, SqliteFailures failures, InstantSource clock, ScheduledExecutorService timer) {
        this.reads = reads;
        this.writes = writes;
        this.failures = failures;
        this.clock = clock;
        this.timer = timer;
    }

    /** Wall-clock time in milliseconds. */
    public long nowMs() {
        return clock.millis();
    }

    /** Queues a read; it is stopped when its deadline passes or its caller gives up. */
    public <T> Uni<T> read(Deadline deadline, SqliteWork<T> work) {
        return call(reads, 0, deadline, work);
    }

    /**
     * Queues a write.
     *
     * @param bytes about how much it writes
     */
    public <T> Uni<T> write(long bytes, Deadline deadline, SqliteWork<T> work) {
        return call(writes, bytes, deadline, work);
    }

    private <T> Uni<T> call(Inbox inbox, long bytes, Deadline deadline, SqliteWork<T> work) {
        Uni<T> queued = Uni.createFrom().emitter(caller -> {
            var task = new Task<>(work, bytes, deadline, caller);
            caller.onTermination(task::abandon);
            inbox.add(task);
        });
        return inTime(queued, deadline);
    }

    /** Fails {@code call} at its deadline even while it waits in a queue. */
    public <T> Uni<T> inTime(Uni<T> call, Deadline deadline) {
        if (!deadline.bounded()) {
            return call;
        }
        return Uni.createFrom().deferred(() -> {
            Duration left = deadline.leftOr(Duration.ZERO);
            if (!left.isPositive()) {
                return Uni.createFrom().failure(failures.late());
            }
            return call.ifNoItem().after(left).on(timer).failWith(failures::late);
        });
    }
}
