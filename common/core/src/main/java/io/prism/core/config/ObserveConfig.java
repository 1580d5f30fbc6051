// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config;

import io.prism.core.config.shape.ConfigField;
import io.prism.core.config.shape.ConfigSection;
import io.prism.core.config.shape.SectionValues;
import io.prism.core.config.shape.ValueShape.Choice;
import io.prism.core.config.shape.ValueShape.Ratio;
import io.prism.core.config.shape.ValueShape.Url;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the proxy tells about the calls it sees, beside metrics.
 *
 * @param tracing spans of calls
 * @param accessLog a line for each call
 */
public record ObserveConfig(Tracing tracing, AccessLog accessLog) {

    /**
     * The section {@code proxy.tracing}.
     *
     * @param collector where spans go; without one, trace context passes through untouched
     * @param sampleRatio share of the calls without a trace of their own that are traced, 0 to 1
     */
    public record Tracing(Optional<Collector> collector, double sampleRatio) {

        private static final ConfigField ENDPOINT = ConfigField.optional(
                "endpoint",
                new Url(text -> Collector.parse(text).isPresent(), Collector.FORM),
                "Where spans are sent by OTLP/gRPC; without it, trace context passes through untouched.");
        private static final ConfigField SAMPLE_RATIO = ConfigField.withDefault(
                "sample-ratio",
                new Ratio(),
                "0.01",
                "Share of the calls that are traced, among those whose client has not decided it.");

        /** Its keys. */
        public static final ConfigSection SECTION =
                new ConfigSection("Spans of calls.", List.of(ENDPOINT, SAMPLE_RATIO));

        static Tracing from(SectionValues values) {
            return new Tracing(values.find(ENDPOINT).flatMap(Collector::parse), values.ratio(SAMPLE_RATIO));
        }
    }

    /**
     * The section {@code proxy.access-log}.
     *
     * @param calls which calls get a line
     * @param sampleRatio share of the good calls with a line, for {@link Calls#SAMPLED}; 0 to 1
     */
    public record AccessLog(Calls calls, double sampleRatio) {

        private static final ConfigField CALLS = ConfigField.withDefault(
                "calls",
                new Choice("a choice of calls", List.of("none", "sampled", "all")),
                "none",
                "Which calls get a line on standard output: none, sampled (every failed one and a share of the"
                        + " others) or all.");
        private static final ConfigField SAMPLE_RATIO = ConfigField.withDefault(
                "sample-ratio", new Ratio(), "0.01", "With sampled, the share of the calls that went well.");

        /** Its keys. */
        public static final ConfigSection SECTION =
                new ConfigSection("A line of JSON for each call.", List.of(CALLS, SAMPLE_RATIO));

        static AccessLog from(SectionValues values) {
            return new AccessLog(
                    Calls.valueOf(values.text(CALLS).toUpperCase(Locale.ROOT)), values.ratio(SAMPLE_RATIO));
        }
    }

    /** Which calls get a line in the access log. */
    public enum Calls {
        /** None. */
        NONE,
        /** Every call that failed, and a share of the others. */
        SAMPLED,
        /** All. */
        ALL
    }

    /**
     * Takes spans over OTLP/gRPC.
     *
     * @param tls whether it is spoken to over TLS
     * @param at where it listens
     */
    public record Collector(boolean tls, HostPort at) {

        /** What a collector looks like, for error texts. */
        public static final String FORM = "http://host:port or https://host:port, such as http://127.0.0.1:4317";

        private static final String PLAIN = "http://";
        private static final String TLS = "https://";

        /** Reads {@value #FORM}; empty when {@code text} is anything else. */
        public static Optional<Collector> parse(String text) {
            boolean tls = text.startsWith(TLS);
            if (!tls && !text.startsWith(PLAIN)) {
                return Optional.empty();
            }
            return HostPort.parse(text.substring((tls ? TLS : PLAIN).length()))
                    .filter(at -> at.port() > 0)
                    .map(at -> new Collector(tls, at));
        }

        /** Its address, as {@link #parse} reads it. */
        public String endpoint() {
            return (tls ? TLS : PLAIN) + at;
        }
    }
}
