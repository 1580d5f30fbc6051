// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What one call has taken. It is given back when nobody needs it any more: neither the thread that serves the call, which
 * goes on for a while when the caller has gone, nor the connection, which may take its time with the answer. Safe for use
 * by many threads; only one of them takes.
 */
public final class Held {

    /** Where the data of a call has it. */
    static final String KEY = Held.class.getName();

    private final AtomicInteger users = new AtomicInteger(1);
    /** Changed by who takes, before it leaves; read by who leaves last. */
    private final List<Share> shares = new ArrayList<>(0);

    /** Nothing yet, for one user. */
    public Held() {}

    /** One more uses it; false when it has been given back already. */
    boolean join() {
        return users.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
    }

    /** One of its users does not need it any more. */
    public void leave() {
        if (users.decrementAndGet() == 0) {
            shares.forEach(Share::giveBack);
        }
    }

    /** A part of {@code budget} for the call, nothing of it yet. */
    Share of(Budget budget) {
        Share share = new Share(budget);
        shares.add(share);
        return share;
    }
}
