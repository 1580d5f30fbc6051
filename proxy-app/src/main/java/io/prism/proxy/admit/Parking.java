// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.admit;

import io.prism.core.failure.GatewayException.Busy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Room for calls that wait for the answer of a step. Safe for use by many threads. */
public final class Parking {

    private static final Duration RETRY_AFTER = Duration.ofMillis(500);

    private final int most;
    private final Duration longest;
    private final AtomicInteger parked = new AtomicInteger();

    /**
     * Room for some calls.
     *
     * @param most calls that may wait at the same time
     * @param longest how long one may wait
     */
    public Parking(int most, Duration longest) {
        this.most = most;
        this.longest = longest;
    }

    /** Calls that wait now. */
    public int parked() {
        return parked.get();
    }

    Duration longest() {
        return longest;
    }

    /**
     * Takes a place; {@link #leave} must follow.
     *
     * @throws Busy when there is none
     */
    void enter() {
        if (parked.incrementAndGet() > most) {
            parked.decrementAndGet();
            throw new Busy("%d calls wait to be let in, which is all that may".formatted(most), RETRY_AFTER);
        }
    }

    void leave() {
        parked.decrementAndGet();
    }
}
