// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.place;

import io.prism.core.config.Isolation;
import java.util.Map;
import java.util.Optional;

/**
 * The name of a pattern process, and what it is made of: {@code shared:<pattern>}, {@code ns:<namespace>:<pattern>}
 * or {@code session:<namespace>:<session>:<pattern>}. Bindings with the same key share a process. Neither part can
 * hold a colon, so no two keys look alike.
 *
 * @param id the key as text
 * @param pattern name of the pattern
 * @param isolation who shares the process; never {@link Isolation#EMBEDDED}
 * @param namespace its namespace; empty for a shared process
 * @param session its session; empty for any other than a process of a session
 * @param adHoc the settings it was launched with when {@code prism.yaml} did not know its namespace; empty for a process
 *     of the configuration
 */
public record ProcessKey(
        String id,
        String pattern,
        Isolation isolation,
        String namespace,
        String session,
        Optional<Map<String, String>> adHoc) {

    /** Keeps a copy of the settings. */
    public ProcessKey {
        adHoc = adHoc.map(Map::copyOf);
    }

    /** A process of the configuration. */
    public ProcessKey(String id, String pattern, Isolation isolation, String namespace, String session) {
        this(id, pattern, isolation, namespace, session, Optional.empty());
    }

    /** The same process, launched with settings of its own. */
    ProcessKey with(Map<String, String> settings) {
        return new ProcessKey(id, pattern, isolation, namespace, session, Optional.of(settings));
    }

    @Override
    public String toString() {
        return id;
    }
}
