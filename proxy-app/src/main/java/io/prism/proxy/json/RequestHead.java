// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.json;

import io.prism.core.Deadline;
import io.prism.core.GrpcTimeout;
import io.prism.core.MetadataKeys;
import io.prism.core.Quantities;
import io.prism.core.failure.GatewayException;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.proxy.json.fault.HttpFault;
import io.prism.proxy.json.find.RequestTarget;
import io.prism.proxy.json.find.RpcMethod;
import io.prism.proxy.json.find.RpcMethods;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request says before its body.
 *
 * @param target what it is for
 * @param deadline when its sender stops waiting
 * @param metadata what goes along with the call
 */
record RequestHead(RequestTarget target, Deadline deadline, Map<String, String> metadata) {

    /** The deadline as people write it: {@code 500ms}, {@code 2s}. */
    static final String TIMEOUT = "prism-timeout";

    static final String JSON = "application/json";
    static final String EVENTS = "text/event-stream";

    private static final Duration TIMEOUT_MAX = Duration.ofDays(365);
    private static final String OURS = "prism-";
    private static final Set<String> PASSED_ON = Set.of("authorization", "traceparent", "tracestate", "baggage");
    private static final Set<String> READ_HERE = Set.of(MetadataKeys.NAMESPACE, MetadataKeys.BINDING, TIMEOUT);

    /**
     * Reads a request.
     *
     * @param requestId its id, which goes along
     * @throws HttpFault when HTTP is used wrongly
     * @throws GatewayException.Rejected when a header is malformed
     */
    static RequestHead read(HttpServerRequest request, RpcMethods methods, String requestId) {
        RequestTarget target =
                RequestTarget.of(Objects.requireNonNullElse(request.path(), "/"), request.headers(), methods);
        checkMethod(request, target.method());
        checkTypes(request, target.method());
        Map<String, String> metadata = new HashMap<>();
        for (Map.Entry<String, String> header : request.headers()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (PASSED_ON.contains(name) || (name.startsWith(OURS) && !READ_HERE.contains(name))) {
                metadata.putIfAbsent(name, header.getValue());
            }
        }
        metadata.put(MetadataKeys.REQUEST_ID, requestId);
        return new RequestHead(target, deadline(request.headers()), Map.copyOf(metadata));
    }

    private static void checkMethod(HttpServerRequest request, RpcMethod method) {
        if (method.descriptor().isClientStreaming()) {
            throw HttpFault.notOverHttp(method.fullName() + " takes a stream of messages: call it over gRPC");
        }
        boolean get = request.method().equals(HttpMethod.GET);
        if (get && !method.reads()) {
            throw HttpFault.methodNotAllowed(
                    method.fullName() + " may change something, so it is called with POST", method.allow());
        }
        if (!get && !request.method().equals(HttpMethod.POST)) {
            throw HttpFault.methodNotAllowed(
                    "%s is called with POST%s, not with %s"
                            .formatted(method.fullName(), method.reads() ? " or GET" : "", request.method()),
                    method.allow());
        }
    }

    private static void checkTypes(HttpServerRequest request, RpcMethod method) {
        String answer = method.streams() ? EVENTS : JSON;
        if (!accepts(request.getHeader("accept"), answer)) {
            throw HttpFault.notAcceptable("the answer of %s is %s, which the header 'accept' does not allow"
                    .formatted(method.fullName(), answer));
        }
        String encoding = request.getHeader("content-encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw HttpFault.unsupportedType("the body must not be encoded, but its content-encoding is " + encoding);
        }
        String type = request.getHeader("content-type");
        if (request.method().equals(HttpMethod.POST) && type != null && !isJson(type)) {
            throw HttpFault.unsupportedType(
                    "the body must be JSON in UTF-8, said by 'content-type: application/json', but is " + type);
        }
    }

    private static boolean isJson(String type) {
        String[] parts = type.toLowerCase(Locale.ROOT).split(";", 2);
        return parts[0].strip().equals(JSON)
                && (parts.length == 1
                        || !parts[1].contains("charset")
                        || parts[1].replace("\"", "").replace(" ", "").contains("charset=utf-8"));
    }

    private static boolean accepts(@Nullable String header, String type) {
        if (header == null || header.isBlank()) {
            return true;
        }
        String family = type.substring(0, type.indexOf('/') + 1) + "*";
        for (String range : header.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] parts = range.split(";", 2);
            String name = parts[0].strip();
            boolean none = parts.length > 1 && parts[1].replace(" ", "").matches("(.*;)?q=0(\\.0*)?(;.*)?");
            if (!none && (name.equals(type) || name.equals("*/*") || name.equals(family))) {
                return true;
            }
        }
        return false;
    }

    private static Deadline deadline(MultiMap headers) {
        String people = headers.get(TIMEOUT);
        String grpc = headers.get(MetadataKeys.TIMEOUT);
        if (people == null) {
            return GrpcTimeout.parse(grpc);
        }
        if (grpc != null) {
            throw new Rejected(TIMEOUT, "cannot be given together with " + MetadataKeys.TIMEOUT, people);
        }
        Duration left = Quantities.duration(people)
                .filter(it -> it.compareTo(TIMEOUT_MAX) <= 0)
                .orElseThrow(
                        () -> new Rejected(TIMEOUT, "must be " + Quantities.DURATION_FORM + ", at most 365d", people));
        return Deadline.in(left);
    }
}
