// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.observe.log;

import java.time.Instant;
import java.util.Locale;

/**
 * What the access log says about one call. Neither messages nor metadata are part of it, so neither keys nor secrets.
 *
 * @param ended when it ended
 * @param requestId what it is known by
 * @param traceId its trace; empty when it has none
 * @param client who called, as {@code host:port}
 * @param namespace where
 * @param binding and what served it
 * @param path what was called
 * @param code name of its gRPC status code
 * @param nanos how long it took
 */
public record AccessLine(
        Instant ended,
        String requestId,
        String traceId,
        String client,
        String namespace,
        String binding,
        String path,
        String code,
        long nanos) {

    private static final int PATH_MOST = 256;
    private static final double NANOS_PER_MILLI = 1e6;

    /** Appends it as one line of JSON. */
    void appendTo(StringBuilder text) {
        text.append("{\"time\":\"").append(ended).append('"');
        member(text, "requestId", requestId);
        if (!traceId.isEmpty()) {
            member(text, "traceId", traceId);
        }
        member(text, "client", client);
        member(text, "namespace", namespace);
        member(text, "binding", binding);
        member(text, "method", path.length() > PATH_MOST ? path.substring(0, PATH_MOST) : path);
        member(text, "code", code);
        text.append(",\"millis\":")
                .append(String.format(Locale.ROOT, "%.3f", nanos / NANOS_PER_MILLI))
                .append("}\n");
    }

    private static void member(StringBuilder text, String name, String value) {
        text.append(",\"").append(name).append("\":\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                // Nothing that a client writes may begin a new line, or do things to a terminal.
                text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
