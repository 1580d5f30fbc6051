// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config;

import io.prism.core.config.shape.ConfigField;
import io.prism.core.config.shape.ConfigSection;
import io.prism.core.config.shape.SectionValues;
import io.prism.core.config.shape.ValueShape.Bytes;
import io.prism.core.config.shape.ValueShape.Count;
import java.util.List;

/**
 * The section {@code limits} of a namespace: its share of the proxy. Zero stands for no limit.
 *
 * @param callsPerSecond most calls begun in a second; a second's worth may come at once
 * @param bytesPerSecond most bytes of requests and answers in a second; calls that run are finished, new ones wait their
 *     turn
 * @param callsOfBinding most calls of each of its bindings open at once
 */
public record NamespaceLimits(long callsPerSecond, long bytesPerSecond, int callsOfBinding) {

    private static final ConfigField CALLS_PER_SECOND = ConfigField.withDefault(
            "calls-per-second",
            new Count(0, 10_000_000),
            "0",
            "Most calls in a second; more are refused. 0 stands for no limit.");
    private static final ConfigField BYTES_PER_SECOND = ConfigField.withDefault(
            "bytes-per-second",
            new Bytes(0, 1L << 40),
            "0",
            "Most bytes of requests and answers in a second; when they are used up, new calls are refused. 0 stands for"
                    + " no limit.");
    private static final ConfigField CALLS_OF_BINDING = ConfigField.withDefault(
            "calls-of-binding",
            new Count(0, 1_000_000),
            "10000",
            "Most calls of each binding open at once; more are refused. 0 stands for no limit.");

    /** Its keys. */
    public static final ConfigSection SECTION =
            new ConfigSection("Its share of the proxy.", List.of(CALLS_PER_SECOND, BYTES_PER_SECOND, CALLS_OF_BINDING));

    /** No limit at all. */
    public static final NamespaceLimits NONE = new NamespaceLimits(0, 0, 0);

    /** As the section says. */
    public static NamespaceLimits from(SectionValues values) {
        return new NamespaceLimits(
                values.count(CALLS_PER_SECOND), values.bytes(BYTES_PER_SECOND), values.count(CALLS_OF_BINDING));
    }
}
