// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.memory.keyvalue.entries;

import io.prism.core.failure.GatewayException.Conflict;
import io.prism.spi.IdempotencyToken;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes that one keyspace remembers. Asked and added to only by who has the table alone; the sweeper may take
 * out at any time what is over. An outcome is listed in {@code dues} after it is in {@code byToken}, so the sweeper
 * never meets one that is not there yet.
 */
public final class RememberedOutcomes {

    private final MemoryQuota room;
    private final ConcurrentMap<String, RememberedOutcome> byToken = new ConcurrentHashMap<>();
    private final ConcurrentNavigableMap<ExpiryKey, RememberedOutcome> dues = new ConcurrentSkipListMap<>();

    RememberedOutcomes(MemoryQuota room) {
        this.room = room;
    }

    /**
     * What came of a request within the window before; null when that is not known.
     *
     * @throws Conflict when the token was used for another request
     */
    public @Nullable RememberedOutcome of(IdempotencyToken once, long nowMs) {
        RememberedOutcome known = byToken.get(once.token());
        if (known == null) {
            return null;
        }
        if (known.gone(nowMs)) {
            drop(known);
            return null;
        }
        if (!known.isOf(once.request())) {
            throw new Conflict("the idempotency key was used for another request before");
        }
        return known;
    }

    void add(RememberedOutcome outcome) {
        byToken.put(outcome.token(), outcome);
        dues.put(outcome.due(), outcome);
        room.addOutcomes(outcome.bytes(), 1);
    }

    /** Drops at most {@code most} outcomes that were over before {@code beforeMs}; answers how many it looked at. */
    int sweep(long beforeMs, int most) {
        int looked = 0;
        while (looked < most) {
            Map.Entry<ExpiryKey, RememberedOutcome> first = dues.firstEntry();
            if (first == null || first.getKey().expiresAtMs() > beforeMs) {
                break;
            }
            looked++;
            drop(first.getValue());
        }
        return looked;
    }

    private void drop(RememberedOutcome outcome) {
        if (byToken.remove(outcome.token(), outcome)) {
            room.addOutcomes(-outcome.bytes(), -1);
        }
        dues.remove(outcome.due());
    }
}
