// SPDX-License-Identifier: Apache-2.0
package io.prism.testkit.server;

import io.prism.testkit.server.FaultProxy.Towards;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The faults of a {@link FaultProxy} that are in force, for all its connections. Whoever waits sees each change. */
final class ConnectionFaults {

    private static final long SLICES_PER_SECOND = 20;
    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean stalled;
    private long delayNanos;
    private long bytesPerSecond;
    private @Nullable Cut cut;

    /** A connection is to be reset before the byte that comes after {@code bytes} more. */
    private record Cut(Towards towards, long bytes) {}

    void clear() {
        change(() -> {
            stalled = false;
            delayNanos = 0;
            bytesPerSecond = 0;
            cut = null;
        });
    }

    void stall(boolean whether) {
        change(() -> stalled = whether);
    }

    void delay(Duration oneWay) {
        if (oneWay.isNegative()) {
            throw new IllegalArgumentException("a delay must not be negative, but is " + oneWay);
        }
        change(() -> delayNanos = oneWay.toNanos());
    }

    void throttle(long most) {
        if (most < 1) {
            throw new IllegalArgumentException("bytes per second must be 1 or more, but are " + most);
        }
        change(() -> bytesPerSecond = most);
    }

    void cutAfter(Towards towards, long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("bytes must be 0 or more, but are " + bytes);
        }
        change(() -> cut = new Cut(towards, bytes));
    }

    /** Waits until what was read at {@code readAtNanos} may be passed on. */
    void awaitTurn(long readAtNanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (stalled || System.nanoTime() - readAtNanos < delayNanos) {
                if (stalled) {
                    changed.await();
                } else {
                    long left = delayNanos - (System.nanoTime() - readAtNanos);
                    boolean _ = changed.await(left, TimeUnit.NANOSECONDS);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits as long as {@code bytes} take at the throttled speed. */
    void awaitSent(int bytes) throws InterruptedException {
        long start = System.nanoTime();
        lock.lockInterruptibly();
        try {
            while (bytesPerSecond > 0 && System.nanoTime() - start < takesNanos(bytes)) {
                long left = takesNanos(bytes) - (System.nanoTime() - start);
                boolean _ = changed.await(left, TimeUnit.NANOSECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    /** How many of {@code bytes} may be sent at once. */
    int slice(int bytes) {
        lock.lock();
        try {
            return bytesPerSecond == 0 ? bytes : (int) Math.min(bytes, Math.max(1, bytesPerSecond / SLICES_PER_SECOND));
        } finally {
            lock.unlock();
        }
    }

    /** How many of {@code bytes} get through; when fewer, the connection is to be reset after them. */
    int passing(Towards towards, int bytes) {
        lock.lock();
        try {
            if (cut == null || cut.towards() != towards) {
                return bytes;
            }
            long left = cut.bytes();
            cut = left < bytes ? null : new Cut(towards, left - bytes);
            return (int) Math.min(left, bytes);
        } finally {
            lock.unlock();
        }
    }

    private long takesNanos(int bytes) {
        return bytes * SECOND_NANOS / bytesPerSecond;
    }

    private void change(Runnable setting) {
        lock.lock();
        try {
            setting.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
