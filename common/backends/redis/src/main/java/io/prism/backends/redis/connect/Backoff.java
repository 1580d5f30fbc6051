// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis.connect;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before a server that could not be connected to is tried again. For one thread. */
final class Backoff {

    /** The first wait. */
    static final Duration FIRST = Duration.ofMillis(100);

    /** The longest wait, but for the jitter. */
    static final Duration MOST = Duration.ofSeconds(1);

    /** Keeps many processes from coming back in step. */
    private static final double JITTER = 0.2;

    private static final int DOUBLINGS_MAX = 10;

    private final RandomGenerator random;
    private int failures;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** Counts one more failure and says how long to wait now. */
    Duration failed() {
        Duration wait = FIRST.multipliedBy(1L << Math.min(failures, DOUBLINGS_MAX));
        failures++;
        long ms = (wait.compareTo(MOST) < 0 ? wait : MOST).toMillis();
        return Duration.ofMillis(Math.round(ms * (1 + JITTER * (2 * random.nextDouble() - 1))));
    }

    void succeeded() {
        failures = 0;
    }
}
