// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.forward;

/**
 * How many calls may be sent again that a process may have looked at: a share of all calls, with some saved up. When
 * processes die under load, what is sent again must not be another load. Belongs to one event loop.
 */
public final class RetryBudget {

    static final double SHARE = 0.2;
    static final int SAVED_MOST = 100;

    private double left = SAVED_MOST;

    /** A call was made. */
    public void called() {
        left = Math.min(SAVED_MOST, left + SHARE);
    }

    /** Takes leave to send one again; false when there is none. */
    public boolean take() {
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
