// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.memory.keyvalue.entries;

import io.prism.spi.keyvalue.entry.Key;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one keyspace, in the order of their keys' UTF-8 bytes, and what of them expires, in the order of
 * expiry. Every method is free of locks and one step by itself; who needs several as one step asks {@link KeyspaceTable} for
 * its turn. A state is listed in {@code dues} before it is put into {@code entries} and taken out of there after it
 * left, so whoever replaces a state also finds its place in {@code dues}.
 */
public final class KeyspaceEntries {

    private static final int SWEPT_FOR_A_WRITE = 1000;

    private final MemoryQuota room;
    private final RememberedOutcomes outcomes;
    private final ConcurrentNavigableMap<String, EntryState> entries = new ConcurrentSkipListMap<>(Utf8Order.ORDER);
    private final ConcurrentNavigableMap<ExpiryKey, String> dues = new ConcurrentSkipListMap<>();

    KeyspaceEntries(MemoryQuota room, RememberedOutcomes outcomes) {
        this.room = room;
        this.outcomes = outcomes;
    }

    /** The entry's present state; null when it is absent or expired. */
    public @Nullable EntryState get(String key, long nowMs) {
        EntryState stored = entries.get(key);
        if (stored == null || !stored.gone(nowMs)) {
            return stored;
        }
        remove(key, stored);
        return null;
    }

    /**
     * Puts and takes out several states at once; only for who has the table alone, or readers see a part of them. When
     * there is no room for all of them it fails and has changed nothing.
     *
     * @param changed the new state of each key, null for none
     * @param outcome what is remembered of it afterwards, for which there must be room too; null for nothing
     */
    public void commit(Map<String, @Nullable EntryState> changed, @Nullable RememberedOutcome outcome, long nowMs) {
        if (!fits(changed, outcome)) {
            makeRoom(nowMs);
            if (!fits(changed, outcome)) {
                throw room.full();
            }
        }
        changed.forEach((key, next) -> {
            if (next == null) {
                remove(key, nowMs);
            } else {
                swap(key, Key.utf8Bytes(key), next);
            }
        });
        if (outcome != null) {
            outcomes.add(outcome);
        }
    }

    /** Refuses a state that would not fit even if there were nothing else. */
    public void admit(EntryState next) {
        room.admit(next.bytes());
    }

    /** Puts a state, whatever was there. */
    void put(String key, EntryState next, long nowMs) {
        int keyBytes = Key.utf8Bytes(key);
        admit(key, keyBytes, next, nowMs);
        swap(key, keyBytes, next);
    }

    /** Takes the entry out; null when it was absent or expired. */
    @Nullable
    EntryState remove(String key, long nowMs) {
        EntryState before = entries.remove(key);
        if (before == null) {
            return null;
        }
        left(key, before);
        return before.gone(nowMs) ? null : before;
    }

    /**
     * Puts one state in the place of another if that is still there.
     *
     * @param before what must be there; null for nothing
     * @param next what is put there; null for nothing
     * @return whether it was done; also when there was nothing to do
     */
    boolean replace(String key, @Nullable EntryState before, @Nullable EntryState next, long nowMs) {
        if (before == next) {
            return true;
        }
        if (next == null) {
            return before != null && remove(key, before);
        }
        admit(next);
        int keyBytes = Key.utf8Bytes(key);
        if (before == null) {
            demand(keyBytes + next.bytes(), 1, nowMs);
        } else {
            demand(next.bytes() - before.bytes(), 0, nowMs);
        }
        list(key, next);
        boolean done = before == null ? entries.putIfAbsent(key, next) == null : entries.replace(key, before, next);
        if (done) {
            replaced(keyBytes, before, next);
        } else {
            forget(next, before);
        }
        return done;
    }

    /** Gives the entry another expiry; answers its state before, null when it was absent or expired. */
    @Nullable
    EntryState expireAt(String key, long expiresAtMs, long nowMs) {
        while (true) {
            EntryState before = get(key, nowMs);
            if (before == null
                    || before.expiresAtMs() == expiresAtMs
                    || replace(key, before, before.until(expiresAtMs), nowMs)) {
                return before;
            }
        }
    }

