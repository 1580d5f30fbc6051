// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.shape;

import io.prism.core.config.shape.Shape.Choice;
import io.prism.core.config.shape.Shape.Ratio;
import io.prism.core.config.shape.Shape.Url;
import java.util.List;

/** The keys of {@code proxy.tracing} and {@code proxy.access-log}. */
public final class Observe {

    private Observe() {}

    /** The keys of {@code proxy.tracing}. */
    public static final class Tracing {
        public static final Field ENDPOINT = Field.optional(
                "endpoint",
                new Url(),
                "Where spans are sent by OTLP/gRPC; without it, trace context passes through untouched.");
        public static final Field SAMPLE_RATIO = Field.withDefault(
                "sample-ratio",
                new Ratio(),
                "0.01",
                "Share of the calls that are traced, among those whose client has not decided it.");
        public static final Section SECTION = new Section("Spans of calls.", List.of(ENDPOINT, SAMPLE_RATIO));

        private Tracing() {}
    }

    /** The keys of {@code proxy.access-log}. */
    public static final class AccessLog {
        public static final Field CALLS = Field.withDefault(
                "calls",
                new Choice("a choice of calls", List.of("none", "sampled", "all")),
                "none",
                "Which calls get a line on standard output: none, sampled (every failed one and a share of the"
                        + " others) or all.");
        public static final Field SAMPLE_RATIO = Field.withDefault(
                "sample-ratio", new Ratio(), "0.01", "With sampled, the share of the calls that went well.");
        public static final Section SECTION =
                new Section("A line of JSON for each call.", List.of(CALLS, SAMPLE_RATIO));

        private AccessLog() {}
    }
}
