// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config;

import io.prism.core.config.shape.ConfigField;
import io.prism.core.config.shape.ConfigSection;
import io.prism.core.config.shape.SectionValues;
import io.prism.core.config.shape.ValueShape.Bytes;
import io.prism.core.config.shape.ValueShape.Count;
import io.prism.core.config.shape.ValueShape.Span;
import java.time.Duration;
import java.util.List;

/**
 * The section {@code proxy.limits}: what protects the proxy, and its clients from each other.
 *
 * @param calls most calls open at once, over all connections
 * @param messageBytes longest message of a request that is passed on
 * @param unreadBytes most bytes of answers that wait for clients to read them, over all connections
 * @param resets most calls that one connection may reset within ten seconds
 * @param pings most pings, settings and priorities that one connection may send within ten seconds
 * @param idleTime how long a connection stays open without a call; zero stands for ever
 * @param maxAge how long a connection may be used; zero stands for ever
 * @param keepAlive how long a client with open calls may be silent before it is asked whether it is there; zero for ever
 * @param overloadLag how late an event loop may be, all the time, before calls are refused by priority; zero for ever
 * @param processPing how long a process with open calls may be silent before it is asked whether it is there; zero for
 *     ever
 * @param processPatience how long it may take to answer that, before its calls fail
 */
public record DoorLimits(
        int calls,
        long messageBytes,
        long unreadBytes,
        int resets,
        int pings,
        Duration idleTime,
        Duration maxAge,
        Duration keepAlive,
        Duration overloadLag,
        Duration processPing,
        Duration processPatience) {

    private static final Count COUNT = new Count(1, 1_000_000);
    private static final Span TIME = new Span(Duration.ZERO, Duration.ofDays(365));

    private static final ConfigField MAX_CALLS = ConfigField.withDefault(
            "max-calls", COUNT, "20000", "Most calls open at once, over all connections; one more is refused.");
    private static final ConfigField MAX_MESSAGE_SIZE = ConfigField.withDefault(
            "max-message-size",
            new Bytes(1 << 10, 1 << 30),
            "64MiB",
            "Longest message of a request that is passed on to a process.");
    private static final ConfigField MAX_UNREAD = ConfigField.withDefault(
            "max-unread",
            new Bytes(1 << 20, 64L << 30),
            "64MiB",
            "Most bytes of answers that wait for clients to read them; beyond it, calls of such clients are ended.");
    private static final ConfigField MAX_RESETS = ConfigField.withDefault(
            "max-resets",
            COUNT,
            "1000",
            "Most calls that one connection may reset within ten seconds; beyond it, the connection is closed.");
    private static final ConfigField MAX_PINGS = ConfigField.withDefault(
            "max-pings",
            COUNT,
            "100",
            "Most pings, settings and priorities that one connection may send within ten seconds; beyond it, the"
                    + " connection is closed.");
    private static final ConfigField IDLE_TIME = ConfigField.withDefault(
            "idle-time", TIME, "10m", "How long a connection stays open without a call; 0s stands for ever.");
    private static final ConfigField MAX_AGE = ConfigField.withDefault(
            "max-age",
            TIME,
            "0s",
            "How long a connection may be used before the client is asked to make another; 0s stands for ever.");
    private static final ConfigField KEEP_ALIVE = ConfigField.withDefault(
            "keep-alive",
            TIME,
            "1m",
            "How long a client with open calls may be silent before it is asked whether it is there; 0s stands for"
                    + " ever.");
    private static final ConfigField OVERLOAD_LAG = ConfigField.withDefault(
            "overload-lag",
            TIME,
            "100ms",
            "How late the proxy's threads may be, all the time, before calls are refused by the priority of their"
                    + " namespace; 0s stands for ever.");
    private static final ConfigField PROCESS_PING = ConfigField.withDefault(
            "process-ping",
            TIME,
            "5s",
            "How long a process with open calls may be silent before it is asked whether it is there; 0s stands for"
                    + " ever.");
    private static final ConfigField PROCESS_PATIENCE = ConfigField.withDefault(
            "process-patience",
            new Span(Duration.ofMillis(1), Duration.ofDays(365)),
            "5s",
            "How long a process may take to answer that, before its calls fail.");

    /** Its keys. */
    public static final ConfigSection SECTION = new ConfigSection(
            "What protects the proxy, and its clients from each other.",
            List.of(
                    MAX_CALLS,
                    MAX_MESSAGE_SIZE,
                    MAX_UNREAD,
                    MAX_RESETS,
                    MAX_PINGS,
                    IDLE_TIME,
                    MAX_AGE,
                    KEEP_ALIVE,
                    OVERLOAD_LAG,
                    PROCESS_PING,
                    PROCESS_PATIENCE));

    /** As the section says. */
    static DoorLimits from(SectionValues values) {
        return new DoorLimits(
                values.count(MAX_CALLS),
                values.bytes(MAX_MESSAGE_SIZE),
                values.bytes(MAX_UNREAD),
                values.count(MAX_RESETS),
                values.count(MAX_PINGS),
                values.duration(IDLE_TIME),
                values.duration(MAX_AGE),
                values.duration(KEEP_ALIVE),
                values.duration(OVERLOAD_LAG),
                values.duration(PROCESS_PING),
                values.duration(PROCESS_PATIENCE));
    }
}
