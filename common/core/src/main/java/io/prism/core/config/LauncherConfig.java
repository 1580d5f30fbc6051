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
 * The section {@code launcher}.
 *
 * @param listen where the proxy asks for processes
 * @param management where health and metrics are served
 * @param startTime how long a process may take to be ready before it counts as failed
 * @param grace how long a process may take to stop before it is killed
 * @param maxProcesses most processes that run at the same time
 * @param spares how many processes wait to be told what they serve
 * @param limits what one pattern process may use
 */
public record LauncherConfig(
        HostPort listen,
        HostPort management,
        Duration startTime,
        Duration grace,
        int maxProcesses,
        int spares,
        ProcessLimits limits) {

    private static final Span TIME = new Span(Duration.ZERO, Duration.ofDays(365));
    private static final Span SOME_TIME = new Span(Duration.ofMillis(1), Duration.ofDays(365));

    /** Where the proxy asks for processes. */
    public static final ConfigField LISTEN =
            ConfigField.withDefault("listen", HostPort.SHAPE, "127.0.0.1:8982", "Where the proxy asks for processes.");

    /** Where health and metrics are served. */
    public static final ConfigField MANAGEMENT = ConfigField.withDefault(
            "management", HostPort.SHAPE, "127.0.0.1:9082", "Where health and metrics are served.");

    private static final ConfigField START_TIME = ConfigField.withDefault(
            "start-time", SOME_TIME, "30s", "How long a process may take to be ready before it counts as failed.");
    private static final ConfigField GRACE =
            ConfigField.withDefault("grace", TIME, "10s", "How long a process may take to stop before it is killed.");
    private static final ConfigField MAX_PROCESSES = ConfigField.withDefault(
            "max-processes", new Count(1, 10_000), "100", "Most pattern processes that run at the same time.");
    private static final ConfigField SPARES = ConfigField.withDefault(
            "spares",
            new Count(0, 100),
            "1",
            "How many pattern processes wait, started but not yet told what they serve; they make a start short.");
    private static final ConfigField PROCESS_MEMORY = ConfigField.withDefault(
            "process-memory",
            new Bytes(0, Long.MAX_VALUE),
            "0",
            "Most memory of one pattern process; 0 for a heap of 256 MiB and no other limit.");
    private static final ConfigField PROCESS_CPUS = ConfigField.withDefault(
            "process-cpus", new Count(0, 1024), "0", "Most processors of one pattern process; 0 for all.");
    private static final ConfigField PROCESS_FILES = ConfigField.withDefault(
            "process-files",
            new Count(0, 1_000_000),
            "0",
            "Most open files and sockets of one pattern process; 0 for as many as the launcher may have.");

    /** Its keys. */
    public static final ConfigSection SECTION = new ConfigSection(
            "The supervisor of pattern processes.",
            List.of(
                    LISTEN,
                    MANAGEMENT,
                    START_TIME,
                    GRACE,
                    MAX_PROCESSES,
                    SPARES,
                    PROCESS_MEMORY,
                    PROCESS_CPUS,
                    PROCESS_FILES));

    /** As the section says. */
    public static LauncherConfig from(SectionValues values) {
        return new LauncherConfig(
                values.parsed(LISTEN, HostPort::parse),
                values.parsed(MANAGEMENT, HostPort::parse),
                values.duration(START_TIME),
                values.duration(GRACE),
                values.count(MAX_PROCESSES),
                values.count(SPARES),
                new ProcessLimits(
                        values.bytes(PROCESS_MEMORY), values.count(PROCESS_CPUS), values.count(PROCESS_FILES)));
    }
}
