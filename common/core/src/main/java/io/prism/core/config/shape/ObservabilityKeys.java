// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.shape;

import io.prism.core.config.shape.ValueShape.Choice;
import io.prism.core.config.shape.ValueShape.Ratio;
import io.prism.core.config.shape.ValueShape.Url;
import java.util.List;

/** The keys of {@code proxy.tracing} and {@code proxy.access-log}. */
public final class ObservabilityKeys {

    private ObservabilityKeys() {}

    /** The keys of {@code proxy.tracing}. */
    public static final class Tracing {
        public static final ConfigField ENDPOINT = ConfigField.optional(
                "endpoint",
                new Url(),
                "Where spans are sent by OTLP/gRPC; without it, trace context passes through untouched.");
        public static final ConfigField SAMPLE_RATIO = ConfigField.withDefault(
                "sample-ratio",
                new Ratio(),
                "0.01",
                "Share of the calls that are traced, among those whose client has not decided it.");
        public static final ConfigSection SECTION =
                new ConfigSection("Spans of calls.", List.of(ENDPOINT, SAMPLE_RATIO));

        private Tracing() {}
    }

    /** The keys of {@code proxy.access-log}. */
    public static final class AccessLog {
        public static final ConfigField CALLS = ConfigField.withDefault(
                "calls",
                new Choice("a choice of calls", List.of("none", "sampled", "all")),
                "none",
                "Which calls get a line on standard output: none, sampled (every failed one and a share of the"
                        + " others) or all.");
        public static final ConfigField SAMPLE_RATIO = ConfigField.withDefault(
                "sample-ratio", new Ratio(), "0.01", "With sampled, the share of the calls that went well.");
        public static final ConfigSection SECTION =
                new ConfigSection("A line of JSON for each call.", List.of(CALLS, SAMPLE_RATIO));

        private AccessLog() {}
    }
}
