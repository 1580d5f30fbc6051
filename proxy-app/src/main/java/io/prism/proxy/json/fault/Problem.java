// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.json.fault;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.JsonFormat;
import io.grpc.Status;
import io.prism.contracts.common.Error;
import io.prism.contracts.common.ErrorDetail;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A failure as RFC 9457 writes it, with what {@code prism.common.Error} knows as members of its own.
 *
 * @param status the HTTP status
 * @param grpc the gRPC status that a gRPC client would have got
 * @param error what went wrong
 * @param headers headers of the answer, {@code retry-after} among them where waiting helps
 */
public record Problem(int status, Status.Code grpc, Error error, Map<String, String> headers) {

    /** The content type of the document. */
    public static final String CONTENT_TYPE = "application/problem+json";

    private static final String PREFIX = "ERROR_CODE_";
    private static final long MILLIS_OF_SECOND = 1_000;

    /** Adds {@code retry-after} where the failure says when to try again. */
    public Problem {
        long after = retryAfterMillis(error);
        if (after > 0) {
            headers = new LinkedHashMap<>(headers);
            // Whole seconds are all the header can say; the document has the milliseconds.
            headers.put("retry-after", Long.toString(Math.ceilDiv(after, MILLIS_OF_SECOND)));
        }
        headers = Map.copyOf(headers);
    }

    /** The document, in one line. */
    public JsonObject document() {
        String name = error.getCode().name().replace(PREFIX, "");
        JsonObject document = new JsonObject()
                .put(
                        "type",
                        "urn:prism:failure:" + name.toLowerCase(Locale.ROOT).replace('_', '-'))
                .put("title", title(name))
                .put("status", status)
                .put("detail", error.getMessage())
                .put("code", name)
                .put("grpcStatus", grpc.name())
                .put("requestId", error.getRequestId())
                .put("source", error.getSource());
        if (!error.getNamespace().isEmpty()) {
            document.put("namespace", error.getNamespace());
        }
        document.put("retryable", error.getRetryPolicy().getRetryable());
        if (error.getRetryPolicy().getRetryable()) {
            document.put("retryAfterMillis", retryAfterMillis(error));
            document.put("retryAdvice", error.getRetryPolicy().getRetryAdvice());
        }
        if (error.getDetailsCount() > 0) {
            document.put("details", details(error));
        }
        return document;
    }

    private static long retryAfterMillis(Error error) {
        return error.getRetryPolicy().getRetryable()
                ? Durations.toMillis(error.getRetryPolicy().getRetryAfter())
                : 0;
    }

    private static String title(String name) {
        String words = name.toLowerCase(Locale.ROOT).replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private static JsonArray details(Error error) {
        JsonArray details = new JsonArray();
        for (ErrorDetail detail : error.getDetailsList()) {
            try {
                details.add(new JsonObject(JsonFormat.printer().print(detail)));
            } catch (InvalidProtocolBufferException impossible) {
                throw new IllegalStateException("a detail that has no JSON form", impossible);
            }
        }
        return details;
    }
}
