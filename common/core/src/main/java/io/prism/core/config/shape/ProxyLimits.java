// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.shape;

import io.prism.core.config.shape.ValueShape.Bytes;
import io.prism.core.config.shape.ValueShape.Count;
import io.prism.core.config.shape.ValueShape.Span;
import java.time.Duration;
import java.util.List;

/** The keys of {@code proxy.limits}. */
public final class ProxyLimits {

    private static final Count COUNT = new Count(1, 1_000_000);
    private static final Span TIME = new Span(Duration.ZERO, Duration.ofDays(365));

    public static final ConfigField MAX_CALLS = ConfigField.withDefault(
            "max-calls", COUNT, "20000", "Most calls open at once, over all connections; one more is refused.");
    public static final ConfigField MAX_MESSAGE_SIZE = ConfigField.withDefault(
            "max-message-size",
            new Bytes(1 << 10, 1 << 30),
            "64MiB",
            "Longest message of a request that is passed on to a process.");
    public static final ConfigField MAX_UNREAD = ConfigField.withDefault(
            "max-unread",
            new Bytes(1 << 20, 64L << 30),
            "64MiB",
            "Most bytes of answers that wait for clients to read them; beyond it, calls of such clients are ended.");
    public static final ConfigField MAX_RESETS = ConfigField.withDefault(
            "max-resets",
            COUNT,
            "1000",
            "Most calls that one connection may reset within ten seconds; beyond it, the connection is closed.");
    public static final ConfigField MAX_PINGS = ConfigField.withDefault(
            "max-pings",
            COUNT,
            "100",
            "Most pings, settings and priorities that one connection may send within ten seconds; beyond it, the"
                    + " connection is closed.");
    public static final ConfigField IDLE_TIME = ConfigField.withDefault(
            "idle-time", TIME, "10m", "How long a connection stays open without a call; 0s stands for ever.");
    public static final ConfigField MAX_AGE = ConfigField.withDefault(
            "max-age",
            TIME,
            "0s",
            "How long a connection may be used before the client is asked to make another; 0s stands for ever.");
    public static final ConfigField KEEP_ALIVE = ConfigField.withDefault(
            "keep-alive",
            TIME,
            "1m",
            "How long a client with open calls may be silent before it is asked whether it is there; 0s stands for"
                    + " ever.");
    public static final ConfigField OVERLOAD_LAG = ConfigField.withDefault(
            "overload-lag",
            TIME,
            "100ms",
            "How late the proxy's threads may be, all the time, before calls are refused by the priority of their"
                    + " namespace; 0s stands for ever.");
    public static final ConfigField PROCESS_PING = ConfigField.withDefault(
            "process-ping",
            TIME,
            "5s",
            "How long a process with open calls may be silent before it is asked whether it is there; 0s stands for"
                    + " ever.");
    public static final ConfigField PROCESS_PATIENCE = ConfigField.withDefault(
            "process-patience",
            new Span(Duration.ofMillis(1), Duration.ofDays(365)),
            "5s",
            "How long a process may take to answer that, before its calls fail.");
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

    private ProxyLimits() {}
}
