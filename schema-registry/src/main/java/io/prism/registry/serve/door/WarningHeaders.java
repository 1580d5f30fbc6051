// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve.door;

import io.prism.registry.govern.rule.Finding;
import io.prism.registry.govern.rule.Warnings;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Tells callers of the rules that they broke without being refused, in headers {@value #NAME}. */
@Singleton
class WarningHeaders {

    static final String NAME = "Prism-Warning";

    private static final int CHARS_MAX = 400;
    private static final int FIRST_PRINTABLE = 0x20;
    private static final int LAST_PRINTABLE = 0x7E;

    private final Warnings warnings;

    WarningHeaders(Warnings warnings) {
        this.warnings = warnings;
    }

    @ServerResponseFilter
    void tell(ContainerResponseContext response) {
        for (Finding finding : warnings.all()) {
            response.getHeaders().add(NAME, printable(finding.toString()));
        }
    }

    /** Headers hold printable ASCII on one line, and names of fields may be anything. */
    private static String printable(String text) {
        StringBuilder clean = new StringBuilder();
        text.codePoints()
                .limit(CHARS_MAX)
                .forEach(c -> clean.append(c >= FIRST_PRINTABLE && c <= LAST_PRINTABLE ? (char) c : '?'));
        return clean.toString();
    }
}