    /** Everything from {@code from} on, expired entries included. */
    Iterable<Map.Entry<String, EntryState>> from(String from, boolean inclusive) {
        return entries.tailMap(from, inclusive).entrySet();
    }

    /** Drops at most {@code most} entries that expired before {@code beforeMs}; answers how many it looked at. */
    int sweep(long beforeMs, int most) {
        int looked = 0;
        while (looked < most) {
            Map.Entry<ExpiryKey, String> first = dues.firstEntry();
            if (first == null || first.getKey().expiresAtMs() > beforeMs) {
                break;
            }
            looked++;
            EntryState stored = entries.get(first.getValue());
            if (stored != null && stored.due().equals(first.getKey())) {
                remove(first.getValue(), stored);
            }
            dues.remove(first.getKey());
        }
        return looked;
    }

    private void admit(String key, int keyBytes, EntryState next, long nowMs) {
        admit(next);
        if (fits(key, keyBytes, next)) {
            return;
        }
        makeRoom(nowMs);
        if (!fits(key, keyBytes, next)) {
            throw room.full();
        }
    }

    private void demand(long moreBytes, int moreKeys, long nowMs) {
        if (!room.takes(moreBytes, moreKeys)) {
            makeRoom(nowMs);
            if (!room.takes(moreBytes, moreKeys)) {
                throw room.full();
            }
        }
    }

    private boolean fits(String key, int keyBytes, EntryState next) {
        if (room.takes(keyBytes + next.bytes(), 1)) {
            return true;
        }
        EntryState before = entries.get(key);
        return before != null && room.takes(next.bytes() - before.bytes(), 0);
    }

    private boolean fits(Map<String, @Nullable EntryState> changed, @Nullable RememberedOutcome outcome) {
        long moreBytes = outcome == null ? 0 : outcome.bytes();
        int moreKeys = outcome == null ? 0 : 1;
        for (Map.Entry<String, @Nullable EntryState> each : changed.entrySet()) {
            EntryState next = each.getValue();
            EntryState before = entries.get(each.getKey());
            int keys = (next == null ? 0 : 1) - (before == null ? 0 : 1);
            moreKeys += keys;
            moreBytes += (long) keys * Key.utf8Bytes(each.getKey());
            moreBytes += (next == null ? 0 : next.bytes()) - (before == null ? 0 : before.bytes());
        }
        return room.takes(moreBytes, moreKeys);
    }

    private void makeRoom(long nowMs) {
        int swept = sweep(nowMs, SWEPT_FOR_A_WRITE);
        outcomes.sweep(nowMs, SWEPT_FOR_A_WRITE - swept);
    }

    private void swap(String key, int keyBytes, EntryState next) {
        list(key, next);
        replaced(keyBytes, entries.put(key, next), next);
    }

    private boolean remove(String key, EntryState stored) {
        boolean removed = entries.remove(key, stored);
        if (removed) {
            left(key, stored);
        }
        return removed;
    }

    private void replaced(int keyBytes, @Nullable EntryState before, EntryState next) {
        if (before == null) {
            room.add(keyBytes + next.bytes(), 1);
        } else {
            forget(before, next);
            room.add(next.bytes() - before.bytes(), 0);
        }
    }

    private void left(String key, EntryState stored) {
        forget(stored, null);
        room.add(-Key.utf8Bytes(key) - stored.bytes(), -1);
    }

    private void list(String key, EntryState next) {
        if (next.expires()) {
            dues.put(next.due(), key);
        }
    }

    /** Takes one state's place out of {@code dues}, unless another state that stays has the very same. */
    private void forget(EntryState stored, @Nullable EntryState staying) {
        if (stored.expires() && (staying == null || !stored.due().equals(staying.due()))) {
            dues.remove(stored.due());
        }
    }
}
