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
public final class MemoryReservation {

    /** Where the data of a call has it. */
    static final String KEY = MemoryReservation.class.getName();

    private final AtomicInteger users = new AtomicInteger(1);
    /** Changed by who takes, before it leaves; read by who leaves last. */
    private final List<BudgetShare> shares = new ArrayList<>(0);

    /** Nothing yet, for one user. */
    public MemoryReservation() {}

    /** One more uses it; false when it has been given back already. */
    boolean join() {
        return users.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
    }

    /** One of its users does not need it any more. */
    public void leave() {
        if (users.decrementAndGet() == 0) {
            shares.forEach(BudgetShare::giveBack);
        }
    }

    /** A part of {@code budget} for the call, nothing of it yet. */
    BudgetShare of(Budget budget) {
        BudgetShare share = new BudgetShare(budget);
        shares.add(share);
        return share;
    }
}
