// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.place;

import io.prism.core.config.Isolation;

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
 */
public record ProcessKey(String id, String pattern, Isolation isolation, String namespace, String session) {

    @Override
    public String toString() {
        return id;
    }
}
