// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.limit;

import io.micrometer.core.instrument.Counter;
import io.prism.core.Keyspace;
import io.prism.core.config.NamespaceConfig.Priority;
import io.prism.core.failure.GatewayException.Busy;
import io.prism.proxy.observe.BindingMeters;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets calls of one binding in, as far as there is room, and counts them. Made when a configuration is loaded, so that a
 * call looks up neither limits nor counters. Safe for use by many threads.
 */
public final class Gate {

    private static final Duration RETRY_AFTER = Duration.ofMillis(100);

    private final Keyspace binding;
    private final Priority priority;
    private final NamespaceShare share;
    private final Counter calls;
    /** Shared with the gates of earlier configurations: a call leaves by the gate it came in. */
    private final AtomicInteger open;

    private final BindingMeters meters;

    Gate(
            Keyspace binding,
            Priority priority,
            NamespaceShare share,
            Counter calls,
            AtomicInteger open,
            BindingMeters meters) {
        this.binding = binding;
        this.priority = priority;
        this.share = share;
        this.calls = calls;
        this.open = open;
        this.meters = meters;
    }

    /** Where calls of the binding are counted. */
    public BindingMeters meters() {
        return meters;
    }

    /**
     * Lets a call in; {@link #leave} must follow.
     *
     * @param pressure of the call's event loop
     * @throws Busy when there is no room
     */
    public void enter(Pressure pressure) {
        pressure.check(priority);
        int most = share.limits().callsOfBinding();
        if (open.incrementAndGet() > most && most > 0) {
            open.decrementAndGet();
            throw new Busy(
                    "binding '%s' has %d calls open, which is all it may have".formatted(binding, most), RETRY_AFTER);
        }
        try {
            share.begin();
        } catch (Busy refused) {
            open.decrementAndGet();
            throw refused;
        }
        calls.increment();
    }

    /** A call has ended. */
    public void leave() {
        open.decrementAndGet();
    }

    /** Counts bytes of a call's request or answer. */
    public void spend(int bytes) {
        share.spend(bytes);
    }

    /** Calls that are in now. */
    public int open() {
        return open.get();
    }
}
