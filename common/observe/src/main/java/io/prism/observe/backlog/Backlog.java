// SPDX-License-Identifier: Apache-2.0
package io.prism.observe.backlog;

import io.micrometer.core.instrument.Counter;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be written or sent. Whoever adds to it never waits: when there is no room, the newest is dropped and
 * counted. Safe for use by many threads.
 *
 * @param <T> what waits
 */
public final class Backlog<T> {

    private final Queue<T> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final int most;
    private final Counter dropped;

    /**
     * An empty one.
     *
     * @param most how many may wait
     * @param dropped counts those there was no room for
     */
    public Backlog(int most, Counter dropped) {
        this.most = most;
        this.dropped = dropped;
    }

    /** Adds an item; false when it was dropped. */
    public boolean offer(T item) {
        if (size.incrementAndGet() > most) {
            size.decrementAndGet();
            dropped.increment();
            return false;
        }
        return queue.add(item);
    }

    /** Takes the oldest items, at most {@code most} of them. */
    public List<T> take(int most) {
        List<T> taken = new ArrayList<>();
        @Nullable T item;
        while (taken.size() < most && (item = queue.poll()) != null) {
            taken.add(item);
        }
        size.addAndGet(-taken.size());
        return taken;
    }
}
