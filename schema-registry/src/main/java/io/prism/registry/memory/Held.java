// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.memory;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What one call has taken. It is given back when nobody needs it any more: neither the thread that serves the call, which
 * goes on for a while when the caller has gone, nor the connection, which may take its time with the answer. Safe for use
 * by many threads; only one of them takes.
 */
public final class Held {

    /** Where the data of a call has it. */
    static final String KEY = Held.class.getName();

    private final AtomicInteger users = new AtomicInteger(1);
    private volatile @Nullable Budgets from;
    private volatile int arriving;
    private volatile int working;
    private volatile int answering;

    /** Nothing yet, for one user. */
    public Held() {}

    /** One more uses it; false when it has been given back already. */
    boolean join() {
        return users.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
    }

    /** One of its users does not need it any more. */
    public void leave() {
        Budgets budgets = from;
        if (users.decrementAndGet() == 0 && budgets != null) {
            budgets.arriving().giveBack(arriving);
            budgets.working().giveBack(working);
            budgets.answering().giveBack(answering);
        }
    }

    int arriving() {
        return arriving;
    }

    int working() {
        return working;
    }

    int answering() {
        return answering;
    }

    /** From now on it is so much. */
    void has(Budgets budgets, int arriving, int working, int answering) {
        this.from = budgets;
        this.arriving = arriving;
        this.working = working;
        this.answering = answering;
    }
}
