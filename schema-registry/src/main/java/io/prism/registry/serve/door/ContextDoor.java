// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve.door;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Understands addresses that begin with a context: {@code /contexts/.ctx/subjects/orders} is {@code
 * /subjects/:.ctx:orders}. So a client needs nothing but another base address to live in a context.
 */
class ContextDoor {

    private static final String START = "/contexts/";
    private static final Set<String> WITH_SUBJECT = Set.of("subjects", "config", "mode");
    private static final Set<String> NAMES = Set.of("subject", "subjectPrefix");

    @ServerRequestFilter(preMatching = true)
    void enter(ContainerRequestContext request) {
        UriInfo uri = request.getUriInfo();
        String path = uri.getRequestUri().getRawPath();
        int end = path.startsWith(START) ? path.indexOf('/', START.length()) : -1;
        if (end < 0 || end == path.length() - 1) {
            return;
        }
        String name = URLDecoder.decode(path.substring(START.length(), end), StandardCharsets.UTF_8);
        String context = name.startsWith(":") && name.endsWith(":") && name.length() > 1
                ? name.substring(1, name.length() - 1)
                : name;
        if (context.startsWith(".")) {
            String inner = inside(context, List.of(path.substring(end + 1).split("/", -1)));
            request.setRequestUri(
                    URI.create(uri.getBaseUri().resolve("/") + inner + query(context, path, uri.getRequestUri())));
        }
    }

    private static String inside(String context, List<String> parts) {
        List<String> inner = new ArrayList<>(parts);
        int at = parts.indexOf("subjects") + 1;
        if (WITH_SUBJECT.contains(parts.getFirst())) {
            at = 1;
        }
        if (at > 0 && at < parts.size()) {
            inner.set(at, qualified(context, parts.get(at)));
        } else if (parts.size() == 1
                && (parts.getFirst().equals("config") || parts.getFirst().equals("mode"))) {
            inner.add(qualified(context, ""));
        }
        return String.join("/", inner);
    }

    private static String query(String context, String path, URI uri) {
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        List<String> pairs = new ArrayList<>(query.isEmpty() ? List.of() : List.of(query.split("&", -1)));
        boolean named = false;
        for (int i = 0; i < pairs.size(); i++) {
            int equals = pairs.get(i).indexOf('=');
            String key = equals < 0 ? "" : pairs.get(i).substring(0, equals);
            if (NAMES.contains(key)) {
                named = true;
                pairs.set(i, key + "=" + qualified(context, pairs.get(i).substring(equals + 1)));
            }
        }
        if (!named) {
            missing(path).ifPresent(key -> pairs.add(key + "=" + qualified(context, "")));
        }
        return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
    }

    /** The parameter that says in which context to look, of calls that have no subject in their path. */
    private static Optional<String> missing(String path) {
        if (path.contains("/schemas")) {
            return Optional.of(path.contains("/ids/") ? "subject" : "subjectPrefix");
        }
        return path.endsWith("/subjects") ? Optional.of("subjectPrefix") : Optional.empty();
    }

    /** The encoded {@code name} in the context, unless it names one itself. */
    private static String qualified(String context, String name) {
        String plain = URLDecoder.decode(name, StandardCharsets.UTF_8);
        String subject = plain.equals("__EMPTY") ? "" : plain;
        return plain.startsWith(":.") || plain.startsWith(":*:")
                ? name
                : URLEncoder.encode(":" + context + ":" + subject, StandardCharsets.UTF_8)
                        .replace("+", "%20");
    }
}
