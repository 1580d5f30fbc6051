// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite.queue;

import io.prism.backends.sqlite.file.SqliteFailures;
import io.prism.core.failure.GatewayException.Busy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A bounded queue of calls. Once closed it takes no more, but what is in it can still be taken out. */
final class Inbox {

    /** Most bytes of values that wait; what is one too large is still taken when nothing else waits. */
    static final long BYTES_MAX = 64L << 20;

    private static final double NEARLY = 0.9;
    private static final Duration RETRY_AFTER = Duration.ofMillis(100);

    private final String name;
    private final int limit;
    private final SqliteFailures failures;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition available = lock.newCondition();
    private final ArrayDeque<Task<?>> tasks = new ArrayDeque<>();
    private long bytes;
    private boolean closed;

    Inbox(String name, int limit, SqliteFailures failures) {
        this.name = name;
        this.limit = limit;
        this.failures = failures;
    }

    /** Adds a call, or throws the failure it is to be answered with. */
    void add(Task<?> task) {
        lock.lock();
        try {
            if (closed) {
                throw failures.closed();
            }
            if (tasks.size() >= limit) {
                throw new Busy("%d calls are waiting for %s already".formatted(limit, name), RETRY_AFTER);
            }
            if (!tasks.isEmpty() && bytes + task.bytes() > BYTES_MAX) {
                throw new Busy("%d bytes are waiting for %s already".formatted(bytes, name), RETRY_AFTER);
            }
            tasks.add(task);
            bytes += task.bytes();
            available.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next call; null once the queue is closed and empty. */
    @Nullable
    Task<?> take() {
        lock.lock();
        try {
            while (tasks.isEmpty() && !closed) {
                available.awaitUninterruptibly();
            }
            return next();
        } finally {
            lock.unlock();
        }
    }

    /** The next call; null when there is none just now. */
    @Nullable
    Task<?> poll() {
        lock.lock();
        try {
            return next();
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more calls from now on. */
    void close() {
        lock.lock();
        try {
            closed = true;
            available.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes everything out that is left. */
    List<Task<?>> empty() {
        lock.lock();
        try {
            var left = new ArrayList<Task<?>>(tasks);
            tasks.clear();
            bytes = 0;
            return left;
        } finally {
            lock.unlock();
        }
    }

    /** Whether it holds nine tenths of what it may. */
    boolean nearlyFull() {
        lock.lock();
        try {
            return tasks.size() >= limit * NEARLY || bytes >= BYTES_MAX * NEARLY;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Task<?> next() {
        Task<?> task = tasks.poll();
        bytes -= task == null ? 0 : task.bytes();
        return task;
    }
}
