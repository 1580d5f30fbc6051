// SPDX-License-Identifier: Apache-2.0
package io.prism.observe.trace;

import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.prism.core.failure.GatewayException.Rejected;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The way to a collector, as OpenTelemetry's own settings describe it: the environment variables {@code OTEL_*} and the
 * system properties {@code otel.*}.
 *
 * @param exporter sends spans
 * @param resource the program that they come from
 */
public record SpanExport(SpanExporter exporter, Resource resource) {

    private static final String ENDPOINT = "otel.exporter.otlp.endpoint";

    /**
     * Finds the way; connects with the first spans.
     *
     * @param program its {@code service.name}, where the environment does not say another one
     * @param endpoint where the collector is, where the environment does not say so
     * @return empty when the environment switches OpenTelemetry or its exporter off
     * @throws Rejected when a setting is malformed
     */
    public static Optional<SpanExport> open(String program, Optional<String> endpoint) {
        AtomicReference<@Nullable SpanExporter> exporter = new AtomicReference<>();
        AtomicReference<Resource> resource = new AtomicReference<>(Resource.empty());
        Map<String, String> defaults = new HashMap<>(Map.of("otel.service.name", program));
        endpoint.ifPresent(at -> defaults.put(ENDPOINT, at));
        // The SDK's own tracer is not used: what is not sampled must cost nothing. It only knows how settings are read.
        var reading = AutoConfiguredOpenTelemetrySdk.builder()
                .disableShutdownHook()
                .addPropertiesSupplier(() -> defaults)
                .addPropertiesCustomizer(_ -> Map.of("otel.metrics.exporter", "none", "otel.logs.exporter", "none"))
                .addSpanExporterCustomizer((made, _) -> {
                    exporter.set(made);
                    return SpanExporter.composite();
                })
                .addResourceCustomizer((made, _) -> {
                    resource.set(made);
                    return made;
                });
        try {
            reading.build().getOpenTelemetrySdk().close();
        } catch (ConfigurationException wrong) {
            throw new Rejected(
                    "the environment for OpenTelemetry", "must be as its settings are: " + wrong.getMessage(), "");
        }
        return Optional.ofNullable(exporter.get()).map(made -> new SpanExport(made, resource.get()));
    }
}
