// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.core.config.ObserveConfig.Collector;
import io.prism.core.config.ObserveConfig.Tracing;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TelemetryVariablesTest {

    private static final Tracing OFF = new Tracing(Optional.empty(), 0.5);
    private static final Tracing ON = new Tracing(Collector.parse("http://collector:4317"), 0.5);

    @Test
    void areNoneWithoutACollectorInTheConfiguration() {
        assertThat(TelemetryVariables.of(OFF, Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://other:4317")))
                .isEmpty();
    }

    @Test
    void sayWhatTheConfigurationSays() {
        assertThat(TelemetryVariables.of(ON, Map.of("PATH", "/bin", "TOKEN", "secret")))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "OTEL_EXPORTER_OTLP_ENDPOINT",
                        "http://collector:4317",
                        "OTEL_TRACES_SAMPLER",
                        "parentbased_traceidratio",
                        "OTEL_TRACES_SAMPLER_ARG",
                        "0.5"));
    }

    @Test
    void passOnOpenTelemetrysOwnWhichGoBeforeTheConfiguration() {
        // When
        Map<String, String> variables = TelemetryVariables.of(
                ON,
                Map.of(
                        "OTEL_EXPORTER_OTLP_ENDPOINT", "http://other:4318",
                        "OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf",
                        "OTEL_SERVICE_NAME", "mine"));

        // Then
        assertThat(variables)
                .containsEntry("OTEL_EXPORTER_OTLP_ENDPOINT", "http://other:4318")
                .containsEntry("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
                .doesNotContainKey("OTEL_SERVICE_NAME");
    }
}
