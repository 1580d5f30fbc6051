// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.cache;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToLongFunction;

/**
 * A map that holds no more than a given weight: what was not used for longest goes first. Safe for use by many threads;
 * the lock is held for a look-up or an insertion, never while something is read from elsewhere.
 */
final class BoundedMap<K, V> {

    private final long weightMax;
    private final ToLongFunction<V> weigher;
    private final ReentrantLock lock = new ReentrantLock();
    private final LinkedHashMap<K, V> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long weight;
    private long generation;

    /**
     * An empty map.
     *
     * @param weightMax most weight of all values together
     * @param weigher the weight of a value, 1 or more, always the same for the same value
     */
    BoundedMap(long weightMax, ToLongFunction<V> weigher) {
        this.weightMax = weightMax;
        this.weigher = weigher;
    }

    Optional<V> get(K key) {
        lock.lock();
        try {
            return Optional.ofNullable(entries.get(key));
        } finally {
            lock.unlock();
        }
    }

    /** Another number after each {@link #clear}. */
    long generation() {
        lock.lock();
        try {
            return generation;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Keeps a value, unless the map was cleared since {@code generation} was asked for: what was read before that may be
     * what it was cleared for. A value that is heavier than all may be is not kept.
     */
    void put(K key, V value, long generation) {
        long heavy = weigher.applyAsLong(value);
        lock.lock();
        try {
            if (generation != this.generation || heavy > weightMax) {
                return;
            }
            V before = entries.put(key, value);
            weight += heavy - (before == null ? 0 : weigher.applyAsLong(before));
            Iterator<V> oldest = entries.values().iterator();
            while (weight > weightMax) {
                weight -= weigher.applyAsLong(oldest.next());
                oldest.remove();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets go of a value that is of no more use. */
    void remove(K key) {
        lock.lock();
        try {
            V before = entries.remove(key);
            weight -= before == null ? 0 : weigher.applyAsLong(before);
        } finally {
            lock.unlock();
        }
    }

    void clear() {
        lock.lock();
        try {
            entries.clear();
            weight = 0;
            generation++;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return entries.size();
        } finally {
            lock.unlock();
        }
    }

    long weight() {
        lock.lock();
        try {
            return weight;
        } finally {
            lock.unlock();
        }
    }
}
