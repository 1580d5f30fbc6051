// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite.queue;

import io.prism.backends.sqlite.file.DatabaseFile;
import io.prism.backends.sqlite.file.SqliteFailures;
import io.prism.backends.sqlite.file.ThreadConnection;
import io.prism.core.Deadline;
import io.prism.core.failure.GatewayException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The threads of one backend:
 *
 * <pre>
 *   caller ─ queue of writes (10,000) ─ writer, one thread ──┐
 *          └ queue of reads  (10,000) ─ readers, a few ──────┴─ file, -wal, -shm
 * </pre>
 *
 * Callers never wait on their own thread; answers come on the thread that did the work. Each thread has a connection of
 * its own, opened with the first call. Safe for use by many threads.
 */
public final class Workers implements AutoCloseable {

    private static final int QUEUE_LIMIT = 10_000;
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    private final SqliteFailures failures;
    private final Inbox reads;
    private final Inbox writes;
    private final Writer writer;
    private final QueuedCalls calls;
    private final ScheduledThreadPoolExecutor timer;
    private final Thread writerThread;
    private final List<Thread> readerThreads = new ArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Starts the threads.
     *
     * @param name the backend's name in {@code prism.yaml}
     * @param readers number of threads that read
     * @param clock what expiry is measured by
     */
    public Workers(String name, DatabaseFile database, int readers, SqliteFailures failures, InstantSource clock) {
        this.failures = failures;
        this.reads = new Inbox("reads of backend '" + name + "'", QUEUE_LIMIT, failures);
        this.writes = new Inbox("writes of backend '" + name + "'", QUEUE_LIMIT, failures);
        this.timer = new ScheduledThreadPoolExecutor(1, daemon(name, "timer").factory());
        timer.setRemoveOnCancelPolicy(true);
        this.calls = new QueuedCalls(reads, writes, failures, clock, timer);
        this.writer = new Writer(writes, new ThreadConnection(database, false), failures);
        this.writerThread = daemon(name, "writer").start(writer);
        for (int i = 0; i < readers; i++) {
            var reader = new Reader(reads, new ThreadConnection(database, true), failures);
            readerThreads.add(daemon(name, "reader-" + i).start(reader));
        }
    }

    /** The way to the threads. */
    public QueuedCalls calls() {
        return calls;
    }

    /** A thread for work at a later time; ends with the others. */
    public ScheduledExecutorService timer() {
        return timer;
    }

    /** Whether there was any write yet. */
    public boolean written() {
        return writer.used();
    }

    /** Why the last transaction failed; empty when it succeeded. */
    public Optional<GatewayException> lastWriteFailure() {
        return writer.lastFailure();
    }

    /** Whether nearly as many calls are waiting as may wait. */
    public boolean nearlyFull() {
        return reads.nearlyFull() || writes.nearlyFull();
    }

    /** Transactions committed since the start. */
    public long commits() {
        return writer.commits();
    }

    /** Takes no more calls, finishes those that wait within a few seconds, and ends the threads. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        Deadline end = Deadline.in(CLOSE_WITHIN);
        timer.shutdownNow();
        reads.close();
        writes.close();
        readerThreads.forEach(thread -> ended(thread, end));
        boolean written = ended(writerThread, end);
        if (!written) {
            writes.empty().forEach(task -> task.fail(failures.closed()));
        }
        reads.empty().forEach(task -> task.fail(failures.closed()));
    }

    private static boolean ended(Thread thread, Deadline end) {
        try {
            return thread.join(end.leftOr(Duration.ZERO));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Thread.Builder.OfPlatform daemon(String name, String role) {
        return Thread.ofPlatform().daemon().name("sqlite-" + name + "-" + role);
    }
}
