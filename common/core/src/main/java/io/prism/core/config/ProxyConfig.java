// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config;

import io.prism.core.config.shape.ConfigField;
import io.prism.core.config.shape.ConfigSection;
import io.prism.core.config.shape.SectionValues;
import io.prism.core.config.shape.ValueShape.Bytes;
import io.prism.core.config.shape.ValueShape.Count;
import io.prism.core.config.shape.ValueShape.Nested;
import io.prism.core.config.shape.ValueShape.Span;
import java.time.Duration;
import java.util.List;

/**
 * The section {@code proxy}.
 *
 * @param listen where applications connect
 * @param management where health and metrics are served
 * @param holdTime how long a call waits for the process of its binding to be ready
 * @param holdCalls most calls that wait so at the same time
 * @param maxStreams most calls open on one connection
 * @param maxConnections most connections open
 * @param maxHeaderSize most bytes of headers of one call
 * @param drainTime how long calls may finish when the proxy stops
 * @param limits what protects it, and its clients from each other
 * @param observe what it tells about calls
 */
public record ProxyConfig(
        HostPort listen,
        HostPort management,
        Duration holdTime,
        int holdCalls,
        int maxStreams,
        int maxConnections,
        long maxHeaderSize,
        Duration drainTime,
        DoorLimits limits,
        ObserveConfig observe) {

    private static final Span TIME = new Span(Duration.ZERO, Duration.ofDays(365));
    private static final Count COUNT = new Count(1, 1_000_000);

    /** Where applications connect. */
    public static final ConfigField LISTEN =
            ConfigField.withDefault("listen", HostPort.SHAPE, "127.0.0.1:8980", "Where applications connect.");

    /** Where health and metrics are served. */
    public static final ConfigField MANAGEMENT = ConfigField.withDefault(
            "management", HostPort.SHAPE, "127.0.0.1:9080", "Where health and metrics are served.");

    private static final ConfigField HOLD_TIME = ConfigField.withDefault(
            "hold-time", TIME, "30s", "How long a call waits for the process of its binding to be ready.");
    private static final ConfigField HOLD_CALLS = ConfigField.withDefault(
            "hold-calls", COUNT, "1000", "Most calls that wait for a process at the same time; one more is refused.");
    private static final ConfigField MAX_STREAMS =
            ConfigField.withDefault("max-streams", COUNT, "1000", "Most calls open on one connection.");
    private static final ConfigField MAX_CONNECTIONS =
            ConfigField.withDefault("max-connections", COUNT, "10000", "Most connections open; one more is refused.");
    private static final ConfigField MAX_HEADER_SIZE = ConfigField.withDefault(
            "max-header-size", new Bytes(1 << 10, 1 << 20), "16KiB", "Most bytes of headers of one call.");
    private static final ConfigField DRAIN_TIME =
            ConfigField.withDefault("drain-time", TIME, "10s", "How long calls may finish when the proxy stops.");
    private static final ConfigField LIMITS =
            ConfigField.optional("limits", new Nested(DoorLimits.SECTION), DoorLimits.SECTION.description());
    private static final ConfigField TRACING = ConfigField.optional(
            "tracing", new Nested(ObserveConfig.Tracing.SECTION), ObserveConfig.Tracing.SECTION.description());
    private static final ConfigField ACCESS_LOG = ConfigField.optional(
            "access-log", new Nested(ObserveConfig.AccessLog.SECTION), ObserveConfig.AccessLog.SECTION.description());

    /** Its keys. */
    public static final ConfigSection SECTION = new ConfigSection(
            "The door for applications.",
            List.of(
                    LISTEN,
                    MANAGEMENT,
                    HOLD_TIME,
                    HOLD_CALLS,
                    MAX_STREAMS,
                    MAX_CONNECTIONS,
                    MAX_HEADER_SIZE,
                    DRAIN_TIME,
                    LIMITS,
                    TRACING,
                    ACCESS_LOG));

    /** As the section says. */
    public static ProxyConfig from(SectionValues values) {
        return new ProxyConfig(
                values.parsed(LISTEN, HostPort::parse),
                values.parsed(MANAGEMENT, HostPort::parse),
                values.duration(HOLD_TIME),
                values.count(HOLD_CALLS),
                values.count(MAX_STREAMS),
                values.count(MAX_CONNECTIONS),
                values.bytes(MAX_HEADER_SIZE),
                values.duration(DRAIN_TIME),
                DoorLimits.from(values.section(LIMITS)),
                new ObserveConfig(
                        ObserveConfig.Tracing.from(values.section(TRACING)),
                        ObserveConfig.AccessLog.from(values.section(ACCESS_LOG))));
    }
}
