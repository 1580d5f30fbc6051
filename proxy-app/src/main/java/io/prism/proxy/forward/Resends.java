// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.forward;

/**
 * Whether and when one call is sent to a process again, however it came. What a process surely did not look at is sent
 * again until the hold time is over: a process that ends is followed by another. What a process may have done already is
 * sent again only if it reads, a few times, and only while not too many others are ({@link RetryBudget}). Belongs to the
 * event loop of its call.
 */
public final class Resends {

    private static final int SENT_MOST = 3;
    private static final long PAUSE_FIRST_MILLIS = 5;
    private static final long PAUSE_MOST_MILLIS = 200;

    private final boolean reads;
    private final RetryBudget budget;
    private int sent = 1;
    private long pauseMillis;

    /**
     * For a call that has been sent once.
     *
     * @param reads whether the call changes nothing ({@link ReadMethods})
     * @param budget of the event loop
     */
    public Resends(boolean reads, RetryBudget budget) {
        this.reads = reads;
        this.budget = budget;
    }

    /** Takes leave to send a call again that a process may have looked at; false when it must fail. */
    public boolean takeAfterBreak() {
        return reads && sent++ < SENT_MOST && budget.take();
    }

    /** How long to wait before it is sent again, in milliseconds; the first time not at all, then longer each time. */
    public long pauseMillis() {
        long pause = pauseMillis;
        pauseMillis = Math.clamp(pause * 2, PAUSE_FIRST_MILLIS, PAUSE_MOST_MILLIS);
        return pause;
    }
}
