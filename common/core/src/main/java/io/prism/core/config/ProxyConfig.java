// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config;

import java.time.Duration;

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
        ObserveConfig observe) {}
