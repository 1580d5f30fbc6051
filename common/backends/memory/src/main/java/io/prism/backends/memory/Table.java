// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.memory;

import io.prism.core.Key;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one keyspace, in the order of their keys' UTF-8 bytes, and what of them expires, in the order of
 * expiry. Free of locks. A state is listed in {@code dues} before it is put into {@code entries} and taken out of there
 * after it left, so whoever replaces a state also finds its place in {@code dues}.
 */
final class Table {

    private static final int SWEPT_FOR_A_WRITE = 1000;

    private final Room room;
    private final ConcurrentNavigableMap<String, Stored> entries = new ConcurrentSkipListMap<>(Utf8Order.ORDER);
    private final ConcurrentNavigableMap<Due, String> dues = new ConcurrentSkipListMap<>();

    Table(Room room) {
        this.room = room;
    }

    /** The entry's present state; null when it is absent or expired. */
    @Nullable
    Stored get(String key, long nowMs) {
        Stored stored = entries.get(key);
        if (stored == null || !stored.gone(nowMs)) {
            return stored;
        }
        removeIfStill(key, stored);
        return null;
    }

    /** Puts a state, whatever was there. */
    void put(String key, Stored next, long nowMs) {
        int keyBytes = Key.utf8Bytes(key);
        admit(key, keyBytes, next, nowMs);
        if (next.expires()) {
            dues.put(next.due(), key);
        }
        Stored before = entries.put(key, next);
        if (before == null) {
            room.add(keyBytes + bytes(next), 1);
        } else {
            forget(before);
            room.add(bytes(next) - bytes(before), 0);
        }
    }

    /** Takes the entry out; null when it was absent or expired. */
    @Nullable
    Stored remove(String key, long nowMs) {
        Stored before = entries.remove(key);
        if (before == null) {
            return null;
        }
        left(key, before);
        return before.gone(nowMs) ? null : before;
    }

    /** Gives the entry another expiry; answers its state before, null when it was absent or expired. */
    @Nullable
    Stored expireAt(String key, long expiresAtMs, long nowMs) {
        while (true) {
            Stored before = get(key, nowMs);
            if (before == null || before.expiresAtMs() == expiresAtMs) {
                return before;
            }
            Stored next = before.until(expiresAtMs);
            if (next.expires()) {
                dues.put(next.due(), key);
            }
            if (entries.replace(key, before, next)) {
                forget(before);
                return before;
            }
            forget(next);
        }
    }

    /** Everything from {@code from} on, expired entries included. */
    Iterable<Map.Entry<String, Stored>> from(String from, boolean inclusive) {
        return entries.tailMap(from, inclusive).entrySet();
    }

    /** Drops at most {@code most} entries that expired before {@code beforeMs}; answers how many it looked at. */
    int sweep(long beforeMs, int most) {
        int looked = 0;
        while (looked < most) {
            Map.Entry<Due, String> first = dues.firstEntry();
            if (first == null || first.getKey().expiresAtMs() > beforeMs) {
                break;
            }
            looked++;
            Stored stored = entries.get(first.getValue());
            if (stored != null && stored.due().equals(first.getKey())) {
                removeIfStill(first.getValue(), stored);
            }
            dues.remove(first.getKey());
        }
        return looked;
    }

    private void admit(String key, int keyBytes, Stored next, long nowMs) {
        room.admit(bytes(next));
        if (fits(key, keyBytes, next)) {
            return;
        }
        sweep(nowMs, SWEPT_FOR_A_WRITE);
        if (!fits(key, keyBytes, next)) {
            throw room.full();
        }
    }

    private boolean fits(String key, int keyBytes, Stored next) {
        if (room.takes(keyBytes + bytes(next), 1)) {
            return true;
        }
        Stored before = entries.get(key);
        return before != null && room.takes(bytes(next) - bytes(before), 0);
    }

    private void removeIfStill(String key, Stored stored) {
        if (entries.remove(key, stored)) {
            left(key, stored);
        }
    }

    private void left(String key, Stored stored) {
        forget(stored);
        room.add(-Key.utf8Bytes(key) - bytes(stored), -1);
    }

    private void forget(Stored stored) {
        if (stored.expires()) {
            dues.remove(stored.due());
        }
    }

    private static long bytes(Stored stored) {
        return stored.value().bytes().size();
    }
}
