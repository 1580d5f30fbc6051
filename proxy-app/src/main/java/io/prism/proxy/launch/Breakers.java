// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.launch;

import io.prism.core.failure.GatewayException.ProcessDown;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Which processes are not worth a try. The launcher says where a process is and finds out when it ends; this is for what
 * the launcher has not noticed: a process that cannot be connected to, ends its connections or does not answer. Belongs to
 * one event loop.
 *
 * <pre>
 * closed ──{@value #FAILURES_MOST} connections in a row failed, over a second, or one was silent──▶ open
 *    ▲                                                                  │ ▲
 *    └──answered── half open: one call tries ◀──after 1 s, 2 s, … 5 s───┘ └──failed
 * </pre>
 */
public final class Breakers {

    static final int FAILURES_MOST = 5;
    /** What follows a process that died is at another address, soon; its calls are held until then. */
    static final Duration FAILS_FOR = Duration.ofSeconds(1);

    static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    /** A try that is neither answered nor fails, since its client went away, does not count any more. */
    static final Duration TRY = Duration.ofSeconds(15);

    private static final int KNOWN_MAX = 1_000;

    private final LongSupplier nanos;
    private final Map<SocketAddress, Breaker> troubled = new HashMap<>();

    /**
     * All closed.
     *
     * @param nanos a clock such as {@link System#nanoTime()}
     */
    public Breakers(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * Asks leave to send a call there.
     *
     * @param key key of the process, for the error text
     * @throws ProcessDown when it is not worth a try; nothing was done
     */
    public void check(String key, SocketAddress address) {
        Breaker breaker = troubled.get(address);
        if (breaker == null) {
            return;
        }
        long left = breaker.leave(nanos.getAsLong());
        if (left > 0) {
            throw new ProcessDown(
                    key,
                    "does not answer: after " + breaker.failures
                            + " failed connections it is tried once in a while only",
                    Duration.ofNanos(left),
                    false);
        }
    }

    /** A connection could not be made, or ended with calls that had no answer. */
    public void failed(SocketAddress address) {
        long now = nanos.getAsLong();
        if (troubled.size() >= KNOWN_MAX && !troubled.containsKey(address)) {
            troubled.values().removeIf(breaker -> breaker.stale(now));
        }
        if (troubled.size() < KNOWN_MAX || troubled.containsKey(address)) {
            troubled.computeIfAbsent(address, _ -> new Breaker(now)).failed(now);
        }
    }

    /** It was asked whether it is there, and did not say. */
    public void silent(SocketAddress address) {
        failed(address);
        Breaker breaker = troubled.get(address);
        if (breaker != null && !breaker.open) {
            breaker.open(nanos.getAsLong());
        }
    }

    /** It answered a call. */
    public void answered(SocketAddress address) {
        if (!troubled.isEmpty()) {
            troubled.remove(address);
        }
    }

    /** What is known of one process. */
    private static final class Breaker {
        private final long since;
        private int failures;
        private boolean open;
        private long until;
        private Duration wait = FIRST_WAIT;

        Breaker(long now) {
            this.since = now;
        }

        /** How many nanoseconds there is no leave for, 0 for leave. */
        long leave(long now) {
            if (!open) {
                return 0;
            }
            long left = until - now;
            if (left <= 0) {
                until = now + TRY.toNanos();
                return 0;
            }
            // A try may be over sooner than that.
            return Math.min(left, wait.toNanos());
        }

        void failed(long now) {
            failures++;
            if (open) {
                wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
                until = now + wait.toNanos();
            } else if (failures >= FAILURES_MOST && now - since >= FAILS_FOR.toNanos()) {
                open(now);
            }
        }

        void open(long now) {
            open = true;
            until = now + wait.toNanos();
        }

        boolean stale(long now) {
            return now - (open ? until : since) > TRY.toNanos();
        }
    }
}
