// SPDX-License-Identifier: Apache-2.0
package io.prism.core.process;

import java.util.Map;
import java.util.stream.Stream;

/** The environment variables of OpenTelemetry that say where traces go. Programs make traces when one of them is there. */
public final class CollectorVariables {

    /** The collector of everything that a program tells. */
    public static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /** The collector of traces alone; goes before the other. */
    public static final String TRACES_ENDPOINT = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";

    private static final String DISABLED = "OTEL_SDK_DISABLED";

    private CollectorVariables() {}

    /** Whether an environment asks for traces: it says where to, and does not switch them off. */
    public static boolean ask(Map<String, String> environment) {
        return !Boolean.parseBoolean(environment.getOrDefault(DISABLED, "false"))
                && Stream.of(ENDPOINT, TRACES_ENDPOINT)
                        .anyMatch(name -> !environment.getOrDefault(name, "").isEmpty());
    }
}
