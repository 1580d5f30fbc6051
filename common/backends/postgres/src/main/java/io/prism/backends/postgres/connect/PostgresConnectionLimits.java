// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres.connect;

import io.prism.core.OptionMap;
import io.prism.core.failure.GatewayException.Rejected;
import java.time.Duration;

/**
 * What the connections to a server may take.
 *
 * @param connections most connections, {@value #CONNECTIONS_MIN} or more; a quarter of them, at least one, is shared
 *     by reads, the others are lent to one call at a time
 * @param waiting most calls that wait for a connection, 1 or more; as many again may be under way on shared ones
 * @param pipelining most statements under way on one connection, 1 or more
 * @param connectTimeout how long a connection may take to be opened and logged in
 * @param commandTimeout how long a statement may take
 * @param acquireTimeout how long a call waits for a connection
 */
public record PostgresConnectionLimits(
        int connections,
        int waiting,
        int pipelining,
        Duration connectTimeout,
        Duration commandTimeout,
        Duration acquireTimeout) {

    /** One connection for reads, one for writes. */
    static final int CONNECTIONS_MIN = 2;

    private static final int CONNECTIONS_MAX = 1000;
    private static final int WAITING_MAX = 100_000;
    private static final int PIPELINING_MAX = 1024;
    private static final int SHARED_PART = 4;
    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration IDLE = Duration.ofMinutes(1);
    private static final Duration CLOSING = Duration.ofSeconds(10);

    /** The server ends a statement first, and says so; this is for one that does not answer at all. */
    private static final Duration GRACE = Duration.ofMillis(500);

    /**
     * As {@code pool}, {@code connect-timeout}, {@code command-timeout} and {@code acquire-timeout} say.
     *
     * @throws Rejected when one is out of bounds
     */
    public static PostgresConnectionLimits from(OptionMap settings) {
        return new PostgresConnectionLimits(
                number(settings, "pool.max", CONNECTIONS_MIN, CONNECTIONS_MAX),
                number(settings, "pool.waiting", 1, WAITING_MAX),
                number(settings, "pool.pipelining", 1, PIPELINING_MAX),
                duration(settings, "connect-timeout"),
                duration(settings, "command-timeout"),
                duration(settings, "acquire-timeout"));
    }

    /** Connections that reads share. */
    int shared() {
        return Math.max(1, connections / SHARED_PART);
    }

    /** Connections that are lent. */
    int lent() {
        return connections - shared();
    }

    /** How long a connection may be silent before it is closed. */
    Duration idleTimeout() {
        Duration twice = commandTimeout.multipliedBy(2);
        return twice.compareTo(IDLE) > 0 ? twice : IDLE;
    }

    /** How long a connection may be silent and still be used: what is sent while it is being closed is lost. */
    Duration freshness() {
        return idleTimeout().minus(CLOSING);
    }

    /** When a server that has not answered a statement is given up. */
    Duration silence() {
        return commandTimeout.plus(GRACE);
    }

    private static int number(OptionMap settings, String name, int least, int most) {
        int number = settings.number(name);
        if (number < least || number > most) {
            throw new Rejected(settings.where() + "." + name, "must be %d to %d".formatted(least, most), "" + number);
        }
        return number;
    }

    private static Duration duration(OptionMap settings, String name) {
        Duration duration = settings.duration(name);
        if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
            throw new Rejected(settings.where() + "." + name, "must be 10ms to 1h", "");
        }
        return duration;
    }
}
