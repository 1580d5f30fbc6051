// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.shape;

import io.prism.core.config.shape.ValueShape.Bytes;
import io.prism.core.config.shape.ValueShape.Count;
import java.util.List;

/** The keys of {@code limits} of a namespace. */
public final class NamespaceLimitKeys {

    public static final ConfigField CALLS_PER_SECOND = ConfigField.withDefault(
            "calls-per-second",
            new Count(0, 10_000_000),
            "0",
            "Most calls in a second; more are refused. 0 stands for no limit.");
    public static final ConfigField BYTES_PER_SECOND = ConfigField.withDefault(
            "bytes-per-second",
            new Bytes(0, 1L << 40),
            "0",
            "Most bytes of requests and answers in a second; when they are used up, new calls are refused. 0 stands for"
                    + " no limit.");
    public static final ConfigField CALLS_OF_BINDING = ConfigField.withDefault(
            "calls-of-binding",
            new Count(0, 1_000_000),
            "10000",
            "Most calls of each binding open at once; more are refused. 0 stands for no limit.");
    public static final ConfigSection SECTION =
            new ConfigSection("Its share of the proxy.", List.of(CALLS_PER_SECOND, BYTES_PER_SECOND, CALLS_OF_BINDING));

    private NamespaceLimitKeys() {}
}
