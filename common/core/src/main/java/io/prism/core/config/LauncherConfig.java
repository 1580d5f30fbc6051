// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config;

import java.time.Duration;

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
        ProcessLimits limits) {}
