// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher;

import io.prism.core.config.ObserveConfig.Tracing;
import io.prism.core.process.CollectorVariables;
import java.util.HashMap;
import java.util.Map;

/**
 * The environment variables by which OpenTelemetry's own settings reach every program that the launcher starts: those of
 * the launcher itself, and what the configuration says where they do not.
 */
final class TelemetryVariables {

    private static final String PREFIX = "OTEL_";

    private TelemetryVariables() {}

    /**
     * The variables for a program; none when the configuration asks for no traces, whatever the environment says.
     *
     * @param whole the launcher's own environment
     */
    static Map<String, String> of(Tracing tracing, Map<String, String> whole) {
        if (tracing.collector().isEmpty()) {
            return Map.of();
        }
        Map<String, String> variables = new HashMap<>();
        variables.put(CollectorVariables.ENDPOINT, tracing.collector().get().endpoint());
        variables.put("OTEL_TRACES_SAMPLER", "parentbased_traceidratio");
        variables.put("OTEL_TRACES_SAMPLER_ARG", Double.toString(tracing.sampleRatio()));
        whole.forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                variables.put(name, value);
            }
        });
        // Each program has a name of its own.
        variables.remove("OTEL_SERVICE_NAME");
        return Map.copyOf(variables);
    }
}
