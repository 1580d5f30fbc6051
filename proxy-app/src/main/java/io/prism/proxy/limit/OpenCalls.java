// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.limit;

import io.prism.core.failure.GatewayException.Busy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** All calls that are open, over all connections. Safe for use by many threads. */
public final class OpenCalls {

    private static final Duration RETRY_AFTER = Duration.ofMillis(200);

    private final int most;
    private final AtomicInteger open = new AtomicInteger();

    /** Nobody yet. */
    public OpenCalls(int most) {
        this.most = most;
    }

    /** Counts a call in, whether or not there is room; {@link #leave} must follow. */
    public void enter() {
        open.incrementAndGet();
    }

    /**
     * Refuses a call that came when there was no room.
     *
     * @throws Busy then
     */
    public void check() {
        if (open.get() > most) {
            throw new Busy("the proxy has %d calls open, which is all it may have".formatted(most), RETRY_AFTER);
        }
    }

    /** Counts a call out. */
    public void leave() {
        open.decrementAndGet();
    }

    /** Calls that are open now. */
    public int open() {
        return open.get();
    }
}
