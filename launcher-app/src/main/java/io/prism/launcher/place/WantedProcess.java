// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.place;

import io.prism.core.config.Isolation;
import java.util.Map;
import java.util.Optional;

/**
 * The process that a caller asks for.
 *
 * @param pattern name of its pattern
 * @param isolation who shares it; empty for what the bindings of the pattern in the namespace say
 * @param namespace its namespace; may be empty for a process that all share
 * @param session its session; empty where the isolation is another
 * @param otherwise settings for a namespace that {@code prism.yaml} does not know; empty when such a namespace is to be
 *     refused
 */
public record WantedProcess(
        String pattern,
        Optional<Isolation> isolation,
        String namespace,
        String session,
        Optional<Map<String, String>> otherwise) {

    /** Wants a process of a namespace that {@code prism.yaml} knows. */
    public static WantedProcess configured(
            String pattern, Optional<Isolation> isolation, String namespace, String session) {
        return new WantedProcess(pattern, isolation, namespace, session, Optional.empty());
    }
}
