// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.supervise;

import java.time.Duration;

/**
 * How patient a supervisor is.
 *
 * @param start how long a process may take to be ready
 * @param grace how long it may take to end before it is killed
 * @param healthCheck time between two health checks
 */
public record SupervisionTiming(Duration start, Duration grace, Duration healthCheck) {

    /** Time between two health checks unless something else is said. */
    public static final Duration HEALTH_CHECK = Duration.ofSeconds(10);

    private static final Duration GRACE_MOST = Duration.ofHours(1);

    /** Bounds the grace, which callers choose, to an hour. */
    public SupervisionTiming {
        grace = bounded(grace);
    }

    /** A grace that a caller asked for, no longer than an hour. */
    static Duration bounded(Duration grace) {
        return grace.compareTo(GRACE_MOST) < 0 ? grace : GRACE_MOST;
    }
}
